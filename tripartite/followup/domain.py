"""Exchanges of the team with the tutor: at least one per period (founding document, p. 1)."""

from enum import StrEnum

from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R


class Mode(StrEnum):
    ON_SITE = "on_site"
    VIDEO = "video"
    PHONE = "phone"


MODE_LABELS = {
    Mode.ON_SITE: "sur place",
    Mode.VIDEO: "en visioconférence",
    Mode.PHONE: "par téléphone",
}


class ExchangeState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


EXCHANGE_STATE_LABELS = {
    ExchangeState.PLANNED: "prévu",
    ExchangeState.HELD: "tenu",
    ExchangeState.CANCELLED: "annulé",
}

EXCHANGE = Workflow(
    "l’échange",
    move(
        "hold",
        "Rendre compte",
        {ExchangeState.PLANNED},
        ExchangeState.HELD,
        {R.REFERENT, R.OFFICE},
    ),
    move(
        "cancel",
        "Annuler l’échange",
        {ExchangeState.PLANNED},
        ExchangeState.CANCELLED,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
)


class Alert(StrEnum):
    NONE = "none"
    WATCH = "watch"
    URGENT = "urgent"


ALERT_LABELS = {
    Alert.NONE: "tout va bien",
    Alert.WATCH: "à suivre",
    Alert.URGENT: "à traiter d’urgence",
}
