"""The head lets a placement begin although its agreement is not signed by all (R1)."""

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.papers.models import StartLift
from tripartite.papers.queries import agreement_is_sealed
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


@transaction.atomic
def lift_start(*, placement: Placement, reason: str, by: User) -> StartLift:
    """By the head alone, with a reason, once. Raises TransitionError or DomainError otherwise."""
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if Relation.HEAD not in placement.relations_of(by):
        raise TransitionError(
            "head_only",
            "Seul le chef d’établissement peut laisser commencer un stage dont la convention "
            "n’est pas signée par tous.",
        )
    if placement.state != State.APPROVED or agreement_is_sealed(placement):
        raise TransitionError(
            "nothing_to_lift",
            "Il n’y a rien à autoriser : la convention est signée par tous, ou ce stage n’est pas "
            "validé.",
        )
    if StartLift.objects.filter(placement=placement).exists():
        raise TransitionError("lifted", "Ce stage est déjà autorisé à commencer.")
    if not reason.strip():
        raise DomainError("reason_needed", "Dites en une phrase pourquoi ce stage peut commencer.")
    lift = StartLift.objects.create(placement=placement, lifted_by=by, reason=reason.strip())
    record(
        by=by,
        school=placement.school,
        verb="placement.start_lifted",
        sentence=f"Le stage peut commencer sans toutes les signatures : {lift.reason}",
        file=placement.file,
    )
    return lift
