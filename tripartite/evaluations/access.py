"""Who holds the joint evaluation; whoever is something to the placement reads it."""

from typing import Any

from tripartite.evaluations.domain import EVALUATION, HOLDERS
from tripartite.evaluations.models import JointEvaluation
from tripartite.placements.models import Placement


def can_read(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement reads its evaluation."""
    return True


def may_hold(actor: Any, placement: Placement) -> bool:
    """The référent and the office."""
    return bool(HOLDERS & placement.relations_of(actor))


def may_send(actor: Any, evaluation: JointEvaluation) -> bool:
    """The référent and the office send the agreed grid to be signed."""
    return bool(HOLDERS & evaluation.placement.relations_of(actor))


def may_reopen(actor: Any, evaluation: JointEvaluation) -> bool:
    return EVALUATION.may("reopen", evaluation.placement.relations_of(actor))
