"""The joint evaluation: the grid that the three partners agreed on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tripartite.documents.papers.lines import (
    STATUS,
    HostLine,
    Paper,
    PersonLine,
    ProgrammeLine,
    SignatoryLine,
    StudentLine,
)


class EvaluationLevel(StrEnum):
    TI = "TI"
    I = "I"  # noqa: E741  # the official name of the level
    S = "S"
    TS = "TS"
    NO = "NO"


EVALUATION_LEVELS = {
    EvaluationLevel.TI: "très insuffisant",
    EvaluationLevel.I: "insuffisant",
    EvaluationLevel.S: "satisfaisant",
    EvaluationLevel.TS: "très satisfaisant",
    EvaluationLevel.NO: "non observé",
}


@dataclass(frozen=True)
class GridLine:
    label: str
    level: EvaluationLevel
    comment: str = ""


@dataclass(frozen=True)
class GridBlock:
    title: str
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, kw_only=True)
class EvaluationPaper(Paper):
    """Template evaluation-1; `form`: "en face à face, sur place", "par visioconférence"…"""

    student: StudentLine
    host: HostLine
    tutor: PersonLine
    referent: PersonLine
    programme: ProgrammeLine
    starts_on: date
    ends_on: date
    held_on: date
    place: str
    form: str
    present: tuple[SignatoryLine, ...]
    blocks: tuple[GridBlock, ...]
    signatories: tuple[SignatoryLine, ...]
    strengths: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    conclusion: str = ""
    status: str = STATUS

    def as_json(self) -> dict[str, Any]:
        """Spell each level out, for those who do not know the four letters."""
        printed = super().as_json()
        for block in printed["blocks"]:
            for line in block["lines"]:
                line["level_label"] = EVALUATION_LEVELS[line["level"]]
        return printed
