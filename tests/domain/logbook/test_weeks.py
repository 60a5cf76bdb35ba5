"""What may be said of a week, and what it counts."""

from datetime import date
from typing import Any

import pytest

from tests.domain.law.sample import OFFICE
from tripartite.core.workflow import TransitionError
from tripartite.law.calendars import Jurisdiction
from tripartite.law.presence import ExpectedDay, expected_days
from tripartite.logbook.domain.presence import (
    WEEK,
    DayEntry,
    DayKind,
    LogbookError,
    WeekFacts,
    WeekState,
    as_planned,
    check_week,
    counted_minutes,
    missing_days,
)
from tripartite.placements.domain import Relation as R

START, END = date(2027, 1, 4), date(2027, 1, 29)
MONDAY = date(2027, 1, 4)
PRESENT = DayKind.PRESENT


def plan() -> list[ExpectedDay]:
    return expected_days(OFFICE, START, END, jurisdiction=Jurisdiction.FR)


def day(number: int, kind: DayKind = PRESENT, minutes: int = 420) -> DayEntry:
    return DayEntry(date(2027, 1, number), kind, minutes)


WHOLE = [day(n) for n in range(4, 9)]


def refusal(entries: list[DayEntry], **changes: Any) -> str:
    """The code of the refusal; empty when the week may be kept."""
    given = {
        "monday": MONDAY,
        "expected": plan(),
        "starts_on": START,
        "ends_on": END,
        "today": date(2027, 1, 11),
    }
    try:
        check_week(entries, **(given | changes))
    except LogbookError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("entries", "changes", "code"),
    [
        (WHOLE, {}, ""),
        (WHOLE, {"today": date(2027, 1, 8)}, ""),
        (WHOLE[:1], {"today": date(2027, 1, 5)}, ""),
        (WHOLE[:1], {"today": date(2027, 1, 4)}, "too_early"),
        (WHOLE[:3], {"today": date(2027, 1, 5)}, "in_future"),
        (WHOLE[:4], {}, "day_missing"),
        ([*WHOLE, day(9, DayKind.MADE_UP, 120)], {}, ""),
        (WHOLE[:1], {"today": date(2027, 1, 4), "one_day": True}, ""),
        (WHOLE[2:3], {"today": date(2027, 1, 6), "one_day": True}, ""),
        (WHOLE[2:3], {"today": date(2027, 1, 5), "one_day": True}, "in_future"),
        ([*WHOLE, day(11)], {}, "other_week"),
        ([], {}, "day_missing"),
        ([*WHOLE[:4], day(8, PRESENT, 0)], {}, "day_length"),
        ([*WHOLE[:4], day(8, PRESENT, 1441)], {}, "day_length"),
        ([*WHOLE[:4], day(8, PRESENT, 1440)], {}, ""),
        ([*WHOLE, day(8, DayKind.JUSTIFIED, 1021)], {}, "day_too_long"),
        ([*WHOLE, day(8, DayKind.JUSTIFIED, 1020)], {}, ""),
        ([*WHOLE, day(8, PRESENT, 60)], {}, "kind_twice"),
        (WHOLE, {"monday": date(2027, 1, 5)}, "not_a_week"),
        (WHOLE, {"monday": date(2027, 2, 1)}, "not_a_week"),
        (WHOLE, {"monday": date(2026, 12, 28)}, "not_a_week"),
        (WHOLE, {"starts_on": date(2027, 1, 5)}, "outside_dates"),
        (WHOLE, {"ends_on": date(2027, 1, 7)}, "outside_dates"),
        ([], {"expected": []}, "week_empty"),
    ],
)
def test_a_week_is_kept_or_refused(entries, changes, code) -> None:
    assert refusal(entries, **changes) == code


def test_the_refusal_names_every_day_that_is_missing() -> None:
    with pytest.raises(LogbookError) as refused:
        check_week(
            WHOLE[:3],
            monday=MONDAY,
            expected=plan(),
            starts_on=START,
            ends_on=END,
            today=date(2027, 1, 11),
        )

    assert str(refused.value) == (
        "Il manque jeudi 7 janvier 2027 et vendredi 8 janvier 2027 : dites ce qui s’est passé, "
        "même une absence."
    )


def test_as_planned_is_the_timetable_of_that_week() -> None:
    assert list(as_planned(plan(), MONDAY)) == WHOLE


def test_a_public_holiday_is_not_planned() -> None:
    days = expected_days(OFFICE, date(2026, 12, 28), END, jurisdiction=Jurisdiction.FR)

    found = as_planned(days, date(2026, 12, 28))

    assert [entry.day.day for entry in found] == [28, 29, 30, 31]


def test_absences_count_for_nothing() -> None:
    week = [
        day(4),
        day(5, DayKind.JUSTIFIED),
        day(6, DayKind.UNJUSTIFIED),
        day(9, DayKind.MADE_UP, 210),
    ]

    assert counted_minutes(week) == 630


def test_a_day_is_missing_until_something_is_said_of_it() -> None:
    told = [day(4), day(5, DayKind.UNJUSTIFIED)]

    assert [d.day for d in missing_days(plan(), told, MONDAY)] == [6, 7, 8]


CONTESTABLE = WeekFacts(contestable=True, contested=True)
ALLOWED = {
    ("declare", WeekState.OPEN): ({R.STUDENT, R.OFFICE}, WeekState.DECLARED),
    ("declare", WeekState.DECLARED): ({R.STUDENT, R.OFFICE}, WeekState.DECLARED),
    ("confirm", WeekState.DECLARED): ({R.TUTOR}, WeekState.CONFIRMED),
    ("record", WeekState.DECLARED): ({R.OFFICE}, WeekState.CONFIRMED),
    ("correct", WeekState.DECLARED): ({R.TUTOR}, WeekState.CONFIRMED),
    ("correct", WeekState.CONFIRMED): ({R.TUTOR}, WeekState.CONFIRMED),
    ("contest", WeekState.CONFIRMED): ({R.STUDENT}, WeekState.CONFIRMED),
    ("uphold", WeekState.CONFIRMED): ({R.REFERENT, R.OFFICE}, WeekState.CONFIRMED),
    ("take_back", WeekState.CONFIRMED): ({R.REFERENT, R.OFFICE}, WeekState.CONFIRMED),
    ("reopen", WeekState.DECLARED): ({R.TUTOR, R.REFERENT, R.OFFICE}, WeekState.OPEN),
    ("reopen", WeekState.CONFIRMED): ({R.TUTOR, R.REFERENT, R.OFFICE}, WeekState.OPEN),
}


@pytest.mark.parametrize("relation", list(R))
@pytest.mark.parametrize("state", list(WeekState))
@pytest.mark.parametrize("name", list(WEEK.transitions))
def test_the_machine_of_a_week_holds_for_every_state_and_relation(name, state, relation) -> None:
    who, target = ALLOWED.get((name, state), (set(), None))

    try:
        found = WEEK.target(name, state, {relation}, facts=CONTESTABLE, reason="motif")
    except TransitionError as error:
        assert error.code == "not_possible"
        assert relation not in who
    else:
        assert relation in who
        assert found is target


@pytest.mark.parametrize(
    ("name", "state", "relation", "facts", "reason", "code"),
    [
        ("confirm", WeekState.DECLARED, R.TUTOR, WeekFacts(missing=1), "", "week_complete"),
        ("record", WeekState.DECLARED, R.OFFICE, WeekFacts(missing=2), "x", "week_complete"),
        ("record", WeekState.DECLARED, R.OFFICE, WeekFacts(), " ", "reason_needed"),
        ("correct", WeekState.DECLARED, R.TUTOR, WeekFacts(missing=3), "", "reason_needed"),
        ("correct", WeekState.CONFIRMED, R.TUTOR, WeekFacts(attested=True), "x", "not_attested"),
        ("contest", WeekState.CONFIRMED, R.STUDENT, WeekFacts(), "x", "contestable"),
        ("contest", WeekState.CONFIRMED, R.STUDENT, CONTESTABLE, "", "reason_needed"),
        ("reopen", WeekState.CONFIRMED, R.TUTOR, WeekFacts(), "", "reason_needed"),
        ("reopen", WeekState.CONFIRMED, R.OFFICE, WeekFacts(attested=True), "x", "not_attested"),
    ],
)
def test_a_move_without_its_conditions_is_refused(  # noqa: PLR0917  # a table of six columns
    name, state, relation, facts, reason, code
) -> None:
    with pytest.raises(TransitionError) as refused:
        WEEK.target(name, state, {relation}, facts=facts, reason=reason)

    assert refused.value.code == code
