"""The life of a sheet: every state × move × relation."""

from itertools import product

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.curriculum.library import exam_session
from tripartite.exams.domain.sheets import (
    SHEET,
    SheetState,
    empty_answers,
    key_of,
    kind_of,
    questions_of,
)
from tripartite.placements.domain import Relation as R

S = SheetState
STUDENT, TEAM = {R.STUDENT}, {R.TEACHER, R.REFERENT, R.OFFICE}
#: What may be done: (state, move) → by whom, and where it leads.
POSSIBLE = {
    (S.DRAFT, "submit"): (STUDENT, S.SUBMITTED),
    (S.RETURNED, "submit"): (STUDENT, S.SUBMITTED),
    (S.SUBMITTED, "return"): (TEAM, S.RETURNED),
    (S.SUBMITTED, "validate"): (TEAM, S.VALIDATED),
    (S.SUBMITTED, "reopen"): (STUDENT | TEAM, S.DRAFT),
    (S.VALIDATED, "reopen"): (STUDENT | TEAM, S.DRAFT),
}


@pytest.mark.parametrize(
    ("state", "move", "relation"), list(product(S, SHEET.transitions, R)), ids=str
)
def test_every_state_move_and_relation(state: S, move: str, relation: R) -> None:
    by, target = POSSIBLE.get((state, move), (set(), None))

    if relation in by:
        assert SHEET.target(move, state, {relation}, facts=0, reason="Parce que") is target
    else:
        with pytest.raises(TransitionError, match="n’est plus possible"):
            SHEET.target(move, state, {relation}, facts=0, reason="Parce que")


def test_an_incomplete_sheet_is_not_submitted() -> None:
    with pytest.raises(TransitionError, match="Toutes les rubriques"):
        SHEET.target("submit", S.DRAFT, {R.STUDENT}, facts=1)


@pytest.mark.parametrize("move", ["return", "reopen"])
def test_returning_and_reopening_say_why(move: str) -> None:
    with pytest.raises(TransitionError, match="demande un motif"):
        SHEET.target(move, S.SUBMITTED, {R.TEACHER}, reason="  ")


def test_the_headings_are_those_of_the_session() -> None:
    exam = exam_session(2027).exam("E4")

    questions = questions_of(exam)

    assert [q.label for q in questions] == [i for h in exam.headings for i in h.items]
    assert len({q.key for q in questions}) == len(questions)
    assert questions[0].key == "cadre-de-l-activite/organisation"


def test_an_empty_heading_is_named() -> None:
    questions = questions_of(exam_session(2027).exam("E6"))
    answers = {q.key: "Dit." for q in questions[1:]} | {questions[0].key: "  "}

    assert empty_answers(questions, answers) == [questions[0]]


def test_a_key_does_not_depend_on_accents_or_punctuation() -> None:
    assert key_of("Cadre de l’activité", "Type(s) de client(s)") == (
        "cadre-de-l-activite/type-s-de-client-s"
    )


def test_a_kind_the_session_does_not_ask_is_unknown() -> None:
    session = exam_session(2027)

    assert kind_of(session, "E9.rien") is None
    exam, kind = kind_of(session, "E6.partenaires")
    assert (exam.code, kind.activities) == ("E6", ("P3.A2",))
