"""Rest around exceptional days: every threshold, on both sides."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.law.sample import facts
from tripartite.law.calendars import Jurisdiction
from tripartite.law.presence import ExpectedDay, expected_days
from tripartite.law.rest import concerns
from tripartite.law.rules import judge
from tripartite.law.timetable import Interval, WeeklyTimetable

MONDAY = date(2027, 1, 4)
OFFICE_HOURS = (Interval(9 * 60, 12 * 60), Interval(13 * 60, 17 * 60))


def weekly(days: int = 5) -> WeeklyTimetable:
    return WeeklyTimetable(tuple(OFFICE_HOURS if n < days else () for n in range(7)))


def plan(special: dict[date, tuple[Interval, ...]], days: int = 5) -> list[ExpectedDay]:
    return expected_days(
        weekly(days),
        MONDAY,
        MONDAY + timedelta(days=27),
        jurisdiction=Jurisdiction.FR,
        exceptions=special,
    )


def said(
    offset: int, *hours: tuple[float, float], minor: bool = False, days: int = 5
) -> list[tuple[bool, str]]:
    """What an exceptional day of these hours raises: forbidden or not, and the first words."""
    day = MONDAY + timedelta(days=offset)
    special = {day: tuple(Interval(int(a * 60), int(b * 60)) for a, b in hours)}
    found = concerns(plan(special, days), special, minor=minor)
    return [(c.forbidden, c.sentence.replace("L’étudiant est mineur : ", "")[:25]) for c in found]


@pytest.mark.parametrize(
    ("offset", "hours", "forbidden"),
    [
        (1, [(9, 17)], []),
        (1, [(18, 22)], []),
        (1, [(18, 22.5)], [True]),
        (1, [(4, 12)], []),
        (1, [(3.5, 12)], [True]),
        (5, [(10, 18)], []),
        (6, [(10, 18)], [False]),
        (6, [(14, 22.5)], [True, False]),
        (1, [(8, 18)], []),
        (1, [(8, 18.5)], [False]),
        (1, [], []),
    ],
)
def test_each_threshold_holds_on_both_sides(offset, hours, forbidden) -> None:
    assert [one for one, _ in said(offset, *hours)] == forbidden


@pytest.mark.parametrize(
    ("offset", "hours", "forbidden"),
    [
        (1, [(9, 17)], []),
        (1, [(13, 21)], []),
        (1, [(13, 21.5)], [True, False]),
        (1, [(9, 17.5)], [False]),
        (5, [(10, 16)], [False]),
        (6, [(10, 16)], [False, False]),
        (1, [(14, 22)], [True]),
        (4, [(14, 22)], []),
        (4, [(14.5, 22.5)], [False]),
        (0, [(5.5, 12)], [False]),
    ],
)
def test_a_minor_is_better_protected(offset, hours, forbidden) -> None:
    assert [one for one, _ in said(offset, *hours, minor=True)] == forbidden


def test_a_seventh_day_is_forbidden() -> None:
    assert said(6, (10, 16), days=6)[0] == (True, "L’étudiant serait présent")
    assert said(6, (10, 12), days=6)[1] == (False, "le dimanche 10 janvier 20")


def test_more_than_forty_eight_hours_are_forbidden() -> None:
    assert [one for one, _ in said(5, (9, 19), (19.5, 22.5))] == [False]
    assert [one for one, _ in said(5, (9, 22.5))] == [True, False]


def test_the_sentence_says_what_to_do() -> None:
    special = {MONDAY: (Interval(14 * 60, 23 * 60),)}

    assert concerns(plan(special), special, minor=False)[0].sentence == (
        "Il ne reste que 10 h de repos entre le lundi 4 janvier 2027 et le mardi 5 janvier 2027 : "
        "il en faut 11 h. Changez l’heure de l’un des deux jours."
    )


@pytest.mark.parametrize(
    ("country", "effect"), [(Jurisdiction.FR, "blocks"), (Jurisdiction.MC, "warns")]
)
def test_the_rule_blocks_in_france_and_warns_in_monaco(country, effect) -> None:
    given_facts = facts(
        jurisdiction=country,
        start=MONDAY,
        end=MONDAY + timedelta(days=27),
        timetable=weekly(),
        exceptions={MONDAY: (Interval(14 * 60, 23 * 60),)},
    )

    assert [f.effect for f in judge(given_facts) if f.rule == "R24"] == [effect]


@given(
    st.integers(0, 27),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.integers(0, 6),
    st.booleans(),
)
def test_only_the_exceptional_day_is_spoken_of(offset, start, length, days, minor) -> None:
    """A placement without exceptional day raises nothing, whatever its timetable."""
    plain = plan({}, days)

    assert concerns(plain, (), minor=minor) == ()

    day = MONDAY + timedelta(days=offset)
    special = ExpectedDay(day, length, (Interval(start, start + length),))
    every = sorted([*(d for d in plain if d.date != day), special])
    found = concerns(every, {day}, minor=minor)
    assert all(c.sentence.endswith(".") for c in found)
