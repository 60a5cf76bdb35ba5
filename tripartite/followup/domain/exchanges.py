"""Exchanges of the team with the tutor: at least one per period (founding document, p. 1)."""

from datetime import date, timedelta
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.fr import long_day
from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State


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


#: Relations that plan an exchange, report on it and cancel it.
PLANNERS = frozenset({R.REFERENT, R.OFFICE})
#: An exchange may still be held in the week after the placement.
GRACE = timedelta(days=7)
#: How long an exchange takes in a calendar.
LENGTH = timedelta(hours=1)
#: States of a placement during which it is followed.
FOLLOWED = frozenset({State.APPROVED, State.INTERRUPTED})


class ExchangeError(DomainError):
    """An exchange that cannot be planned or reported as it is."""


def check_plan(*, mode: Mode, mode_reason: str, day: date, starts_on: date, ends_on: date) -> None:
    """Refuse a day outside the placement and its week of grace, and a distance without a reason."""
    if not starts_on <= day <= ends_on + GRACE:
        raise ExchangeError(
            "outside_placement",
            f"L’échange doit avoir lieu pendant le stage ou dans les sept jours qui suivent : "
            f"entre le {long_day(starts_on)} et le {long_day(ends_on + GRACE)}.",
        )
    if mode is not Mode.ON_SITE and not mode_reason.strip():
        raise ExchangeError(
            "mode_reason",
            "L’échange a lieu de préférence sur place : dites en une phrase pourquoi il se fait "
            "autrement.",
        )


def check_report(*, held: date, starts_on: date, today: date, present: str, report: str) -> None:
    """Refuse a report of what has not happened, or that says nothing."""
    if not starts_on <= held <= today:
        raise ExchangeError(
            "held_date",
            f"La date de l’échange doit être entre le début du stage ({long_day(starts_on)}) et "
            "aujourd’hui : corrigez-la.",
        )
    if not present.strip() or not report.strip():
        raise ExchangeError(
            "report_empty", "Dites qui était présent et ce qui s’est dit : quelques lignes."
        )
