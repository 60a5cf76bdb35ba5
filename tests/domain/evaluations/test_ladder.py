"""The ladder tells each rung once, and never goes down."""

from datetime import date, timedelta

import pytest

from tripartite.evaluations.domain.ladder import LADDER_ENDS, RUNGS, rung_due

END = date(2027, 1, 29)


@pytest.mark.parametrize(
    ("days", "told", "expected"),
    [
        (-1, set(), None),
        (0, set(), 0),
        (0, {0}, None),
        (2, {0}, None),
        (3, {0}, 3),
        (3, set(), 3),
        (9, {0, 3}, None),
        (10, {0, 3}, 10),
        (10, {10}, None),
        (12, {3}, 10),
        (LADDER_ENDS.days, {0, 3}, 10),
        (LADDER_ENDS.days + 1, {0, 3}, None),
    ],
)
def test_the_rung_of_a_day(days, told, expected) -> None:
    assert rung_due(END, END + timedelta(days=days), frozenset(told)) == expected


def test_day_after_day_each_rung_is_told_once() -> None:
    told: list[int] = []
    for days in range(-3, 60):
        rung = rung_due(END, END + timedelta(days=days), frozenset(told))
        told += [] if rung is None else [rung]

    assert tuple(told) == RUNGS
