from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.law.sample import OFFICE, OFFICE_DAY
from tripartite.core.errors import DomainError
from tripartite.law.calendars import Closure, Jurisdiction, Region, public_holidays
from tripartite.law.presence import (
    ExpectedDay,
    expected_days,
    legal_days,
    legal_months,
    minutes_by_month,
    totals,
    totals_of,
    weeks_touched,
)
from tripartite.law.timetable import Interval, WeeklyTimetable

FR, MC = Jurisdiction.FR, Jurisdiction.MC
NIGHT = Interval(22 * 60, 30 * 60)
NIGHTS = WeeklyTimetable(((NIGHT,),) * 7)
MONDAY = date(2026, 6, 1)


def minutes_of(days):
    return [(day.date.day, day.minutes, day.note) for day in days]


def test_a_week_without_holidays_is_the_timetable():
    days = expected_days(OFFICE, MONDAY, MONDAY + timedelta(6), jurisdiction=FR)

    assert days == [ExpectedDay(date(2026, 6, day), 420, OFFICE_DAY, "") for day in range(1, 6)]


def test_two_periods_of_four_weeks_are_280_hours_or_40_days():
    first = expected_days(OFFICE, date(2026, 1, 5), date(2026, 1, 30), jurisdiction=FR)
    second = expected_days(OFFICE, MONDAY, date(2026, 6, 26), jurisdiction=FR)

    total = totals_of([*first, *second])

    assert (total.minutes, total.days, total.months, total.weeks) == (280 * 60, 40, 1, 8)


@pytest.mark.parametrize(
    ("worked", "note", "minutes"),
    [(False, "Jour férié : Ascension", 0), (True, "", 420)],
)
def test_a_public_holiday_is_off_unless_the_host_works_it(worked, note, minutes):
    days = expected_days(
        OFFICE, date(2026, 5, 14), date(2026, 5, 15), jurisdiction=FR, holidays_worked=worked
    )

    assert minutes_of(days) == [(14, minutes, note), (15, 420, "")]


def test_monaco_keeps_its_own_holidays():
    days = expected_days(OFFICE, date(2026, 6, 3), date(2026, 6, 5), jurisdiction=MC)

    assert minutes_of(days) == [
        (3, 420, ""),
        (4, 0, "Jour férié : Jour de la Fête Dieu"),
        (5, 420, ""),
    ]


def test_good_friday_is_off_in_alsace_moselle_only():
    friday = date(2026, 4, 3)

    alsace = expected_days(OFFICE, friday, friday, jurisdiction=FR, region=Region.ALSACE_MOSELLE)
    paris = expected_days(OFFICE, friday, friday, jurisdiction=FR)

    assert (alsace[0].minutes, paris[0].minutes) == (0, 420)


def test_a_closure_empties_its_days_and_says_so():
    closures = (
        Closure(date(2026, 6, 2), date(2026, 6, 3), "Inventaire"),
        (date(2026, 6, 4), date(2026, 6, 4)),
    )

    days = expected_days(OFFICE, MONDAY, date(2026, 6, 5), jurisdiction=FR, closures=closures)

    assert minutes_of(days) == [
        (1, 420, ""),
        (2, 0, "Inventaire"),
        (3, 0, "Inventaire"),
        (4, 0, "Fermeture"),
        (5, 420, ""),
    ]


def test_a_reversed_closure_is_refused():
    with pytest.raises(DomainError) as refusal:
        expected_days(
            OFFICE,
            MONDAY,
            MONDAY,
            jurisdiction=FR,
            closures=[(date(2026, 6, 3), date(2026, 6, 2))],
        )

    assert refusal.value.code == "span.reversed"


def test_an_exception_wins_over_the_day_off_the_holiday_and_the_closure():
    fair = (Interval(600, 900),)

    days = expected_days(
        OFFICE,
        date(2026, 5, 14),
        date(2026, 5, 17),
        jurisdiction=FR,
        closures=[(date(2026, 5, 15), date(2026, 5, 15))],
        exceptions={
            date(2026, 5, 14): fair,
            date(2026, 5, 15): (),
            date(2026, 5, 17): fair,
        },
    )

    assert minutes_of(days) == [
        (14, 300, "Horaire exceptionnel"),
        (15, 0, "Absence prévue"),
        (17, 300, "Horaire exceptionnel"),
    ]


@pytest.mark.parametrize(
    ("exceptions", "code"),
    [
        ({date(2026, 5, 31): OFFICE_DAY}, "presence.exception_outside"),
        ({date(2026, 6, 6): OFFICE_DAY}, "presence.exception_outside"),
        ({date(2026, 6, 2): (Interval(540, 700), Interval(600, 720))}, "timetable.overlap"),
        ({date(2026, 6, 2): (Interval(1320, 1981),)}, "timetable.overnight_overlap"),
    ],
)
def test_an_impossible_exception_is_refused(exceptions, code):
    with pytest.raises(DomainError) as refusal:
        expected_days(OFFICE, MONDAY, date(2026, 6, 5), jurisdiction=FR, exceptions=exceptions)

    assert refusal.value.code == code


def test_what_is_agreed_already_is_still_told_past_midnight():
    """A timetable amended since may meet an agreed exception: the days stay readable."""
    exceptions = {date(2026, 6, 2): (Interval(1320, 1981),)}

    days = expected_days(
        OFFICE, MONDAY, date(2026, 6, 5), jurisdiction=FR, exceptions=exceptions, agreed=True
    )

    assert next(d.minutes for d in days if d.date == date(2026, 6, 2)) == 661


def test_an_exception_may_end_when_the_next_day_begins():
    exceptions = {date(2026, 6, 2): (Interval(1320, 1980),)}

    days = expected_days(OFFICE, MONDAY, date(2026, 6, 3), jurisdiction=FR, exceptions=exceptions)

    assert [day.minutes for day in days] == [420, 660, 420]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 6, 2), date(2026, 6, 1), "span.reversed"),
        (date(1826, 6, 1), date(2026, 6, 1), "span.out_of_bounds"),
        (date(2026, 6, 1), date(2226, 6, 1), "span.out_of_bounds"),
    ],
)
def test_impossible_dates_are_refused(start, end, code):
    with pytest.raises(DomainError) as refusal:
        expected_days(OFFICE, start, end, jurisdiction=FR)

    assert refusal.value.code == code


def test_a_night_belongs_to_the_day_it_starts_on():
    last_of_june = date(2026, 6, 30)

    days = expected_days(NIGHTS, last_of_june, last_of_june, jurisdiction=FR)

    assert days == [ExpectedDay(last_of_june, 480, (NIGHT,), "")]
    assert minutes_by_month(days) == {(2026, 6): 480}


@pytest.mark.parametrize("jurisdiction", [FR, MC])
@pytest.mark.parametrize(("eve", "minutes"), [(date(2026, 3, 28), 420), (date(2026, 10, 24), 540)])
def test_the_night_of_a_clock_change_counts_what_really_passes(jurisdiction, eve, minutes):
    days = expected_days(NIGHTS, eve - timedelta(1), eve + timedelta(1), jurisdiction=jurisdiction)

    assert [day.minutes for day in days] == [480, minutes, 480]


def test_a_foreign_host_has_neither_holidays_nor_clock_changes():
    days = expected_days(
        NIGHTS, date(2026, 3, 28), date(2026, 4, 6), jurisdiction=Jurisdiction.OTHER
    )

    assert {(day.minutes, day.note) for day in days} == {(480, "")}


def test_leap_day_is_a_day_like_others():
    days = expected_days(OFFICE, date(2028, 2, 28), date(2028, 3, 1), jurisdiction=FR)

    assert [day.date for day in days] == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 12, 28), date(2027, 1, 3), 1),  # week 53 of 2026
        (date(2026, 12, 28), date(2027, 1, 4), 2),
        (date(2026, 12, 27), date(2026, 12, 28), 2),
        (date(2024, 12, 30), date(2025, 1, 5), 1),  # week 1 of 2025
        (date(2020, 12, 21), date(2021, 1, 10), 3),
    ],
)
def test_weeks_are_civil_weeks_across_years(first, last, weeks):
    days = (first + timedelta(offset) for offset in range((last - first).days + 1))

    assert weeks_touched(days) == weeks


def test_a_week_of_holidays_and_closures_is_not_a_week_of_presence():
    days = expected_days(
        OFFICE,
        MONDAY,
        MONDAY + timedelta(11),
        jurisdiction=FR,
        closures=[(MONDAY, MONDAY + timedelta(6))],
    )

    assert totals_of(days).weeks == 1


@pytest.mark.parametrize(
    ("minutes", "days", "months"),
    [
        (0, 0, 0),
        (419, 0, 0),
        (420, 1, 0),
        (421, 1, 0),
        (839, 1, 0),
        (840, 2, 0),
        (154 * 60 - 1, 21, 0),
        (154 * 60, 22, 1),
        (308 * 60 - 1, 43, 1),
        (308 * 60, 44, 2),
        (924 * 60 - 1, 131, 5),
        (924 * 60, 132, 6),
    ],
)
def test_seven_hours_are_a_day_and_twenty_two_days_a_month(minutes, days, months):
    total = totals(minutes)

    assert (total.days, total.months) == (days, months)
    assert (legal_days(minutes), legal_months(minutes)) == (days, months)


def test_what_is_left_over_is_kept_as_a_fraction():
    assert totals(73 * 60 + 30).exact_days == Fraction(21, 2)


@pytest.mark.parametrize("count", [totals, legal_days, legal_months])
def test_a_negative_presence_is_refused(count):
    with pytest.raises(DomainError) as refusal:
        count(-1)

    assert refusal.value.code == "presence.negative"


@given(st.integers(0, 100_000))
def test_months_never_exceed_days_over_twenty_two(minutes):
    total = totals(minutes)

    assert total.months <= Fraction(total.days, 22)
    assert total.days <= total.exact_days


DATES = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@settings(max_examples=40)
@given(DATES, st.integers(0, 80), st.integers(0, 80))
def test_hours_add_up_whatever_the_split_of_the_dates(start, length, cut):
    end = start + timedelta(length)
    middle = min(start + timedelta(cut), end)

    def presence(first, last):
        return expected_days(NIGHTS, first, last, jurisdiction=FR)

    after = presence(middle + timedelta(1), end) if middle < end else []
    assert presence(start, end) == [*presence(start, middle), *after]


@settings(max_examples=40)
@given(DATES, st.integers(0, 80))
def test_moving_everything_by_weeks_moves_nothing_else(start, length):
    """A foreign host: no holiday and no clock change comes in the way."""
    end, week = start + timedelta(length), timedelta(7)

    days = expected_days(OFFICE, start, end, jurisdiction=Jurisdiction.OTHER)
    moved = expected_days(OFFICE, start + week, end + week, jurisdiction=Jurisdiction.OTHER)

    assert [day._replace(date=day.date + week) for day in days] == moved
    assert totals_of(days) == totals_of(moved)


@settings(max_examples=40)
@given(DATES, st.integers(0, 80))
def test_a_holiday_only_ever_takes_hours_away(start, length):
    end = start + timedelta(length)

    kept = expected_days(OFFICE, start, end, jurisdiction=FR)
    full = expected_days(OFFICE, start, end, jurisdiction=FR, holidays_worked=True)
    years = range(start.year, end.year + 1)
    free = {day for year in years for day in public_holidays(FR, year)}

    assert [day.minutes for day in full] == [420] * len(full)
    assert [day.minutes for day in kept] == [0 if day.date in free else 420 for day in full]


@settings(max_examples=40)
@given(DATES, st.integers(0, 80))
def test_months_share_all_the_minutes(start, length):
    days = expected_days(NIGHTS, start, start + timedelta(length), jurisdiction=MC)

    assert sum(minutes_by_month(days).values()) == totals_of(days).minutes
