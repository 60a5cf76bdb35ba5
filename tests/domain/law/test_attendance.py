from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.law.sample import facts
from tripartite.core.errors import DomainError
from tripartite.law.attendance import Attendance, effective_totals
from tripartite.law.presence import totals_of

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("absent", "made_up", "minutes"),
    [(0, 0, 420), (420, 0, 0), (120, 60, 360), (0, 60, 480), (0, 1080, 1500)],
)
def test_presence_is_expected_less_absent_plus_made_up(absent, made_up, minutes):
    assert Attendance(MONDAY, 420, absent, made_up).minutes == minutes


@pytest.mark.parametrize(
    ("expected", "absent", "made_up", "code"),
    [
        (420, 421, 0, "attendance.absent"),
        (-1, 0, 0, "attendance.negative"),
        (420, -1, 0, "attendance.negative"),
        (420, 0, -1, "attendance.negative"),
        (420, 0, 1081, "attendance.too_long"),
    ],
)
def test_an_impossible_day_is_refused_with_a_sentence(expected, absent, made_up, code):
    with pytest.raises(DomainError) as refusal:
        Attendance(MONDAY, expected, absent, made_up)

    assert refusal.value.code == code
    assert refusal.value.sentence.startswith("Le 5 janvier 2026")


def test_a_day_written_twice_is_refused():
    with pytest.raises(DomainError) as refusal:
        effective_totals([Attendance(MONDAY, 420), Attendance(MONDAY, 420)])

    assert refusal.value.code == "attendance.twice"


def test_a_ledger_without_absence_is_what_was_expected():
    expected = facts().days

    ledger = [Attendance(day.date, day.minutes) for day in expected]

    assert effective_totals(ledger) == totals_of(expected)


def test_a_week_of_absence_is_not_a_week_of_presence():
    ledger = [Attendance(MONDAY, 420), Attendance(MONDAY + timedelta(7), 420, 420)]

    assert effective_totals(ledger).weeks == 1


ENTRIES = st.lists(
    st.tuples(st.integers(0, 600), st.integers(0, 600), st.integers(0, 300)), max_size=40
)


@given(ENTRIES)
def test_effective_never_exceeds_expected_and_made_up(entries):
    ledger = [
        Attendance(MONDAY + timedelta(n), expected, min(absent, expected), made_up)
        for n, (expected, absent, made_up) in enumerate(entries)
    ]

    total = effective_totals(ledger)

    assert total.minutes <= sum(entry.expected + entry.made_up for entry in ledger)
    assert total.minutes == sum(entry.minutes for entry in ledger)
