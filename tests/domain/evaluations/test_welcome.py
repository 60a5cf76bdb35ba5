"""What reviews say together, to whom, and for how long."""

from datetime import date

import pytest

from tripartite.evaluations.domain.welcome import TELLABLE_FROM, Question, Said, expiry, memory_of


def said(degree: int, *, recommends: bool = True) -> Said:
    return Said(dict.fromkeys(Question, degree), recommends)


def test_averages_are_of_all() -> None:
    memory = memory_of([said(4), said(3), said(3, recommends=False)])

    assert (memory.count, memory.recommending) == (3, 2)
    assert memory.averages == dict.fromkeys(Question, 3.3)


def test_nothing_said_is_nothing_averaged() -> None:
    assert memory_of([]).averages == {}


@pytest.mark.parametrize("count", range(TELLABLE_FROM + 2))
def test_the_host_is_told_from_three_on(count) -> None:
    assert memory_of([said(2)] * count).tellable is (count >= 3)


@pytest.mark.parametrize(
    ("given_on", "expected"),
    [
        (date(2027, 1, 29), date(2030, 1, 29)),
        (date(2028, 2, 29), date(2031, 2, 28)),
    ],
)
def test_a_review_lasts_three_years(given_on, expected) -> None:
    assert expiry(given_on, 3) == expected
