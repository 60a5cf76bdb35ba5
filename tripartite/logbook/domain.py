"""Presence, day by day; no medical reason is ever kept."""

from enum import StrEnum

from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R


class DayKind(StrEnum):
    PRESENT = "present"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    MADE_UP = "made_up"


DAY_KIND_LABELS = {
    DayKind.PRESENT: "présent",
    DayKind.JUSTIFIED: "absence justifiée",
    DayKind.UNJUSTIFIED: "absence non justifiée",
    DayKind.MADE_UP: "heures rattrapées",
}

#: Kinds whose minutes count as effective presence.
COUNTED = frozenset({DayKind.PRESENT, DayKind.MADE_UP})


class WeekState(StrEnum):
    OPEN = "open"
    DECLARED = "declared"
    CONFIRMED = "confirmed"


WEEK_STATE_LABELS = {
    WeekState.OPEN: "en cours",
    WeekState.DECLARED: "à confirmer par le tuteur",
    WeekState.CONFIRMED: "confirmée",
}

WEEK = Workflow(
    "la semaine",
    move(
        "declare",
        "Déclarer la semaine",
        {WeekState.OPEN},
        WeekState.DECLARED,
        {R.STUDENT, R.OFFICE},
    ),
    move(
        "confirm",
        "Confirmer la semaine",
        {WeekState.DECLARED},
        WeekState.CONFIRMED,
        {R.TUTOR},
    ),
    move(
        "reopen",
        "Rouvrir la semaine",
        {WeekState.DECLARED, WeekState.CONFIRMED},
        WeekState.OPEN,
        {R.TUTOR, R.OFFICE},
        reason=True,
    ),
)
