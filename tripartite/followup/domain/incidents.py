"""Incidents and accidents: who reads them, what is to be done, within which delay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.workflow import Workflow, move
from tripartite.followup.domain.requests import READERS, TEAM, party_of
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R


class IncidentKind(StrEnum):
    CONFLICT = "conflict"
    SAFETY = "safety"
    MISSIONS = "missions"
    ABSENCES = "absences"
    STOP = "stop"
    ACCIDENT = "accident"
    OTHER = "other"


INCIDENT_KIND_LABELS = {
    IncidentKind.CONFLICT: "désaccord ou comportement",
    IncidentKind.SAFETY: "conditions d’accueil ou de sécurité",
    IncidentKind.MISSIONS: "missions sans rapport avec la convention",
    IncidentKind.ABSENCES: "absences répétées",
    IncidentKind.STOP: "quelqu’un veut arrêter le stage",
    IncidentKind.ACCIDENT: "accident",
    IncidentKind.OTHER: "autre",
}


class IncidentState(StrEnum):
    REPORTED = "reported"
    HANDLED = "handled"


INCIDENT_STATE_LABELS = {
    IncidentState.REPORTED: "à traiter",
    IncidentState.HANDLED: "traité",
}

#: How an amendment that comes of it may begin: all read it, so nothing of what was confided.
AMENDMENT_WORDS = {
    IncidentKind.CONFLICT: "Les conditions d’encadrement du stage changent d’un commun accord.",
    IncidentKind.SAFETY: "Les conditions d’accueil du stage changent d’un commun accord.",
    IncidentKind.MISSIONS: "Les missions confiées sont remises en accord avec le cadrage validé.",
    IncidentKind.ABSENCES: "Les horaires du stage changent d’un commun accord.",
}

INCIDENT = Workflow(
    "le signalement",
    move(
        "handle",
        "Noter ce qui a été fait",
        {IncidentState.REPORTED},
        IncidentState.HANDLED,
        TEAM,
        reason=True,
    ),
    move(
        "reopen",
        "Rouvrir",
        {IncidentState.HANDLED},
        IncidentState.REPORTED,
        TEAM,
        reason=True,
    ),
)

#: Who may report: the partners, whatever the party.
REPORTERS = frozenset({R.STUDENT, R.TUTOR, R.SIGNATORY, R.REFERENT, R.OFFICE})
#: Who reads an accident, and ticks what was done: all but the guardian and other teachers.
CONCERNED = frozenset({*REPORTERS, R.HEAD})


class IncidentError(DomainError):
    """An incident that cannot be reported as it is."""


def reporting_party(relations: frozenset[R]) -> Party | None:
    """For which party somebody who is this to the placement reports."""
    if relations & TEAM:
        return Party.SCHOOL
    return party_of(relations)


def may_read(relations: frozenset[R], *, kind: IncidentKind, party: Party) -> bool:
    """The team reads all; a party what it reported; everybody concerned reads of an accident."""
    if relations & READERS:
        return True
    if kind is IncidentKind.ACCIDENT and relations & CONCERNED:
        return True
    mine = party_of(relations)
    return mine is not None and mine is party


def check_incident(*, happened_on: date, words: str, starts_on: date, today: date) -> None:
    if not starts_on - timedelta(days=1) < happened_on <= today:
        raise IncidentError(
            "incident_date",
            "La date doit être entre le début du stage et aujourd’hui : corrigez-la.",
        )
    if not words.strip():
        raise IncidentError("empty", "Dites en quelques mots ce qui s’est passé.")


class Practice(StrEnum):
    """Who declares an accident: both ways exist, by academy; the school says which is its own."""

    HOST = "host"
    SCHOOL = "school"
    MONACO = "monaco"


PRACTICE_LABELS = {
    Practice.HOST: "l’accueil déclare à la CPAM sous 48 h, copie au chef d’établissement",
    Practice.SCHOOL: "l’accueil prévient l’établissement sous 24 h, qui déclare à la CPAM",
    Practice.MONACO: "l’accueil déclare à l’assureur accidents du travail (Monaco)",
}
SOURCES = {
    Practice.HOST: "Code de la sécurité sociale, L412-8 et R412-4",
    Practice.SCHOOL: "Consigne académique, propre à l’établissement",
    Practice.MONACO: "À vérifier auprès de l’établissement et de l’assureur",
}


def practice_for(country: str) -> Practice:
    """What holds until the school says otherwise."""
    return Practice.MONACO if country == "MC" else Practice.HOST


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do after an accident: by whom, within how many days (None: at once)."""

    key: str
    party: Party
    sentence: str
    days: int | None = None


CARE = Step(
    "care", Party.HOST, "Porter secours, appeler le 15 ou le 112, ne pas laisser la personne seule."
)
WARN = Step(
    "warn", Party.HOST, "Prévenir l’établissement par téléphone, et la famille d’un mineur."
)
STEPS = {
    Practice.HOST: (
        CARE,
        WARN,
        Step(
            "declare",
            Party.HOST,
            "L’accueil déclare l’accident à la CPAM de l’étudiant, dimanches et jours fériés non "
            "compris dans le délai.",
            2,
        ),
        Step("copy", Party.HOST, "L’accueil envoie une copie au chef d’établissement.", 2),
    ),
    Practice.SCHOOL: (
        CARE,
        WARN,
        Step("tell", Party.HOST, "L’accueil écrit à l’établissement ce qui s’est passé.", 1),
        Step(
            "declare",
            Party.SCHOOL,
            "L’établissement déclare l’accident à la CPAM, dimanches et jours fériés non compris "
            "dans le délai.",
            2,
        ),
    ),
    Practice.MONACO: (
        CARE,
        WARN,
        Step(
            "declare",
            Party.HOST,
            "L’accueil déclare l’accident à son assureur accidents du travail ; le délai est à "
            "vérifier avec l’établissement.",
            2,
        ),
        Step("copy", Party.HOST, "L’accueil envoie une copie au chef d’établissement.", 2),
    ),
}


def deadline(happened: date, days: int | None, *, is_holiday: Callable[[date], bool]) -> date:
    """The last day: Sundays and public holidays are not counted (R412-4)."""
    day, left = happened, days or 0
    while left:
        day += timedelta(days=1)
        if day.weekday() < 6 and not is_holiday(day):
            left -= 1
    return day


#: Shown where an interruption is spoken of.
AFTER_INTERRUPTION = (
    "Quand le stage s’interrompt pour une raison reconnue par l’article L124-15 (maladie, "
    "accident, grossesse, non-respect de la convention, rupture par l’accueil), l’établissement "
    "valide la période même incomplète, ou propose une autre façon de la valider. Un report de la "
    "fin est possible si tous sont d’accord : c’est un avenant."
)
