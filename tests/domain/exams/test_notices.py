"""Nobody reaches the deadline red without having been told three times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.exams.domain.notices import EARLY, LADDER, TIMES, is_due


@given(first=st.integers(min_value=TIMES - 1, max_value=400))
def test_whoever_becomes_red_three_days_before_is_told_three_times(first: int) -> None:
    told = 0
    for days_left in range(first, -1, -1):
        told += is_due(days_left, told)

    assert told >= TIMES


@given(first=st.integers(min_value=60, max_value=400))
def test_a_file_that_is_red_all_along_is_told_of_on_the_ladder_alone(first: int) -> None:
    days = []
    for days_left in range(first, -1, -1):
        if is_due(days_left, len(days)):
            days.append(days_left)

    assert tuple(days) == LADDER


@pytest.mark.parametrize("days_left", [None, -1, -30])
def test_nothing_is_told_without_a_date_or_after_it(days_left: int | None) -> None:
    assert not is_due(days_left, 0)


@pytest.mark.parametrize("days_left", EARLY)
def test_what_nothing_planned_mends_is_told_while_there_is_time(days_left: int) -> None:
    assert is_due(days_left, 0, hopeless=True)
    assert not is_due(days_left, 0)
