"""When an exchange may take place, and the machine of its life."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.followup.domain.exchanges import (
    EXCHANGE,
    MOST_SLOTS,
    ExchangeError,
    ExchangeState,
    Mode,
    Part,
    check_duration,
    check_plan,
    check_report,
    check_slots,
)
from tripartite.placements.domain import Relation as R

START, END = date(2027, 1, 4), date(2027, 1, 29)


def planning(**changes: Any) -> str:
    given = {
        "mode": Mode.ON_SITE,
        "mode_reason": "",
        "day": date(2027, 1, 20),
        "starts_on": START,
        "ends_on": END,
    }
    try:
        check_plan(**(given | changes))
    except ExchangeError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"day": START}, ""),
        ({"day": date(2027, 1, 3)}, "outside_placement"),
        ({"day": date(2027, 2, 5)}, ""),
        ({"day": date(2027, 2, 6)}, "outside_placement"),
        ({"mode": Mode.VIDEO}, "mode_reason"),
        ({"mode": Mode.PHONE, "mode_reason": "  "}, "mode_reason"),
        ({"mode": Mode.PHONE, "mode_reason": "Site en Corse."}, ""),
        ({"mode": Mode.VIDEO, "mode_reason": "Grève des trains."}, ""),
    ],
)
def test_an_exchange_is_planned_during_the_placement_and_on_site(changes, code) -> None:
    assert planning(**changes) == code


def reporting(**changes: Any) -> str:
    given = {
        "held": date(2027, 1, 20),
        "starts_on": START,
        "today": date(2027, 1, 20),
        "present": "Inès, Théo",
        "report": "Tout se passe bien.",
    }
    try:
        check_report(**(given | changes))
    except ExchangeError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"held": START}, ""),
        ({"held": date(2027, 1, 3)}, "held_date"),
        ({"held": date(2027, 1, 21)}, "held_date"),
        ({"present": " "}, "report_empty"),
        ({"report": "\n"}, "report_empty"),
    ],
)
def test_a_report_tells_what_has_happened(changes, code) -> None:
    assert reporting(**changes) == code


TEAM = {R.REFERENT, R.OFFICE, Part.VISITOR}
ALLOWED = {
    ("pick", ExchangeState.PROPOSED): (ExchangeState.PLANNED, {R.TUTOR, *TEAM}),
    ("counter", ExchangeState.PROPOSED): (ExchangeState.PROPOSED, {R.TUTOR, *TEAM}),
    ("settle", ExchangeState.PROPOSED): (ExchangeState.PLANNED, TEAM),
    ("move", ExchangeState.PLANNED): (ExchangeState.PLANNED, TEAM),
    ("hold", ExchangeState.PLANNED): (ExchangeState.HELD, TEAM),
    ("cancel", ExchangeState.PROPOSED): (ExchangeState.CANCELLED, TEAM),
    ("cancel", ExchangeState.PLANNED): (ExchangeState.CANCELLED, TEAM),
}


@pytest.mark.parametrize("relation", [*R, Part.VISITOR])
@pytest.mark.parametrize("state", list(ExchangeState))
@pytest.mark.parametrize("name", list(EXCHANGE.transitions))
def test_the_machine_of_an_exchange_holds_everywhere(name, state, relation) -> None:
    target, doers = ALLOWED.get((name, state), (None, set()))
    expected = target if relation in doers else None

    try:
        found = EXCHANGE.target(name, state, {relation}, reason="motif")
    except TransitionError as error:
        assert (error.code, expected) == ("not_possible", None)
    else:
        assert found is expected


def test_cancelling_needs_a_reason() -> None:
    with pytest.raises(TransitionError) as refused:
        EXCHANGE.target("cancel", ExchangeState.PLANNED, {R.REFERENT}, reason=" ")

    assert refused.value.code == "reason_needed"


NOW = datetime(2027, 1, 18, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([], "no_slot"),
        ([0], "past_slot"),
        ([-1, 5], "past_slot"),
        (range(1, MOST_SLOTS + 2), "many_slots"),
    ],
)
def test_slots_are_some_and_to_come(hours, code) -> None:
    with pytest.raises(ExchangeError) as refused:
        check_slots([NOW + timedelta(hours=h) for h in hours], now=NOW)

    assert refused.value.code == code


def test_slots_are_put_in_order_each_once() -> None:
    one, two = NOW + timedelta(hours=1), NOW + timedelta(hours=2)

    assert check_slots([two, one, two], now=NOW) == (one, two)


def test_a_duration_is_one_of_the_list() -> None:
    assert check_duration(45) == 45
    with pytest.raises(ExchangeError):
        check_duration(7)
