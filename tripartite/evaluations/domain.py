"""The joint evaluation: one grid, one agreed level per line. It informs; it never sets a mark."""

from enum import StrEnum

from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R


class Level(StrEnum):
    """The four levels of the exam grids, and what could not be observed (law-and-exam §2.7)."""

    TI = "TI"
    I = "I"  # noqa: E741  # the official abbreviation
    S = "S"
    TS = "TS"
    NO = "NO"


LEVEL_LABELS = {
    Level.TI: "très insuffisant",
    Level.I: "insuffisant",
    Level.S: "satisfaisant",
    Level.TS: "très satisfaisant",
    Level.NO: "non observé",
}


class EvaluationState(StrEnum):
    DRAFT = "draft"
    AGREED = "agreed"


EVALUATION_STATE_LABELS = {
    EvaluationState.DRAFT: "en cours",
    EvaluationState.AGREED: "convenue",
}

EVALUATION = Workflow(
    "l’évaluation",
    move(
        "agree",
        "Convenir de l’évaluation",
        {EvaluationState.DRAFT},
        EvaluationState.AGREED,
        {R.REFERENT, R.OFFICE},
    ),
    move(
        "reopen",
        "Rouvrir l’évaluation",
        {EvaluationState.AGREED},
        EvaluationState.DRAFT,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
)
