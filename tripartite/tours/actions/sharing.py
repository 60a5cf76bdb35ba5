"""Naming the référents that were shared out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.placements.actions.declaring import assign_referent
from tripartite.placements.models import Placement
from tripartite.school.models import Period
from tripartite.tours.models import SharingRule


@dataclass(slots=True)
class Shared:
    """How many changed, and the sentence of each that could not."""

    changed: int = 0
    refused: list[tuple[Placement, str]] = field(default_factory=list)


@transaction.atomic
def note_rule(*, school: School, most: int, farthest: int | None, by: User) -> SharingRule:
    """Keep what the school wants of its shares: placements a teacher, kilometres there and back."""
    rule: SharingRule
    rule, _new = SharingRule.objects.select_for_update().get_or_create(school=school)
    if (rule.most, rule.farthest) != (most, farthest):
        rule.most, rule.farthest = most, farthest
        rule.save(update_fields=["most", "farthest"])
        far = f", {farthest} km au plus" if farthest else ""
        record(
            by=by,
            school=school,
            verb="share.rule_noted",
            sentence=f"Répartition des référents : {count_of(most, 'stage')} par enseignant{far}",
            file=f"school:{school.pk}",
        )
    return rule


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
