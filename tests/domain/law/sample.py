"""Plain facts the tests change one at a time: an adult, five days of seven hours, nothing amiss."""

from datetime import date
from typing import Any

from tripartite.law.facts import PlacementFacts
from tripartite.law.rules import Finding, Rule, judge
from tripartite.law.timetable import Interval, WeeklyTimetable

OFFICE_DAY = (Interval(540, 750), Interval(810, 1020))
OFFICE = WeeklyTimetable((OFFICE_DAY,) * 5 + ((), ()))
START, END = date(2026, 1, 5), date(2026, 1, 30)


def facts(**changes: Any) -> PlacementFacts:
    given: dict[str, Any] = {
        "today": date(2025, 11, 3),
        "start": START,
        "end": END,
        "timetable": OFFICE,
        "birth_date": date(2006, 3, 1),
    }
    return PlacementFacts(**(given | changes))


def found(rule: Rule, **changes: Any) -> list[tuple[str, str]]:
    """The rule and effect of each finding: what most tests compare."""
    return [(one.rule, one.effect.value) for one in rule(facts(**changes))]


def sentences(rule: Rule, **changes: Any) -> list[str]:
    return [one.sentence for one in rule(facts(**changes))]


def judged(**changes: Any) -> tuple[Finding, ...]:
    return judge(facts(**changes))
