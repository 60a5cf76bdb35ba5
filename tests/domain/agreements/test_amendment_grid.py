"""Amendments without a database: every standing, every change, everybody who signs."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from tripartite.accounts.domain import SigningOrder
from tripartite.agreements.amendments.domain import (
    Standing,
    Wanted,
    as_sealed,
    change_as_json,
    changes_from,
    changes_of,
    check_changes,
    check_standing,
    reaches_summer,
    turns_of,
)
from tripartite.agreements.domain import AgreementError
from tripartite.papers.domain import PAPER, Capacity, PaperState, ranks_of, required_capacities
from tripartite.placements.domain import Relation, State
from tripartite.placements.domain.framing import Headings
from tripartite.placements.domain.terms import (
    AgreedMission,
    Change,
    StopKind,
    Stretch,
    Terms,
    What,
    effective,
)

TODAY = date(2027, 1, 11)
DAY = timedelta(days=1)
WEEK = [[["09:00", "12:30"], ["13:30", "17:00"]]] * 5 + [[], []]
SHORT = [[["09:00", "12:00"]]] * 5 + [[], []]
MISSION = AgreedMission(7, "Relancer", tasks=(1,))
TERMS = Terms(
    date(2027, 1, 4),
    date(2027, 1, 29),
    (Stretch(date.min, WEEK, False),),
    site=1,
    tutor=2,
    referent=3,
    missions=(MISSION,),
)


def wanted(**changes: Any) -> Wanted:
    same = Wanted(
        reason="Un changement.",
        since=TODAY,
        starts_on=TERMS.starts_on,
        ends_on=TERMS.ends_on,
        week=WEEK,
        holidays_worked=False,
        site=1,
        tutor=2,
        referent=3,
        headings=TERMS.headings,
        missions=TERMS.missions,
    )
    return replace(same, **changes)


def code(act: Any) -> str:
    """The code of the refusal; empty when nothing is refused."""
    try:
        act()
    except AgreementError as error:
        return error.code
    return ""


# ---------------------------------------------------------------- when there may be one
STANDINGS = list(
    product(State, (False, True), (None, *PaperState), (TODAY - DAY, TODAY, TODAY + DAY))
)


@pytest.mark.parametrize(("state", "sealed", "live", "last"), STANDINGS)
def test_every_standing(state: State, sealed, live: PaperState | None, last: date) -> None:
    expected = ""
    if not sealed:
        expected = "not_sealed"
    elif state is not State.APPROVED:
        expected = "not_amendable"
    elif last < TODAY:
        expected = "ended"
    elif live in {PaperState.DRAFT, PaperState.OUT}:
        expected = "amendment_under_way"

    assert code(lambda: check_standing(Standing(state, sealed, live, last), TODAY)) == expected


@pytest.mark.parametrize(("state", "relation"), list(product(PaperState, Relation)))
def test_only_the_office_sends_one(state: PaperState, relation: Relation) -> None:
    moves = {move.name for move in PAPER.available(state, {relation})}

    assert ("send" in moves) == (state is PaperState.DRAFT and relation is Relation.OFFICE)


# ---------------------------------------------------------------- what it may change
KINDS: dict[What, dict[str, Any]] = {
    What.DATES: {"ends_on": date(2027, 2, 5)},
    What.TIMETABLE: {"week": SHORT},
    What.SITE: {"site": 9},
    What.TUTOR: {"tutor": 9},
    What.REFERENT: {"referent": 9},
    What.FRAMING: {"headings": Headings(information="Les tarifs")},
    What.MISSIONS: {"missions": (MISSION, AgreedMission(-1, "Tenir le stand", tasks=(2,)))},
    What.INTERRUPTION: {"interrupted_on": date(2027, 1, 20), "stop": StopKind.AGREED},
}


def test_every_kind_is_in_the_table() -> None:
    assert set(KINDS) == set(What)


@pytest.mark.parametrize("what", What)
def test_each_kind_alone_is_one_change_that_comes_back_from_the_paper(what: What) -> None:
    changes = changes_of(TERMS, wanted(**KINDS[what]))

    assert [change.what for change in changes] == [what]
    assert changes_from({"terms": [change_as_json(change) for change in changes]}) == changes
    assert effective(TERMS, changes) != TERMS
    assert code(lambda: check_changes(TERMS, wanted(**KINDS[what]), TODAY)) == ""


@pytest.mark.parametrize(("one", "other"), list(product(What, What)))
def test_any_two_kinds_are_changed_together(one: What, other: What) -> None:
    asked = wanted(**KINDS[one], **({} if one is other else KINDS[other]))

    assert {change.what for change in changes_of(TERMS, asked)} == {one, other}
    assert code(lambda: check_changes(TERMS, asked, TODAY)) == ""


@pytest.mark.parametrize(("what", "sealed"), list(product(What, (-1, 0, 1))))
def test_a_change_holds_on_its_day_or_on_that_of_the_last_signature(
    what: What, sealed: int
) -> None:
    change = Change(what, TODAY, None)
    known_at_once = what in {What.DATES, What.INTERRUPTION}

    held = as_sealed(change, TODAY + sealed * DAY)

    assert held.since == (TODAY if known_at_once else max(TODAY, TODAY + sealed * DAY))


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing_changed"),
    ({"site": None}, "nobody_named"),
    ({"tutor": None}, "nobody_named"),
    ({"referent": None}, "nobody_named"),
    ({"missions": ()}, "no_mission"),
    ({"missions": (AgreedMission(7, "Relancer"),)}, "mission_without_task"),
    ({"site": 9, "since": TODAY - DAY}, "past"),
    ({"site": 9, "since": TERMS.ends_on + DAY}, "after_the_end"),
    ({"site": 9, "tutor_gone": True}, "gone_not_replaced"),
    ({"site": 9, "referent_gone": True}, "gone_not_replaced"),
    ({"starts_on": date(2027, 1, 12)}, "started"),
    ({"ends_on": TERMS.starts_on, "since": TERMS.starts_on}, "past"),
    ({"ends_on": TODAY - DAY}, "after_the_end"),
    ({"interrupted_on": date(2027, 1, 20)}, "stop_kind"),
    ({"interrupted_on": TODAY - DAY, "stop": StopKind.HOST}, "stop_past"),
    ({"interrupted_on": TERMS.starts_on, "stop": StopKind.HOST}, "stop_outside"),
    ({"interrupted_on": TERMS.ends_on + DAY, "stop": StopKind.HOST}, "stop_outside"),
]


@pytest.mark.parametrize(("changes", "refusal"), REFUSED)
def test_what_cannot_be_agreed(changes: dict[str, Any], refusal: str) -> None:
    assert code(lambda: check_changes(TERMS, wanted(**changes), TODAY)) == refusal


# ---------------------------------------------------------------- who signs, in which turn
TEACHING = (Capacity.TUTOR, Capacity.REFERENT)
SUBSETS = ((), (Capacity.TUTOR,), (Capacity.REFERENT,), TEACHING)
PEOPLE = [
    (order, minor, named, gone)
    for order, minor, named, gone in product(SigningOrder, (False, True), SUBSETS, SUBSETS)
    if set(gone) <= set(named)
]


@pytest.mark.parametrize(("order", "minor", "named", "gone"), PEOPLE)
def test_the_parties_of_the_original_sign_in_their_turns(
    order: SigningOrder,
    minor,
    named: tuple[Capacity, ...],
    gone: tuple[Capacity, ...],
) -> None:
    original = ranks_of(required_capacities(minor=minor), order)

    turns = turns_of(original, named=named, gone=gone)

    new = {Capacity.TUTOR: Capacity.NEW_TUTOR, Capacity.REFERENT: Capacity.NEW_REFERENT}
    assert set(turns) == (set(original) - set(gone)) | {new[c] for c in named}
    assert set(turns.values()) == set(range(1, max(turns.values()) + 1))
    kept = [c for c in original if c not in gone]
    for one, other in product(kept, kept):
        assert (turns[one] < turns[other]) == (original[one] < original[other])
        assert (turns[one] == turns[other]) == (original[one] == original[other])
    for capacity in named:
        together = [c for c in kept if original[c] == original[capacity]]
        assert all(turns[c] == turns[new[capacity]] for c in together)


# ---------------------------------------------------------------- into the summer
@pytest.mark.parametrize(
    ("starts", "ends", "summer"),
    [
        ((2027, 6, 1), (2027, 6, 30), False),
        ((2027, 6, 1), (2027, 7, 1), True),
        ((2027, 6, 1), (2027, 9, 3), True),
        ((2027, 5, 3), (2027, 6, 25), False),
        ((2027, 9, 1), (2027, 9, 24), False),
        ((2027, 8, 30), (2027, 9, 24), True),
    ],
)
def test_new_days_of_july_and_august_are_seen(
    starts: tuple[int, int, int], ends: tuple[int, int, int], summer
) -> None:
    june = replace(TERMS, starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 25))
    after = replace(june, starts_on=date(*starts), ends_on=date(*ends))

    assert reaches_summer(june, after) == summer


def test_a_placement_that_was_in_summer_and_gets_shorter_takes_no_new_day() -> None:
    july = replace(TERMS, starts_on=date(2027, 6, 28), ends_on=date(2027, 7, 23))

    assert not reaches_summer(july, replace(july, ends_on=date(2027, 7, 16)))
