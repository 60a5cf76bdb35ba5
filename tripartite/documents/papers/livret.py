"""The livret d'objectifs: the founding document, made again for each student and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripartite.documents.papers.lines import (
    STATUS,
    FramingLines,
    MissionLine,
    Paper,
    PaperError,
    PersonLine,
)


@dataclass(frozen=True)
class ListLine:
    """`inline`: printed as one run of text, for long lists of short items."""

    title: str
    items: tuple[str, ...]
    inline: bool = False


@dataclass(frozen=True)
class SectionLine:
    """`level`: 2 under a part of the référentiel, 3 under a section."""

    title: str
    paragraphs: tuple[str, ...] = ()
    lists: tuple[ListLine, ...] = ()
    level: int = 2


@dataclass(frozen=True)
class ActivityLine:
    title: str
    tasks: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True)
class PoleLine:
    title: str
    description: tuple[str, ...]
    activities: tuple[ActivityLine, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeriodSummary:
    """`current`: the period that this livret is for; `weeks` in words."""

    label: str
    starts_on: date
    ends_on: date
    weeks: str
    current: bool = False


# III of the founding document, in our words; the school may give its own.
PLACEMENT = (
    SectionLine(
        "III.1. Objectifs",
        (
            (
                "Le stage permet à l'étudiant d'acquérir ou d'approfondir des compétences "
                "professionnelles en situation réelle de travail et de mieux connaître le milieu "
                "professionnel et l'emploi. Il prend place dans la progression de l'équipe "
                "pédagogique, mêle les savoirs et les compétences des enseignements professionnels "
                "et donne l'usage régulier des outils numériques de l'organisme d'accueil."
            ),
            "Il est mis en valeur dans les épreuves du diplôme.",
        ),
    ),
    SectionLine(
        "III.2. Modalités",
        (
            (
                "Le stage est obligatoire. Il se déroule dans une ou plusieurs organisations, "
                "artisanales, commerciales, industrielles, associatives ou publiques, qui "
                "proposent des biens ou des services à des particuliers ou à des professionnels "
                "et placent l'étudiant dans une situation professionnelle conforme à l'esprit du "
                "diplôme. Il est placé sous le contrôle des autorités académiques."
            ),
            (
                "Une période peut se prolonger pendant les vacances, dans les conditions que dit "
                "la convention, si quatre semaines consécutives de repos demeurent l'été."
            ),
        ),
        (
            ListLine(
                "Chaque période fait l'objet d'une convention, qui précise notamment :",
                (
                    "la couverture des accidents et de la responsabilité civile ;",
                    (
                        "les objectifs et les modalités de la formation, dont la durée et le "
                        "calendrier ;"
                    ),
                    "le suivi du stagiaire par le tuteur et par les professeurs.",
                ),
            ),
            ListLine(
                "Le stage repose sur une relation pédagogique entre trois partenaires :",
                (
                    (
                        "l'organisme d'accueil confie à l'étudiant des activités du référentiel, "
                        "au niveau du diplôme ;"
                    ),
                    (
                        "l'étudiant définit avec lui et avec l'équipe pédagogique les missions de "
                        "chaque période ;"
                    ),
                    (
                        "l'équipe pédagogique encadre, conseille et relie ce qui est appris, pour "
                        "que cela serve dans d'autres situations professionnelles."
                    ),
                ),
            ),
            ListLine(
                "À la fin du stage,",
                (
                    (
                        "le responsable de l'organisme d'accueil remet au stagiaire une "
                        "attestation qui dit les dates et la durée du stage."
                    ),
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class LivretPaper(Paper):
    """Template livret-objectifs-1; `series` is the school's own filing reference ("J.8.2-XS")."""

    family_name: str
    given_name: str
    cohort: str
    school_year: str
    programme_title: str
    subject: str
    periods: tuple[PeriodSummary, ...]
    objectives: tuple[str, ...]
    curriculum_label: str
    sections: tuple[SectionLine, ...]
    poles: tuple[PoleLine, ...]
    signed_by: PersonLine
    series: str = ""
    host: str = ""
    tutor: str = ""
    framing: FramingLines | None = None
    missions: tuple[MissionLine, ...] = ()
    placement: tuple[SectionLine, ...] = PLACEMENT
    status: str = STATUS


#: What differs from one livret of a class to the next.
_OF_STUDENT = ("family_name", "given_name", "host", "tutor", "framing", "missions")


def together(livrets: Sequence[LivretPaper]) -> dict[str, Any]:
    """Return the data of livret-classe-1: these livrets, in this order, in one document.

    Raises PaperError when there is none, or when they are not of the same class and period.
    """
    common: dict[str, Any] = {}
    students = []
    for livret in livrets:
        data = livret.as_json()
        students.append({name: data.pop(name) for name in _OF_STUDENT})
        if common and data != common:
            raise PaperError("The livrets are not of the same class and period.")
        common = data
    if not students:
        raise PaperError("A document of livrets needs at least one.")
    return {**common, "students": students}
