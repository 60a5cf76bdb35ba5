"""Who may do what with a request, who reads it, and by when it is answered."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.core.workflow import TransitionError
from tripartite.followup.domain.requests import (
    ASKING,
    DAYS_TO_ANSWER,
    REQUEST,
    Part,
    RequestError,
    RequestKind,
    RequestState,
    check_absence,
    check_text,
    due_on,
    may_read,
    party_of,
)
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R

O, A, C = RequestState.OPEN, RequestState.ANSWERED, RequestState.CLOSED  # noqa: E741  # the three states of the table
#: Every possible move; whatever is not here is refused.
ALLOWED = {
    ("answer", O, R.REFERENT): A,
    ("answer", O, R.OFFICE): A,
    ("answer", A, R.REFERENT): A,
    ("answer", A, R.OFFICE): A,
    ("write", O, Part.ASKER): O,
    ("write", A, Part.ASKER): O,
    ("close", A, Part.ASKER): C,
    ("close", A, R.REFERENT): C,
    ("close", A, R.OFFICE): C,
    ("withdraw", O, Part.ASKER): C,
    ("reopen", C, Part.ASKER): O,
    ("reopen", C, R.REFERENT): O,
    ("reopen", C, R.OFFICE): O,
}


@pytest.mark.parametrize(
    ("name", "state", "who"),
    list(product(REQUEST.transitions, RequestState, [*R, Part.ASKER])),
)
def test_the_table_of_moves_is_whole(name, state, who) -> None:
    try:
        got = REQUEST.target(name, state, {who}, reason="Encore un point.")
    except TransitionError:
        got = None

    assert got == ALLOWED.get((name, state, who))


def test_reopening_asks_why() -> None:
    with pytest.raises(TransitionError) as refused:
        REQUEST.target("reopen", C, {Part.ASKER})

    assert str(refused.value) == "« Rouvrir » demande un motif : écrivez-le en une phrase."


READING = {
    R.STUDENT: {Party.STUDENT},
    R.TUTOR: {Party.HOST},
    R.SIGNATORY: {Party.HOST},
    R.REFERENT: {Party.STUDENT, Party.HOST},
    R.OFFICE: {Party.STUDENT, Party.HOST},
    R.HEAD: {Party.STUDENT, Party.HOST},
}
ON_SHARING = {R.STUDENT, R.TUTOR, R.SIGNATORY, R.REFERENT, R.OFFICE, R.HEAD, R.TEACHER}


@pytest.mark.parametrize(
    ("who", "party", "shared"),
    list(product(R, [Party.STUDENT, Party.HOST], [False, True])),
)
def test_who_reads_what(who, party, shared) -> None:
    expected = who in ON_SHARING if shared else party in READING.get(who, set())

    assert may_read(frozenset({who}), party=party, shared=shared) is expected


def test_nobody_reads_nothing() -> None:
    assert not may_read(frozenset(), party=Party.HOST, shared=True)


@pytest.mark.parametrize(
    ("who", "party"),
    [(R.STUDENT, Party.STUDENT), (R.TUTOR, Party.HOST), (R.SIGNATORY, Party.HOST),
     (R.GUARDIAN, None), (R.REFERENT, None), (R.OFFICE, None), (R.TEACHER, None)],
)  # fmt: skip
def test_for_whom_one_asks(who, party) -> None:
    assert party_of(frozenset({who})) is party


def test_each_party_has_words_for_each_kind() -> None:
    assert {p: set(words) for p, words in ASKING.items()} == {
        Party.HOST: set(RequestKind),
        Party.STUDENT: set(RequestKind),
    }
    assert set(DAYS_TO_ANSWER) == set(RequestKind)


def never(_day: date) -> bool:
    return False


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        (date(2027, 1, 4), 2, date(2027, 1, 6)),
        (date(2027, 1, 7), 2, date(2027, 1, 11)),
        (date(2027, 1, 9), 2, date(2027, 1, 12)),
        (date(2027, 1, 8), 5, date(2027, 1, 15)),
        (date(2027, 1, 8), 0, date(2027, 1, 8)),
    ],
)
def test_the_delay_counts_open_days(asked, days, due) -> None:
    assert due_on(asked, days, is_closed=never) == due


def test_closed_days_do_not_count() -> None:
    def holidays(day: date) -> bool:
        return date(2027, 2, 8) <= day <= date(2027, 2, 21)

    assert due_on(date(2027, 2, 5), 2, is_closed=holidays) == date(2027, 2, 23)


def test_a_school_that_never_opens_ends_the_count() -> None:
    asked = date(2027, 1, 4)

    assert (due_on(asked, 2, is_closed=lambda _: True) - asked).days == 366


@given(st.dates(date(2024, 1, 1), date(2035, 1, 1)), st.integers(1, 10))
def test_the_due_day_is_an_open_one_and_later(asked: date, days: int) -> None:
    due = due_on(asked, days, is_closed=never)

    assert due.weekday() < 5
    assert days <= (due - asked).days <= days + 2 * (days // 5 + 1)


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_is_not_a_message(text) -> None:
    with pytest.raises(RequestError) as refused:
        check_text(text)

    assert str(refused.value) == "Écrivez votre message : une phrase suffit."


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2027, 1, 4), date(2027, 1, 4), ""),
        (date(2027, 1, 4), date(2027, 1, 3), "absence_reversed"),
        (date(2027, 1, 4), date(2028, 1, 10), "absence_too_long"),
    ],
)
def test_the_days_of_an_absence(start, end, code) -> None:
    try:
        check_absence(start, end)
    except RequestError as error:
        assert error.code == code
    else:
        assert code == ""
