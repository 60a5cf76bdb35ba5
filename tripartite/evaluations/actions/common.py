"""What the actions on an evaluation share: the locks, the first row, the journal."""

from tripartite.accounts.journal import Actor, record
from tripartite.core.workflow import TransitionError
from tripartite.evaluations import queries
from tripartite.evaluations.domain import EVALUATED
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


def locked(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def locked_evaluation(evaluation: JointEvaluation) -> JointEvaluation:
    """The evaluation, its placement locked first, in the order of ``save_session``."""
    placement = locked(evaluation.placement)
    evaluation = JointEvaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    evaluation.placement = placement
    return evaluation


def prepared(placement: Placement, by: Actor) -> JointEvaluation:
    """The evaluation of a locked placement, begun with its grid if there is none.

    Raises TransitionError when the placement is not one to evaluate.
    """
    if State(placement.state) not in EVALUATED:
        raise TransitionError(
            "not_possible",
            "L’évaluation conjointe se prépare une fois le cadrage validé.",
        )
    known = queries.evaluation_of(placement)
    if known is not None:
        return known
    evaluation = JointEvaluation.objects.create(
        placement=placement, grid=queries.school_grid(placement.period.cohort.programme)
    )
    lines = queries.draft_lines(placement)
    for line in lines:
        line.evaluation = evaluation
    EvaluationLine.objects.bulk_create(lines)
    tell(evaluation, by, "opened", "Grille d’évaluation conjointe préparée")
    return evaluation


def tell(evaluation: JointEvaluation, by: Actor, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=evaluation.placement.school,
        verb=f"evaluation.{verb}",
        sentence=sentence,
        file=evaluation.placement.file,
        evaluation=evaluation.pk,
    )
