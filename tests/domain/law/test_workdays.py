from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripartite.core.errors import DomainError
from tripartite.law.calendars import Jurisdiction
from tripartite.law.workdays import (
    add_working_days,
    is_working_day,
    latest_filing_date,
    working_days_between,
)

FR, MC = Jurisdiction.FR, Jurisdiction.MC


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 18), True),
        (date(2026, 11, 19), False),  # fête du Prince
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),
        (date(2026, 11, 2), False),  # Toussaint put off to Monday
        (date(2026, 7, 14), True),
    ],
)
def test_working_days_of_monaco(day, working):
    assert is_working_day(day, MC) is working


@pytest.mark.parametrize(
    ("start", "latest"),
    [
        (date(2026, 3, 2), date(2026, 2, 9)),  # three plain weeks
        (date(2026, 3, 3), date(2026, 2, 10)),
        (date(2026, 3, 7), date(2026, 2, 16)),  # a Saturday
        (date(2026, 3, 8), date(2026, 2, 16)),
        (date(2026, 3, 9), date(2026, 2, 16)),
        (date(2026, 11, 23), date(2026, 10, 29)),  # 2 and 19 November are holidays
        (date(2026, 6, 15), date(2026, 5, 21)),  # 25 May and 4 June
        (date(2027, 1, 4), date(2026, 12, 10)),  # 25 December and 1 January
    ],
)
def test_the_latest_filing_date_is_fifteen_working_days_before(start, latest):
    assert latest_filing_date(start) == latest


@settings(max_examples=60)
@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)))
def test_the_latest_filing_date_is_in_time_and_the_next_working_day_is_not(start):
    latest = latest_filing_date(start, 15, MC)

    assert is_working_day(latest, MC)
    assert working_days_between(latest, start, MC) == 15
    assert working_days_between(latest + timedelta(1), start, MC) == 14


@settings(max_examples=60)
@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_going_forward_then_back_comes_home_from_a_working_day(day, count):
    home = add_working_days(day, 1, FR)

    assert add_working_days(add_working_days(home, count, FR), -count, FR) == home


def test_no_days_is_the_day_itself():
    assert add_working_days(date(2026, 11, 21), 0, MC) == date(2026, 11, 21)


def test_nothing_lies_between_reversed_dates():
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 2), MC) == 0


@pytest.mark.parametrize("count", [367, -367])
def test_a_delay_of_years_is_refused(count):
    with pytest.raises(DomainError) as refusal:
        add_working_days(date(2026, 3, 2), count, MC)

    assert refusal.value.code == "workdays.too_many"


def test_a_start_out_of_bounds_is_refused():
    with pytest.raises(DomainError) as refusal:
        latest_filing_date(date(2226, 3, 2))

    assert refusal.value.code == "span.out_of_bounds"
