"""Made-up hours, days of silence, and what a correction changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.law.presence import ExpectedDay
from tripartite.logbook.domain.corrections import (
    Change,
    changes,
    entries_as_json,
    entries_from_json,
)
from tripartite.logbook.domain.presence import (
    DayEntry,
    DayKind,
    LogbookError,
    check_made_up,
    in_order,
    silent_days,
)


def on(number: int) -> date:
    return date(2027, 1, number)


def day(number: int, kind: DayKind = DayKind.PRESENT, minutes: int = 420) -> DayEntry:
    return DayEntry(on(number), kind, minutes)


def made_up(number: int, of: int | None, minutes: int = 210) -> DayEntry:
    return DayEntry(on(number), DayKind.MADE_UP, minutes, on(of) if of else None)


ABSENT = day(5, DayKind.JUSTIFIED)


@pytest.mark.parametrize(
    ("entries", "others", "sentence"),
    [
        ([made_up(9, 5)], [ABSENT], ""),
        ([ABSENT, made_up(9, 5, 420)], [], ""),
        ([made_up(9, 5)], [ABSENT, made_up(16, 5)], ""),
        (
            [made_up(9, None)],
            [],
            "Le samedi 9 janvier 2027, dites quelle absence ces heures rattrapent.",
        ),
        (
            [made_up(9, 5)],
            [day(5)],
            "Des heures rattrapent le mardi 5 janvier 2027, où aucune absence n’est notée : "
            "corrigez le jour rattrapé, ou notez l’absence.",
        ),
        (
            [day(5)],
            [made_up(16, 5)],
            "Des heures rattrapent le mardi 5 janvier 2027, où aucune absence n’est notée : "
            "corrigez le jour rattrapé, ou notez l’absence.",
        ),
        (
            [made_up(9, 5, 240)],
            [ABSENT, made_up(16, 5)],
            "Les heures rattrapées pour le mardi 5 janvier 2027 (7\u00a0h\u00a030) dépassent les "
            "heures manquées ce jour-là (7\u00a0h) : corrigez l’une des deux.",
        ),
    ],
)
def test_made_up_hours_replace_an_absence(entries, others, sentence) -> None:
    try:
        check_made_up(entries, others)
    except LogbookError as error:
        assert str(error) == sentence
    else:
        assert sentence == ""


def plan() -> list[ExpectedDay]:
    return [ExpectedDay(on(n), 0 if n == 6 else 420, ()) for n in range(4, 9)]


@pytest.mark.parametrize(
    ("told", "today", "silent"),
    [
        ((), 5, ()),
        ((), 6, (4, 5)),
        ((), 7, (4, 5)),
        ((), 8, (4, 5, 7)),
        ((4,), 7, ()),
        ((4,), 8, (5, 7)),
        ((4, 5), 11, (7, 8)),
        ((4, 5, 7, 8), 11, ()),
    ],
)
def test_two_working_days_untold_are_a_silence(told, today, silent) -> None:
    found = silent_days(plan(), {on(n) for n in told}, on(today))

    assert found == tuple(on(n) for n in silent)


def test_changes_are_told_day_by_day() -> None:
    half = (day(8, DayKind.JUSTIFIED, 210), day(8, minutes=210))

    found = changes([day(7), day(8)], [day(8, minutes=210), day(7), half[0], day(9, minutes=60)])

    assert found == (Change(on(8), (day(8),), half), Change(on(9), (), (day(9, minutes=60),)))
    assert changes([day(4), day(5)], [day(5), day(4)]) == ()


ENTRIES = st.builds(
    DayEntry,
    st.dates(),
    st.sampled_from(list(DayKind)),
    st.integers(1, 1440),
    st.none() | st.dates(),
)


@given(st.lists(ENTRIES))
def test_what_is_kept_is_read_again(entries) -> None:
    assert entries_from_json(entries_as_json(entries)) == entries


@given(st.lists(ENTRIES), st.lists(ENTRIES))
def test_changes_are_none_only_between_the_same_days(before, after) -> None:
    changed = changes(before, after)

    same = sorted(map(repr, before)) == sorted(map(repr, after))
    assert not (same and len({(e.day, e.kind) for e in before}) == len(before) and changed)
    assert changed or in_order(before) == in_order(after)
    assert [c.day for c in changed] == sorted({c.day for c in changed})
