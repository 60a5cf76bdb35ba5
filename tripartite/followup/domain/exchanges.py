"""Exchanges of the team with the tutor: at least one per period (founding document, p. 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
    PROPOSED = "proposed"
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


EXCHANGE_STATE_LABELS = {
    ExchangeState.PROPOSED: "créneaux proposés",
    ExchangeState.PLANNED: "prévu",
    ExchangeState.HELD: "tenu",
    ExchangeState.CANCELLED: "annulé",
}


class Part(StrEnum):
    """What a person is to an exchange, beside what she is to its placement."""

    VISITOR = "visitor"


TEAM = {R.REFERENT, R.OFFICE, Part.VISITOR}

EXCHANGE = Workflow(
    "l’échange",
    move(
        "pick",
        "Choisir ce créneau",
        {ExchangeState.PROPOSED},
        ExchangeState.PLANNED,
        {R.TUTOR, *TEAM},
    ),
    move(
        "counter",
        "Proposer d’autres créneaux",
        {ExchangeState.PROPOSED},
        ExchangeState.PROPOSED,
        {R.TUTOR, *TEAM},
    ),
    move(
        "settle",
        "Prévoir à une date convenue",
        {ExchangeState.PROPOSED},
        ExchangeState.PLANNED,
        TEAM,
    ),
    move(
        "move",
        "Déplacer l’échange",
        {ExchangeState.PLANNED},
        ExchangeState.PLANNED,
        TEAM,
        reason=True,
    ),
    move(
        "hold",
        "Rendre compte",
        {ExchangeState.PLANNED},
        ExchangeState.HELD,
        TEAM,
    ),
    move(
        "cancel",
        "Annuler l’échange",
        {ExchangeState.PROPOSED, ExchangeState.PLANNED},
        ExchangeState.CANCELLED,
        TEAM,
        reason=True,
    ),
)


#: The internal note is for the team.
NOTE_READERS = frozenset({*TEAM, R.HEAD, R.TEACHER})


class Alert(StrEnum):
    NONE = "none"
    WATCH = "watch"
    URGENT = "urgent"


ALERT_LABELS = {
    Alert.NONE: "rien à signaler",
    Alert.WATCH: "à surveiller",
    Alert.URGENT: "difficulté",
}


#: Relations that plan an exchange, report on it and cancel it.
PLANNERS = frozenset({R.REFERENT, R.OFFICE})
#: An exchange may still be held in the week after the placement.
GRACE = timedelta(days=7)
#: How long an exchange takes unless said otherwise, in minutes, and what may be chosen.
USUAL_MINUTES = 60
DURATIONS = (30, 45, 60, 90, 120)
#: How many slots are proposed at once.
MOST_SLOTS = 4
#: States of a placement during which it is followed.
FOLLOWED = frozenset({State.APPROVED, State.INTERRUPTED})


class Outcome(StrEnum):
    """What became of a mission, as seen at an exchange."""

    AS_FRAMED = "as_framed"
    CHANGED = "changed"
    DROPPED = "dropped"


OUTCOME_LABELS = {
    Outcome.AS_FRAMED: "comme prévu",
    Outcome.CHANGED: "modifiée",
    Outcome.DROPPED: "abandonnée",
}


class Who(StrEnum):
    """Who does what was agreed."""

    STUDENT = "student"
    TUTOR = "tutor"
    REFERENT = "referent"


WHO_LABELS = {Who.STUDENT: "l’étudiant", Who.TUTOR: "le tuteur", Who.REFERENT: "le référent"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing agreed: what, who does it, by when."""

    what: str
    who: Who
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of an exchange; ``internal_note`` is for the team only.

    ``missions`` gives, for each mission of the framing, what became of it and a word;
    ``received`` the promises of the host that are kept.
    """

    held_at: datetime
    present: str
    text: str
    alert: Alert = Alert.NONE
    missions: Mapping[int, tuple[Outcome, str]] = field(default_factory=dict)
    received: frozenset[int] = frozenset()
    agreed: tuple[Agreed, ...] = ()
    internal_note: str = ""


class ExchangeError(DomainError):
    """An exchange that cannot be planned or reported as it is."""


def check_slots(slots: Sequence[datetime], *, now: datetime) -> tuple[datetime, ...]:
    """The slots in order, each once; refused when there is none, too many, or one is past."""
    kept = tuple(sorted(set(slots)))
    if not kept:
        raise ExchangeError("no_slot", "Proposez au moins un créneau : une date et une heure.")
    if len(kept) > MOST_SLOTS:
        raise ExchangeError("many_slots", f"Proposez {MOST_SLOTS} créneaux au plus.")
    if kept[0] <= now:
        raise ExchangeError(
            "past_slot", "Un des créneaux est déjà passé : choisissez des dates à venir."
        )
    return kept


def check_duration(minutes: int) -> int:
    if minutes not in DURATIONS:
        raise ExchangeError("duration", "Choisissez une durée de la liste.")
    return minutes


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
