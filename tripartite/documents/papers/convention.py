"""The convention de stage: parties, mentions of D124-4, clauses, annexe pédagogique."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tripartite.documents.papers.lines import (
    STATUS,
    FramingLines,
    HostLine,
    MissionLine,
    Paper,
    PaperError,
    PersonLine,
    ProgrammeLine,
    SignatoryLine,
    StudentLine,
    plain,
)

# Titles of the fifteen mentions of article D124-4 of the Code de l'éducation, in its order.
MENTIONS = {
    1: "Formation suivie et volume horaire",
    2: "Enseignant référent et tuteur",
    3: "Compétences à acquérir ou à développer",
    4: "Activités confiées au stagiaire",
    5: "Dates et durée du stage",
    6: "Durée hebdomadaire de présence",
    7: "Encadrement et suivi du stagiaire",
    8: "Gratification",
    9: "Protection sociale et responsabilité civile",
    10: "Absences et congés",
    11: "Suspension et résiliation",
    12: "Validation du stage en cas d'interruption",
    13: "Avantages offerts au stagiaire",
    14: "Règlement intérieur",
    15: "Attestation de stage",
}

#: What a convention rests on, and how it counts, unless the host is under another law.
FRENCH_GROUND = "des articles L124-1 à L124-20 et D124-1 à D124-9 du code de l'éducation"
COUNTED_IN_FRANCE = (
    "La durée est comptée en présence effective : sept heures, consécutives ou non, valent un "
    "jour ; vingt-deux jours, consécutifs ou non, valent un mois (article D124-6)."
)


@dataclass(frozen=True)
class PeriodLine:
    """Dates, and the durations in words: "140 h", "20 jours", "4 semaines"."""

    starts_on: date
    ends_on: date
    hours: str
    days: str
    weeks: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimetableLine:
    day: str
    slots: str
    hours: str


@dataclass(frozen=True)
class ClauseLine:
    """A clause of the school; `mention` is the number in D124-4 of what it states, if any."""

    title: str
    paragraphs: tuple[str, ...]
    mention: int | None = None

    def __post_init__(self) -> None:
        if self.mention is not None and self.mention not in MENTIONS:
            raise PaperError(f"D124-4 has no mention {self.mention}.")


@dataclass(frozen=True, kw_only=True)
class ConventionPaper(Paper):
    """Template convention-1. `gratification` in words, "Aucune gratification n'est versée.".

    `ground` is what it rests on, after « en application ». `joined_says` is not printed: it is what
    the livret that is joined says, so that a version with another livret shows it.
    """

    programme: ProgrammeLine
    student: StudentLine
    host: HostLine
    tutor: PersonLine
    referent: PersonLine
    period: PeriodLine
    timetable: tuple[TimetableLine, ...]
    weekly_hours: str
    skills: tuple[str, ...]
    missions: tuple[MissionLine, ...]
    framing: FramingLines
    gratification: str
    signatories: tuple[SignatoryLine, ...]
    special_presence: str = "aucune."
    missions_agreed: str = ""
    clauses: tuple[ClauseLine, ...] = ()
    deliberation: str = ""
    joined: str = ""
    joined_says: tuple[str, ...] = ()
    ground: str = FRENCH_GROUND
    counting: str = COUNTED_IN_FRANCE
    status: str = STATUS

    def as_json(self) -> dict[str, Any]:
        """Put the clauses that state a mention of D124-4 under its article, the others after."""
        printed = super().as_json()
        printed["articles"] = [
            {
                "number": number,
                "title": title,
                "paragraphs": [
                    paragraph
                    for clause in self.clauses
                    if clause.mention == number
                    for paragraph in clause.paragraphs
                ],
            }
            for number, title in MENTIONS.items()
        ]
        printed["clauses"] = [plain(clause) for clause in self.clauses if clause.mention is None]
        return printed
