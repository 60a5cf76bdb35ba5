"""What a correction changed, day by day, and how it is kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from tripartite.logbook.domain.presence import DayEntry, DayKind, in_order


class Change(NamedTuple):
    """A day before and after a correction."""

    day: date
    before: tuple[DayEntry, ...]
    after: tuple[DayEntry, ...]


def changes(before: Iterable[DayEntry], after: Iterable[DayEntry]) -> tuple[Change, ...]:
    """The days that differ, in order."""
    old, new = _by_day(before), _by_day(after)
    return tuple(
        Change(day, old.get(day, ()), new.get(day, ()))
        for day in sorted({*old, *new})
        if old.get(day, ()) != new.get(day, ())
    )


def _by_day(entries: Iterable[DayEntry]) -> dict[date, tuple[DayEntry, ...]]:
    days: dict[date, tuple[DayEntry, ...]] = {}
    for entry in in_order(entries):
        days[entry.day] = (*days.get(entry.day, ()), entry)
    return days


def entries_as_json(entries: Iterable[DayEntry]) -> list[list[Any]]:
    """As a correction and the journal keep them."""
    return [
        [e.day.isoformat(), str(e.kind), e.minutes]
        + ([e.makes_up.isoformat()] if e.makes_up else [])
        for e in entries
    ]


def entries_from_json(kept: Iterable[list[Any]]) -> list[DayEntry]:
    return [
        DayEntry(
            date.fromisoformat(day),
            DayKind(kind),
            minutes,
            date.fromisoformat(rest[0]) if rest else None,
        )
        for day, kind, minutes, *rest in kept
    ]
