"""From what a teacher says of the week to the half-days of some weeks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tripartite.tours.domain.labels import FreeKind
from tripartite.tours.domain.problem import HalfDay


@dataclass(frozen=True, slots=True)
class Free:
    """Free every week on a weekday, free on a date, or not free on a date after all."""

    kind: FreeKind
    weekday: int | None
    day: date | None
    opens: int
    closes: int


def half_days_between(
    frees: Iterable[Free], first: date, last: date, off: Collection[date] = ()
) -> tuple[HalfDay, ...]:
    """The half-days of these dates, in order; two that overlap are one.

    A day ``off`` (absence, closure, public holiday) has none, unless it is noted by its date.
    """
    frees = list(frees)
    found: list[HalfDay] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for opens, closes in _of_day(frees, day, is_off=day in off):
            found.append(HalfDay(len(found), day, opens, closes))
    return tuple(found)


def _of_day(frees: list[Free], day: date, *, is_off: bool) -> list[tuple[int, int]]:
    spans = [(f.opens, f.closes) for f in frees if f.kind is FreeKind.DATED and f.day == day]
    if not is_off:
        weekday = day.weekday()
        spans += [
            (f.opens, f.closes) for f in frees if f.kind is FreeKind.WEEKLY and f.weekday == weekday
        ]
    merged = _merged(spans)
    for busy in (f for f in frees if f.kind is FreeKind.BUSY and f.day == day):
        merged = [
            part
            for opens, closes in merged
            for part in ((opens, min(closes, busy.opens)), (max(opens, busy.closes), closes))
            if part[0] < part[1]
        ]
    return merged


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order; those that overlap are one, those that only touch stay two."""
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if found and opens < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found
