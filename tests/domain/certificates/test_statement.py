"""When an attestation may be issued, and that it never says more than the ledger."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.certificates.domain import (
    CertificateError,
    IssueFacts,
    check_issue,
    check_ledger,
    statement,
)
from tripartite.certificates.papers import remark_of
from tripartite.logbook.domain.presence import DayEntry, DayKind, counted_minutes
from tripartite.placements.domain import State

START, END = date(2027, 1, 4), date(2027, 1, 29)


def facts(**changes) -> IssueFacts:
    given_facts = {
        "state": State.APPROVED,
        "today": END,
        "ends_on": END,
        "sealed": True,
        "minutes": 8400,
    }
    return IssueFacts(**(given_facts | changes))


def code_of(check, **changes) -> str:
    try:
        check(facts(**changes))
    except CertificateError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"today": END + timedelta(days=400)}, ""),
        ({"today": END - timedelta(days=1)}, "not_ended"),
        ({"state": State.INTERRUPTED, "today": START}, ""),
        ({"state": State.CLOSED}, ""),
        ({"state": State.DRAFT}, "no_agreement"),
        ({"state": State.SUBMITTED}, "no_agreement"),
        ({"state": State.RETURNED}, "no_agreement"),
        ({"state": State.CANCELLED}, "no_agreement"),
        ({"sealed": False}, "no_agreement"),
        ({"minutes": 0}, "empty_ledger"),
        ({"unconfirmed": 1}, "weeks_unconfirmed"),
        ({"unconfirmed": 1, "reason": "Tuteur parti."}, "weeks_unconfirmed"),
        ({"unconfirmed": 1, "may_explain": True}, "weeks_unconfirmed"),
        ({"unconfirmed": 1, "may_explain": True, "reason": "  "}, "weeks_unconfirmed"),
        ({"unconfirmed": 1, "may_explain": True, "reason": "Tuteur parti."}, ""),
    ],
)
def test_when_an_attestation_may_be_issued(changes, code):
    assert code_of(check_issue, **changes) == code


def test_a_live_attestation_forbids_another_but_not_its_correction():
    found = code_of(check_issue, live=True), code_of(check_ledger, live=True)

    assert found == ("already_issued", "")


@pytest.mark.parametrize(
    ("minutes", "hours", "days", "months"),
    [
        (419, "6\u00a0h\u00a059", "0\u00a0jour", "moins d’un mois"),
        (420, "7\u00a0h", "1\u00a0jour", "moins d’un mois"),
        (8400, "140\u00a0h", "20\u00a0jours", "moins d’un mois"),
        (22 * 420, "154\u00a0h", "22\u00a0jours", "1\u00a0mois"),
        (44 * 420, "308\u00a0h", "44\u00a0jours", "2\u00a0mois"),
    ],
)
def test_days_of_seven_hours_and_months_of_twenty_two_days(minutes, hours, days, months):
    entries = [DayEntry(START, DayKind.PRESENT, minutes)]

    said = statement(entries, starts_on=START, ends_on=END, interrupted=False)

    assert (said.hours, said.days, said.months) == (hours, days, months)


def test_absences_count_for_nothing_and_made_up_hours_count():
    entries = [
        DayEntry(START, DayKind.PRESENT, 420),
        DayEntry(START + timedelta(days=1), DayKind.JUSTIFIED, 420),
        DayEntry(START + timedelta(days=7), DayKind.UNJUSTIFIED, 420),
        DayEntry(START + timedelta(days=15), DayKind.MADE_UP, 210),
    ]

    said = statement(entries, starts_on=START, ends_on=END, interrupted=False)

    assert (said.totals.minutes, said.totals.days, said.totals.weeks) == (630, 1, 2)


def test_an_interrupted_placement_ends_on_its_last_day_of_presence():
    entries = [DayEntry(START, DayKind.PRESENT, 420), DayEntry(END, DayKind.JUSTIFIED, 420)]

    said = statement(entries, starts_on=START, ends_on=END, interrupted=True)

    assert (said.starts_on, said.ends_on) == (START, START)


ENTRIES = st.lists(
    st.builds(
        DayEntry,
        st.dates(START, END),
        st.sampled_from(DayKind),
        st.integers(1, 720),
    ),
    max_size=60,
)


@given(ENTRIES, st.booleans())
def test_no_attestation_states_hours_that_the_ledger_does_not_hold(entries, interrupted):
    said = statement(entries, starts_on=START, ends_on=END, interrupted=interrupted)
    held = counted_minutes(entries)

    whole, _, rest = said.hours.replace("\u00a0", " ").partition(" h")
    is_short = whole.endswith("min")
    figures = [int(n) for n in re.findall(r"\d+", whole)]
    stated = figures[0] if is_short else figures[0] * 60 + int(rest.strip() or 0)
    assert stated == held
    assert int(said.days.split("\u00a0")[0]) * 420 <= held
    assert said.totals.weeks <= len({e.day.isocalendar()[1] for e in entries})


@pytest.mark.parametrize(
    ("mondays", "remark"),
    [
        ((), ""),
        (
            (START,),
            "Présence non comptée pour la semaine du 4 janvier 2027 : tuteur parti",
        ),
        (
            (START, START + timedelta(weeks=1)),
            "Présence non comptée pour les semaines du 4 janvier 2027, 11 janvier 2027 : "
            "tuteur parti",
        ),
    ],
)
def test_the_weeks_that_do_not_count_are_named_with_the_reason(mondays, remark):
    assert remark_of(mondays, "tuteur parti") == remark
