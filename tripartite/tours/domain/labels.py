"""What a teacher chooses, with its words."""

from enum import StrEnum

from tripartite.core.fr import WEEKDAYS

USUAL_MINUTES = 45
WEEKDAY_LABELS = dict(enumerate(WEEKDAYS))


class Start(StrEnum):
    SCHOOL = "school"
    HOME = "home"


START_LABELS = {
    Start.SCHOOL: "l’établissement",
    Start.HOME: "une autre adresse (chez moi)",
}


class FreeKind(StrEnum):
    WEEKLY = "weekly"
    DATED = "dated"
    BUSY = "busy"


FREE_KIND_LABELS = {
    FreeKind.WEEKLY: "libre chaque semaine",
    FreeKind.DATED: "libre à cette date",
    FreeKind.BUSY: "pas libre à cette date",
}


class Balance(StrEnum):
    """How much a fair load is worth in kilometres, when référents are shared out."""

    TRAVEL = "trajet"
    BOTH = "mesure"
    LOAD = "charge"


BALANCE_LABELS = {
    Balance.TRAVEL: "surtout le moins de trajet",
    Balance.BOTH: "trajet et charge",
    Balance.LOAD: "surtout une charge égale",
}
FAIRNESS_KM = {Balance.TRAVEL: 1.0, Balance.BOTH: 5.0, Balance.LOAD: 25.0}
