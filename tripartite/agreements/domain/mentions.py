"""What an agreement must state before it is sent. Plain Python.

The fifteen mentions are those of D124-4 of the Code de l’éducation; Monaco asks for more
(arrêté ministériel n° 2025-28, article premier).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of

#: The mentions that only the clauses of the school can state; the paper knows the others itself.
BY_CLAUSES = (7, 9, 10, 11, 12, 13, 14, 15)


class AgreementError(DomainError):
    """The agreement cannot be prepared, or what it rests on can no longer change."""


class Place(StrEnum):
    """Where the product lets somebody fill what is missing."""

    DECLARATION = "declaration"
    FRAMING = "framing"
    REFERENT = "referent"
    STUDENT = "student"
    SCHOOL = "school"
    CLAUSES = "clauses"
    TEAM = "team"


PLACE_LABELS = {
    Place.DECLARATION: "l’accueil déclaré",
    Place.FRAMING: "le cadrage",
    Place.REFERENT: "la désignation du référent",
    Place.STUDENT: "la fiche de l’étudiant",
    Place.SCHOOL: "les réglages de l’établissement",
    Place.CLAUSES: "les clauses de l’établissement",
    Place.TEAM: "l’équipe de l’établissement",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A mention that cannot be written yet; ``mention`` 0 is for the parties themselves.

    With ``blocks`` false it is only said: the agreement stands without it.
    """

    mention: int
    sentence: str
    where: Place
    blocks: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementFacts:
    """What is known of a placement on the day its agreement is prepared."""

    programme: bool = True
    yearly_hours: int = 870
    host: bool = True
    signatory: bool = True
    tutor: bool = True
    referent: bool = True
    head: bool = True
    missions: int = 1
    missions_without_task: int = 0
    competences: int = 1
    empty_headings: tuple[str, ...] = ()
    weekly_minutes: int = 2100
    expected_minutes: int = 8400
    insurance: bool = True
    deliberation: bool = True
    minor: bool = False
    guardian: bool = False
    monaco: bool = False
    nationality: bool = False
    registered: bool = True
    student_address: bool = True
    clauses: frozenset[int] = field(default_factory=lambda: frozenset(BY_CLAUSES))


def missing_mentions(facts: AgreementFacts) -> list[Missing]:
    """What is missing, in the order of the mentions; empty when all can be written."""
    found = [*_parties(facts), *_content(facts), *_protection(facts)]
    return sorted(found, key=lambda missing: missing.mention)


def blocking(missing: Iterable[Missing]) -> list[Missing]:
    """Those without which the agreement does not leave."""
    return [each for each in missing if each.blocks]


def _parties(facts: AgreementFacts) -> list[Missing]:
    found = []
    if not facts.host:
        found.append(_host("Aucun organisme d’accueil n’est déclaré."))
    if not facts.signatory:
        found.append(_host("Le représentant de l’organisme d’accueil n’est pas nommé."))
    if not facts.head:
        found.append(
            Missing(
                0,
                "Aucun chef d’établissement n’a de compte : personne ne peut signer pour "
                "l’établissement.",
                Place.TEAM,
            )
        )
    if facts.minor and not facts.guardian:
        found.append(
            Missing(
                0,
                "L’étudiant est mineur et son représentant légal, qui doit signer, n’est pas "
                "indiqué.",
                Place.STUDENT,
            )
        )
    if facts.monaco and not facts.nationality:
        found.append(
            Missing(0, "Monaco exige la nationalité du stagiaire.", Place.STUDENT),
        )
    if facts.monaco and not facts.registered:
        found.append(
            Missing(
                0,
                "Monaco demande l’immatriculation de l’accueil (RCI ou NIS) s’il en a une : à "
                "vérifier.",
                Place.DECLARATION,
                blocks=False,
            )
        )
    if not facts.student_address:
        found.append(
            Missing(
                0,
                "L’adresse de l’étudiant n’est pas indiquée.",
                Place.STUDENT,
                blocks=facts.monaco,
            )
        )
    if not facts.deliberation:
        found.append(
            Missing(
                0,
                "La délibération du conseil d’administration qui approuve ces clauses n’est pas "
                "notée : un établissement public la mentionne.",
                Place.CLAUSES,
                blocks=False,
            )
        )
    return found


def _host(sentence: str, mention: int = 0) -> Missing:
    return Missing(mention, sentence, Place.DECLARATION)


def _content(facts: AgreementFacts) -> list[Missing]:
    found = []
    if not facts.programme or facts.yearly_hours == 0:
        found.append(
            Missing(
                1,
                "L’intitulé de la formation ou son volume horaire n’est pas indiqué.",
                Place.SCHOOL,
            )
        )
    if not facts.referent:
        found.append(Missing(2, "Aucun enseignant référent n’est désigné.", Place.REFERENT))
    if not facts.tutor:
        found.append(_host("Le tuteur n’est pas nommé.", 2))
    found += [_framing(3, f"La rubrique « {name} » est vide.") for name in facts.empty_headings]
    if facts.competences == 0:
        found.append(
            _framing(3, "Aucune compétence ne découle des missions : cochez leurs tâches.")
        )
    if facts.missions == 0:
        found.append(_framing(4, "Aucune mission n’est confiée à l’étudiant."))
    elif facts.missions_without_task:
        number = count_of(facts.missions_without_task, "mission")
        found.append(_framing(4, f"{number} sans tâche du référentiel : cochez-en au moins une."))
    if facts.weekly_minutes == 0:
        found.append(_host("L’emploi du temps ne contient aucune heure.", 6))
    elif facts.expected_minutes == 0:
        found.append(_host("Entre ces dates, l’emploi du temps ne prévoit aucune présence.", 5))
    return found


def _framing(mention: int, sentence: str) -> Missing:
    return Missing(mention, sentence, Place.FRAMING)


def _protection(facts: AgreementFacts) -> list[Missing]:
    found = []
    if not facts.insurance:
        found.append(
            Missing(
                9,
                "L’assurance en responsabilité civile de l’établissement n’est pas indiquée.",
                Place.SCHOOL,
            )
        )
    found += [
        Missing(number, "Aucune clause de l’établissement n’énonce cette mention.", Place.CLAUSES)
        for number in BY_CLAUSES
        if number not in facts.clauses
    ]
    return found
