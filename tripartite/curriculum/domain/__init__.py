"""The référentiel as plain data: what it holds, how it is read, searched and compared."""

from tripartite.curriculum.domain.exam import (
    Exam,
    ExamSession,
    Fact,
    FactState,
    parse_session,
)
from tripartite.curriculum.domain.model import (
    ActivityData,
    BlockData,
    CompetenceData,
    ContextItemData,
    ContextKind,
    CorrectionData,
    CriterionData,
    CurriculumData,
    CurriculumError,
    Element,
    ElementKind,
    GroupData,
    PoleData,
    ResultData,
    SourceData,
    TaskData,
    TieData,
)
from tripartite.curriculum.domain.reading import parse
from tripartite.curriculum.domain.search import Hit, search

__all__ = [
    "ActivityData",
    "BlockData",
    "CompetenceData",
    "ContextItemData",
    "ContextKind",
    "CorrectionData",
    "CriterionData",
    "CurriculumData",
    "CurriculumError",
    "Element",
    "ElementKind",
    "Exam",
    "ExamSession",
    "Fact",
    "FactState",
    "GroupData",
    "Hit",
    "PoleData",
    "ResultData",
    "SourceData",
    "TaskData",
    "TieData",
    "parse",
    "parse_session",
    "search",
]
