from datetime import date
from decimal import Decimal

import pytest

from tests.domain.law.sample import OFFICE_DAY, facts, found, sentences
from tripartite.law.calendars import Closure, Jurisdiction
from tripartite.law.facts import DateRange
from tripartite.law.rules import hours
from tripartite.law.timetable import Interval, WeeklyTimetable

FR, MC, OTHER = Jurisdiction.FR, Jurisdiction.MC, Jurisdiction.OTHER
H = 60


@pytest.mark.parametrize(
    ("here", "minutes", "rate", "effects"),
    [
        (FR, 308 * H, None, []),
        (FR, 308 * H, "0.01", []),
        (FR, 308 * H + 1, None, ["warns"]),
        (FR, 308 * H + 1, "4.49", ["blocks"]),
        (FR, 308 * H + 1, "4.50", []),
        (FR, 308 * H + 1, "5", []),
        (MC, 308 * H, None, []),
        (MC, 308 * H + 1, None, ["warns", "reminds"]),
        (MC, 308 * H + 1, "3.20", ["warns", "reminds"]),
        (MC, 308 * H + 1, "3.21", ["reminds"]),
        (OTHER, 900 * H, None, []),
    ],
)
def test_beyond_308_hours_a_gratification_is_due(here, minutes, rate, effects):
    findings = found(
        hours.gratification,
        jurisdiction=here,
        effective_minutes=minutes,
        gratification_rate=rate and Decimal(rate),
    )

    assert findings == [("R4", effect) for effect in effects]


@pytest.mark.parametrize(("before", "effects"), [(168 * H, []), (168 * H + 1, [("R4", "warns")])])
def test_the_periods_of_the_year_in_one_host_add_up(before, effects):
    """The sample placement is 140 h: 168 h before it make 308 h."""
    assert found(hours.gratification, same_host_minutes=before) == effects


def test_the_sentence_says_how_much_and_why():
    said = sentences(hours.gratification, same_host_minutes=172 * H)

    assert said == [
        "Gratification due dès la première heure, au moins 4,50 € par heure de présence : 312 h"
        " dans le même organisme cette année scolaire, au-delà de 308 h. Écrivez le montant dans"
        " la convention."
    ]


def test_a_rate_that_the_new_year_overtakes_is_to_be_checked():
    findings = hours.gratification(
        facts(
            start=date(2025, 12, 1),
            end=date(2026, 1, 30),
            effective_minutes=309 * H,
            gratification_rate=Decimal("4.35"),
        )
    )

    assert [(one.effect.value, one.state.value) for one in findings] == [("warns", "to_check")]


def test_an_agreement_of_2025_is_judged_by_the_figures_of_2025():
    rate = {"effective_minutes": 309 * H, "gratification_rate": Decimal("4.35")}

    before = found(hours.gratification, start=date(2025, 11, 3), end=date(2025, 12, 31), **rate)
    after = found(hours.gratification, start=date(2026, 1, 1), end=date(2026, 2, 27), **rate)

    assert (before, after) == ([], [("R4", "blocks")])


def test_in_a_year_whose_figures_are_not_known_it_only_warns():
    findings = hours.gratification(
        facts(
            start=date(2027, 1, 4),
            end=date(2027, 3, 5),
            effective_minutes=309 * H,
            gratification_rate=Decimal(1),
        )
    )

    assert [(one.effect.value, one.state.value) for one in findings] == [
        ("warns", "to_check"),
        ("reminds", "to_check"),
    ]


@pytest.mark.parametrize(
    ("here", "minutes", "effects"),
    [
        (FR, 924 * H, []),
        (FR, 924 * H + 1, [("R5", "blocks")]),
        (MC, 924 * H, []),
        (MC, 924 * H + 1, [("R5", "warns")]),
        (OTHER, 924 * H + 1, [("R5", "blocks")]),
    ],
)
def test_six_months_at_most_in_one_host(here, minutes, effects):
    assert found(hours.longest_stay, jurisdiction=here, effective_minutes=minutes) == effects


def test_monaco_may_prolong():
    finding = hours.longest_stay(facts(jurisdiction=MC, effective_minutes=925 * H))[0]

    assert finding.lifted_by == "la Direction du Travail de Monaco"


def timetable(minutes, days=5):
    return WeeklyTimetable(((Interval(480, 480 + minutes),),) * days + ((),) * (7 - days))


@pytest.mark.parametrize(
    ("here", "daily", "effects"),
    [
        (FR, 420, []),
        (FR, 421, [("R21", "warns")]),
        (MC, 468, []),
        (MC, 469, [("R21", "warns")]),
    ],
)
def test_a_week_longer_than_the_legal_one_is_to_be_checked(here, daily, effects):
    assert found(hours.working_week, jurisdiction=here, timetable=timetable(daily)) == effects


@pytest.mark.parametrize(
    ("week", "count"),
    [
        (timetable(480, 4), 0),
        (timetable(481, 4), 1),
        (WeeklyTimetable(((Interval(1320, 1800),),) + ((),) * 6), 1),
        (WeeklyTimetable(((Interval(1200, 1800),),) + ((),) * 6), 2),
    ],
)
def test_nights_and_long_days_of_a_minor_are_to_be_checked(week, count):
    minor = found(hours.working_week, timetable=week, birth_date=date(2009, 1, 1))
    adult = found(hours.working_week, timetable=week)

    assert (minor, adult) == ([("R21", "warns")] * count, [])


@pytest.mark.parametrize(
    ("start", "end", "effects"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), []),
        (date(2026, 6, 8), date(2026, 8, 3), []),  # 4 to 31 August: 28 days
        (date(2026, 6, 8), date(2026, 8, 4), [("R16", "warns")]),
        (date(2026, 7, 29), date(2026, 8, 31), []),  # 1 to 28 July
        (date(2026, 7, 28), date(2026, 8, 31), [("R16", "warns")]),
        (date(2026, 7, 20), date(2026, 8, 10), [("R16", "warns")]),  # 19 and 21 days
    ],
)
def test_four_weeks_of_rest_remain_in_summer(start, end, effects):
    assert found(hours.summer_rest, start=start, end=end) == effects


def test_the_rest_counts_the_other_placements_of_the_summer():
    others = (DateRange(date(2026, 7, 31), date(2026, 8, 7)),)

    assert sentences(
        hours.summer_rest,
        start=date(2026, 6, 8),
        end=date(2026, 7, 3),
        other_summer_placements=others,
    ) == [
        "Il ne reste que 27 jours de repos de suite entre le 1er juillet 2026 et le 31 août 2026 :"
        " il en faut 28 (4 semaines). Avancez la fin du stage."
    ]


def test_the_summer_of_the_school_calendar_is_used_when_it_is_known():
    summer = DateRange(date(2026, 7, 4), date(2026, 8, 31))
    dates = {"start": date(2026, 7, 1), "end": date(2026, 7, 3)}

    assert found(hours.summer_rest, summer_holidays=summer, **dates) == []
    assert hours.longest_rest(summer, [DateRange(*dates.values())]) == 59


def test_a_summer_of_another_year_says_nothing():
    summer = DateRange(date(2025, 7, 4), date(2025, 8, 31))

    assert (
        found(
            hours.summer_rest,
            start=date(2026, 7, 1),
            end=date(2026, 8, 31),
            summer_holidays=summer,
        )
        == []
    )


@pytest.mark.parametrize(
    ("busy", "rest"),
    [
        ([], 62),
        ([(date(2026, 7, 1), date(2026, 8, 31))], 0),
        ([(date(2026, 6, 1), date(2026, 9, 30))], 0),
        ([(date(2026, 7, 31), date(2026, 7, 31))], 31),
        ([(date(2026, 8, 20), date(2026, 8, 31)), (date(2026, 7, 1), date(2026, 7, 2))], 48),
        ([(date(2026, 7, 5), date(2026, 8, 20)), (date(2026, 7, 10), date(2026, 7, 12))], 11),
        ([(date(2026, 9, 1), date(2026, 9, 30))], 62),
    ],
)
def test_the_longest_rest_is_the_longest_free_run(busy, rest):
    summer = DateRange(date(2026, 7, 1), date(2026, 8, 31))

    assert hours.longest_rest(summer, [DateRange(*span) for span in busy]) == rest


def test_an_interruption_takes_hours_away_and_an_extension_adds_some():
    whole = facts().minutes
    interrupted = facts(interruption=DateRange(date(2026, 1, 12), date(2026, 1, 16)))
    extended = facts(extended_until=date(2026, 2, 6))
    closed = facts(closures=(Closure(date(2026, 1, 12), date(2026, 1, 12)),))

    assert whole == 140 * H
    assert (interrupted.minutes, extended.minutes, closed.minutes) == (
        105 * H,
        175 * H,
        133 * H,
    )
    assert {day.note for day in interrupted.days} == {"", "Stage interrompu"}


def test_an_exception_counts_in_the_hours():
    fair = facts(exceptions={date(2026, 1, 11): OFFICE_DAY})

    assert fair.minutes == 147 * H
