"""When there is no joint evaluation: another document is received, or it could not take place."""

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.uploads import CheckedFile
from tripartite.evaluations import emails
from tripartite.evaluations.actions.common import locked_evaluation, tell
from tripartite.evaluations.actions.session import open_evaluation
from tripartite.evaluations.domain import (
    EVALUATION,
    GROUND_LABELS,
    EvaluationState,
    Ground,
    WithoutFacts,
)
from tripartite.evaluations.models import JointEvaluation
from tripartite.mailing import outbox
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@transaction.atomic
def receive(*, placement: Placement, file: CheckedFile, reason: str, by: User) -> JointEvaluation:
    """The placement was evaluated on another document: it is kept in the file.

    Raises TransitionError once the evaluation is agreed or settled, or without a reason.
    """
    evaluation = locked_evaluation(open_evaluation(placement=placement, by=by))
    placement = evaluation.placement
    evaluation.state = EVALUATION.target(
        "receive", EvaluationState(evaluation.state), placement.relations_of(by), reason=reason
    )
    evaluation.document = documents.keep(
        school=placement.school, content=file.content, name=file.name, mime=file.mime
    )
    _settle(evaluation, reason)
    tell(evaluation, by, "received", f"Évaluation reçue sur un autre document : {reason.strip()}")
    return evaluation


@transaction.atomic
def give_up(*, placement: Placement, ground: Ground, reason: str, by: User) -> JointEvaluation:
    """The evaluation could not take place; the office is told why.

    Raises TransitionError while the ground is not true, once agreed or settled, without a reason.
    """
    evaluation = locked_evaluation(open_evaluation(placement=placement, by=by))
    placement = evaluation.placement
    facts = WithoutFacts(
        ground=ground,
        interrupted=placement.state == State.INTERRUPTED,
        ends_on=placement.last_day,
        today=clock.today(),
    )
    evaluation.state = EVALUATION.target(
        "give_up",
        EvaluationState(evaluation.state),
        placement.relations_of(by),
        facts=facts,
        reason=reason,
    )
    evaluation.ground = ground
    _settle(evaluation, reason)
    tell(
        evaluation,
        by,
        "given_up",
        f"Pas d’évaluation conjointe ({GROUND_LABELS[ground]}) : {reason.strip()}",
    )
    for user in User.objects.members_of(placement.school, Role.OFFICE).order_by("pk"):
        if user.email and user != by:
            outbox.send(emails.evaluation_given_up(evaluation, user), school=placement.school)
    return evaluation


def _settle(evaluation: JointEvaluation, reason: str) -> None:
    evaluation.settled_reason = reason.strip()
    evaluation.settled_at = clock.now()
    evaluation.save(update_fields=["state", "ground", "settled_reason", "settled_at", "document"])
