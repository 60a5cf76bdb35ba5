"""Naming the référents that were shared out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from tripartite.accounts.models import User
from tripartite.core.errors import DomainError
from tripartite.placements.actions.declaring import assign_referent
from tripartite.placements.models import Placement
from tripartite.school.models import Period


@dataclass(slots=True)
class Shared:
    """How many changed, and the sentence of each that could not."""

    changed: int = 0
    refused: list[tuple[Placement, str]] = field(default_factory=list)


@transaction.atomic
def apply_share(*, period: Period, chosen: Mapping[int, User], by: User) -> Shared:
    """Name each référent chosen; one that cannot change says why and does not stop the others."""
    done = Shared()
    rows = Placement.objects.with_people().filter(period=period, pk__in=list(chosen))
    for placement in rows.order_by("pk"):
        teacher = chosen[placement.pk]
        if placement.referent_id == teacher.pk:
            continue
        try:
            with transaction.atomic():
                assign_referent(placement=placement, referent=teacher, by=by)
        except DomainError as error:
            done.refused.append((placement, str(error)))
        else:
            done.changed += 1
    return done
