"""A fiche: what the session asks to be written, and the life of the one that is. Plain Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tripartite.core.text import fold_words
from tripartite.core.workflow import Condition, Workflow, move
from tripartite.curriculum.domain import Exam, ExamSession, SheetKind
from tripartite.placements.domain import Relation as R


class SheetState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VALIDATED = "validated"


SHEET_STATE_LABELS = {
    SheetState.DRAFT: "en cours d’écriture",
    SheetState.SUBMITTED: "à relire",
    SheetState.RETURNED: "à reprendre",
    SheetState.VALIDATED: "validée",
}

#: States in which the student writes.
WRITABLE = frozenset({SheetState.DRAFT, SheetState.RETURNED})
TEAM = {R.TEACHER, R.REFERENT, R.OFFICE}

#: Facts: how many headings are still empty.
COMPLETE = Condition(
    "sheet_complete",
    "Toutes les rubriques du modèle doivent être remplies : complétez celles qui sont vides, puis "
    "soumettez la fiche.",
    lambda empty: empty == 0,
)

SHEET = Workflow(
    "la fiche",
    move(
        "submit",
        "Soumettre à l’enseignant",
        set(WRITABLE),
        SheetState.SUBMITTED,
        {R.STUDENT},
        needs=(COMPLETE,),
    ),
    move(
        "return",
        "Renvoyer avec une remarque",
        {SheetState.SUBMITTED},
        SheetState.RETURNED,
        TEAM,
        reason=True,
    ),
    move("validate", "Valider la fiche", {SheetState.SUBMITTED}, SheetState.VALIDATED, TEAM),
    move(
        "reopen",
        "Reprendre la fiche",
        {SheetState.SUBMITTED, SheetState.VALIDATED},
        SheetState.DRAFT,
        {R.STUDENT, *TEAM},
        reason=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One heading of the official form; ``key`` is how its answer is kept."""

    key: str
    section: str
    label: str


def key_of(section: str, item: str) -> str:
    """The name under which an answer is kept: the words of the form, folded.

    A session that adds or moves a heading leaves the other answers where they are.
    """
    return "/".join(re.sub(r" ", "-", fold_words(part)) for part in (section, item))


def questions_of(exam: Exam) -> tuple[Question, ...]:
    """The headings of the sheets of this exam, in the order of the form."""
    return tuple(
        Question(key_of(heading.section.value, item), heading.section.value, item)
        for heading in exam.headings
        for item in heading.items
    )


def empty_answers(questions: Iterable[Question], answers: Mapping[str, str]) -> list[Question]:
    """The headings that still say nothing."""
    return [q for q in questions if not answers.get(q.key, "").strip()]


def kind_of(session: ExamSession, code: str) -> tuple[Exam, SheetKind] | None:
    """The exam and the kind of sheet of this code; None when the session asks for none."""
    for exam in session.exams:
        for kind in exam.sheets:
            if kind.code == code:
                return exam, kind
    return None
