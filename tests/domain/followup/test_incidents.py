"""Incidents, accidents and missing exchanges: who reads, by when, who is told."""

from datetime import date, timedelta
from itertools import product

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.followup.domain.incidents import (
    INCIDENT,
    STEPS,
    IncidentError,
    IncidentKind,
    IncidentState,
    Practice,
    check_incident,
    deadline,
    may_read,
    practice_for,
    reporting_party,
)
from tripartite.followup.domain.watching import Missing, Told, is_late, missing, whom_to_tell
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R

START, END = date(2027, 1, 4), date(2027, 1, 29)
ALLOWED = {
    ("handle", IncidentState.REPORTED): IncidentState.HANDLED,
    ("reopen", IncidentState.HANDLED): IncidentState.REPORTED,
}


@pytest.mark.parametrize(
    ("name", "state", "who"), list(product(INCIDENT.transitions, IncidentState, R))
)
def test_the_table_of_moves_is_whole(name, state, who) -> None:
    expected = ALLOWED.get((name, state)) if who in {R.REFERENT, R.OFFICE} else None
    try:
        got = INCIDENT.target(name, state, {who}, reason="Réglé.")
    except TransitionError:
        got = None

    assert got == expected


@pytest.mark.parametrize(
    ("who", "kind", "party"),
    list(product(R, [IncidentKind.ACCIDENT, IncidentKind.CONFLICT], Party)),
)
def test_who_reads_what(who, kind, party) -> None:
    team = {R.REFERENT, R.OFFICE, R.HEAD}
    sides = {R.STUDENT: Party.STUDENT, R.TUTOR: Party.HOST, R.SIGNATORY: Party.HOST}
    own = sides.get(who) is party
    accident = kind is IncidentKind.ACCIDENT and who in sides

    assert may_read(frozenset({who}), kind=kind, party=party) is (who in team or own or accident)


@pytest.mark.parametrize(
    ("who", "party"),
    [(R.REFERENT, Party.SCHOOL), (R.OFFICE, Party.SCHOOL), (R.STUDENT, Party.STUDENT),
     (R.TUTOR, Party.HOST), (R.GUARDIAN, None), (R.TEACHER, None)],
)  # fmt: skip
def test_for_whom_one_reports(who, party) -> None:
    assert reporting_party(frozenset({who})) is party


@pytest.mark.parametrize(
    ("happened", "words", "code"),
    [
        (START, "Une chute.", ""),
        (date(2027, 1, 3), "Une chute.", "incident_date"),
        (date(2027, 1, 13), "Une chute.", "incident_date"),
        (START, "  ", "empty"),
    ],
)
def test_what_may_be_reported(happened, words, code) -> None:
    try:
        check_incident(happened_on=happened, words=words, starts_on=START, today=date(2027, 1, 12))
    except IncidentError as error:
        assert error.code == code
    else:
        assert code == ""


@pytest.mark.parametrize(
    ("happened", "days", "due"),
    [
        (date(2027, 1, 12), None, date(2027, 1, 12)),
        (date(2027, 1, 12), 2, date(2027, 1, 14)),
        (date(2027, 1, 15), 2, date(2027, 1, 18)),
        (date(2027, 3, 27), 1, date(2027, 3, 30)),
    ],
)
def test_sundays_and_holidays_are_not_counted(happened, days, due) -> None:
    easter = {date(2027, 3, 29)}

    assert deadline(happened, days, is_holiday=easter.__contains__) == due


def test_each_practice_tells_who_declares() -> None:
    assert set(STEPS) == set(Practice)
    assert all("declare" in {s.key for s in steps} for steps in STEPS.values())
    assert (practice_for("FR"), practice_for("MC")) == (Practice.HOST, Practice.MONACO)


@pytest.mark.parametrize(
    ("day", "planned", "what"),
    [
        (date(2027, 1, 12), False, None),
        (date(2027, 1, 13), False, Missing.PLANNED),
        (date(2027, 1, 13), True, None),
        (date(2027, 1, 22), True, None),
        (date(2027, 1, 23), True, Missing.HELD),
        (date(2027, 1, 23), False, Missing.HELD),
    ],
)
def test_what_is_missing_on_a_day(day, planned, what) -> None:
    assert missing(day, starts_on=START, ends_on=END, planned=planned) is what
    late = is_late(day, starts_on=START, ends_on=END, planned=planned, held=False)
    assert late is (what is not None)


def test_nothing_is_late_once_held_or_before_the_start() -> None:
    given = {"starts_on": START, "ends_on": END, "planned": False}

    assert not is_late(END, held=True, **given)
    assert not is_late(START - timedelta(days=1), held=False, **given)


DAY = date(2027, 1, 20)


@pytest.mark.parametrize(
    ("has_referent", "told_on", "office", "whom"),
    [
        (True, None, False, Told.REFERENT),
        (True, DAY, False, None),
        (True, DAY - timedelta(days=2), False, None),
        (True, DAY - timedelta(days=3), False, Told.OFFICE),
        (False, None, False, Told.OFFICE),
        (True, DAY - timedelta(days=9), True, None),
        (False, None, True, None),
    ],
)
def test_the_referent_first_then_the_office(has_referent, told_on, office, whom) -> None:
    told = whom_to_tell(
        has_referent=has_referent, referent_told_on=told_on, office_told=office, today=DAY
    )

    assert told is whom
