"""A placement, the spine: what a person may be to it, and the moves of its machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.workflow import Workflow, move
from tripartite.hosts.domain import ContactDetails, HostDetails, SiteDetails
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.domain.framing import (
    AS_AGREED,
    FIVE_HEADINGS,
    HOST_AGREES,
    HOST_DECLARED,
    MISSIONS_TIED,
    REFERENT_NAMED,
    STUDENT_AGREES,
)


class Relation(StrEnum):
    """What a person is to a placement: it decides what is seen and, with the state, done."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    TUTOR = "tutor"
    SIGNATORY = "signatory"
    REFERENT = "referent"
    TEACHER = "teacher"
    OFFICE = "office"
    HEAD = "head"
    INSPECTOR = "inspector"


R = Relation

RELATION_LABELS = {
    R.STUDENT: "étudiant",
    R.GUARDIAN: "représentant légal",
    R.TUTOR: "tuteur",
    R.SIGNATORY: "représentant de l’organisme d’accueil",
    R.REFERENT: "enseignant référent",
    R.TEACHER: "enseignant de la classe",
    R.OFFICE: "bureau des stages",
    R.HEAD: "chef d’établissement",
    R.INSPECTOR: "inspection",
}


class Party(StrEnum):
    """The three partners (founding document, III.2)."""

    STUDENT = "student"
    HOST = "host"
    SCHOOL = "school"


PARTY_LABELS = {
    Party.STUDENT: "Étudiant",
    Party.HOST: "Organisme d’accueil",
    Party.SCHOOL: "Établissement",
}

PARTY_OF = {
    R.STUDENT: Party.STUDENT,
    R.GUARDIAN: Party.STUDENT,
    R.TUTOR: Party.HOST,
    R.SIGNATORY: Party.HOST,
    R.REFERENT: Party.SCHOOL,
    R.TEACHER: Party.SCHOOL,
    R.OFFICE: Party.SCHOOL,
    R.HEAD: Party.SCHOOL,
    R.INSPECTOR: Party.SCHOOL,
}


def party_in(relations: Iterable[Relation]) -> Party:
    """For whom somebody speaks who is all this to a placement: the school when in doubt."""
    parties = {PARTY_OF[relation] for relation in relations}
    return parties.pop() if len(parties) == 1 else Party.SCHOOL


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    CLOSED = "closed"


STATE_LABELS = {
    State.DRAFT: "en préparation",
    State.SUBMITTED: "à valider",
    State.RETURNED: "à reprendre",
    State.APPROVED: "cadrage validé",
    State.CANCELLED: "annulé",
    State.INTERRUPTED: "interrompu",
    State.CLOSED: "clos",
}

#: States in which the student may still write.
WRITABLE = frozenset({State.DRAFT, State.RETURNED})
#: States that a placement does not leave.
OVER = frozenset({State.CANCELLED, State.CLOSED})


WORKFLOW = Workflow(
    "le stage",
    move(
        "submit",
        "Soumettre le cadrage",
        {State.DRAFT, State.RETURNED},
        State.SUBMITTED,
        {R.STUDENT, R.OFFICE},
        needs=(HOST_DECLARED, FIVE_HEADINGS, MISSIONS_TIED),
    ),
    # The three rows below say yes to the version that is there: the state waits for the référent.
    move(
        "agree",
        "Donner mon accord",
        {State.SUBMITTED},
        State.SUBMITTED,
        {R.TUTOR},
    ),
    move(
        "record_agreement",
        "Noter l’accord de l’organisme d’accueil",
        {State.SUBMITTED},
        State.SUBMITTED,
        {R.REFERENT, R.OFFICE},
    ),
    move(
        "accept",
        "Accepter cette version",
        {State.SUBMITTED},
        State.SUBMITTED,
        {R.STUDENT},
    ),
    move(
        "approve",
        "Valider le cadrage",
        {State.SUBMITTED},
        State.APPROVED,
        {R.REFERENT, R.OFFICE},
        needs=(REFERENT_NAMED, HOST_AGREES, AS_AGREED, STUDENT_AGREES),
    ),
    move(
        "return",
        "Renvoyer avec un motif",
        {State.SUBMITTED},
        State.RETURNED,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
    move(
        "reopen",
        "Rouvrir le cadrage",
        {State.APPROVED},
        State.RETURNED,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
    move(
        "cancel",
        "Annuler le stage",
        {State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED},
        State.CANCELLED,
        {R.OFFICE},
        reason=True,
    ),
    move(
        "interrupt",
        "Interrompre le stage",
        {State.APPROVED},
        State.INTERRUPTED,
        {R.OFFICE},
        reason=True,
    ),
    move(
        "close",
        "Clore le stage",
        {State.APPROVED, State.INTERRUPTED},
        State.CLOSED,
        {R.OFFICE},
    ),
)


class PlacementError(DomainError):
    """A placement that cannot be declared, framed or written so."""


#: What most agreements say, and where the timetable editor starts: 35 hours in five days.
USUAL_WEEK = WeeklyTimetable.from_json(
    [[["09:00", "12:30"], ["13:30", "17:00"]] for _ in range(5)] + [[], []]
)
#: Longer than this is a slip of the hand: a whole school year.
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a known ``site``; else a known ``host`` or the ``new_host``, with a ``new_site``."""

    site: int | None = None
    host: int | None = None
    new_host: HostDetails | None = None
    new_site: SiteDetails | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared of a welcome; no ``signatory`` means that the tutor signs for the host."""

    place: Place
    tutor: ContactDetails
    signatory: ContactDetails | None
    starts_on: date
    ends_on: date
    timetable: WeeklyTimetable
    dates_reason: str = ""
    holidays_worked: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Two days, both included."""

    starts_on: date
    ends_on: date

    def overlaps(self, other: "Dates") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


def check_dates(wanted: Dates, period: Dates, reason: str) -> None:
    """Refuse dates that cannot be, or that leave the period without saying why."""
    days = (wanted.ends_on - wanted.starts_on).days
    if days <= 0:
        raise PlacementError(
            "dates_reversed", "Le stage doit finir après avoir commencé : vérifiez les deux dates."
        )
    if days > LONGEST_DAYS:
        raise PlacementError(
            "dates_too_long", "Ces dates couvrent plus d’une année : vérifiez les deux dates."
        )
    if wanted != period and not reason.strip():
        raise PlacementError(
            "dates_reason_needed",
            "Ces dates ne sont pas celles de la période : dites pourquoi en une phrase.",
        )


def share_an_address(tutor: ContactDetails, signatory: ContactDetails | None) -> bool:
    """Whether two different persons are given one e-mail: often a slip, sometimes meant."""
    return (
        signatory is not None
        and bool(tutor.email)
        and tutor.email.casefold() == signatory.email.casefold()
        and tutor.person != signatory.person
    )


@dataclass(frozen=True, slots=True)
class Load:
    """A teacher of the class, and how many open placements he or she follows already."""

    teacher: int
    name: str
    placements: int


def propose_referent(loads: Iterable[Load]) -> int | None:
    """The teacher who follows the fewest placements, by name among equals; None without any."""
    ranked = sorted(loads, key=lambda load: (load.placements, load.name, load.teacher))
    return ranked[0].teacher if ranked else None
