"""The standing of an attestation and the ladder of its reminders, on each side of each boundary."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.certificates.domain.register import (
    CALL_AFTER,
    LADDER_ENDS,
    RUNGS,
    Line,
    Standing,
    rung_due,
)

END = date(2027, 1, 29)


@pytest.mark.parametrize(
    ("days", "asked", "sealed"), list(product((-1, 0, 1, 10, 11), (False, True), (False, True)))
)
def test_the_standing_of_an_attestation(*, days: int, asked: bool, sealed: bool) -> None:
    line = Line(END, END + timedelta(days=days), asked=asked, sealed=sealed)

    if sealed:
        expected = Standing.SEALED
    elif asked:
        expected = Standing.ASKED
    else:
        expected = Standing.COMING if days < 0 else Standing.MISSING
    assert line.standing is expected
    assert line.days_missing == (0 if sealed else max(0, days))
    assert line.to_call is (not sealed and days > CALL_AFTER.days)


@pytest.mark.parametrize(
    ("days", "told", "rung"),
    [
        (-1, (), None),
        (0, (), 0),
        (0, (0,), None),
        (2, (), 0),
        (3, (0,), 3),
        (3, (), 3),
        (9, (0, 3), None),
        (10, (0, 3), 10),
        (10, (0,), 10),
        (30, (0, 3, 10), None),
        (LADDER_ENDS.days, (), 10),
        (LADDER_ENDS.days + 1, (), None),
    ],
)
def test_the_rung_of_the_day(days: int, told: tuple[int, ...], rung: int | None) -> None:
    assert rung_due(END, END + timedelta(days=days), frozenset(told)) == rung


@given(st.sets(st.integers(min_value=-5, max_value=60)))
def test_whatever_days_the_command_runs_no_rung_is_climbed_twice(days: set[int]) -> None:
    told: list[int] = []
    for passed in sorted(days):
        rung = rung_due(END, END + timedelta(days=passed), frozenset(told))
        if rung is not None:
            told.append(rung)

    assert told == sorted(set(told))
    assert set(told) <= set(RUNGS)
