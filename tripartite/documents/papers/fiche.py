"""A fiche descriptive of the exam file, under the official headings of its session."""

from dataclasses import dataclass

from tripartite.documents.papers.lines import Paper, StudentLine


@dataclass(frozen=True)
class FicheAnswer:
    label: str
    text: str


@dataclass(frozen=True)
class FicheSection:
    title: str
    answers: tuple[FicheAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class FichePaper(Paper):
    """Template fiche-1; `validated`: « Validée le … par … », empty while it is not."""

    student: StudentLine
    exam: str
    exam_label: str
    session: str
    kind: str
    title: str
    context: str
    sections: tuple[FicheSection, ...]
    tasks: tuple[str, ...] = ()
    validated: str = ""
    caution: str = ""
