"""Expected and effective presence: the timetable over the dates, and the count of D124-6."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from tripartite.law.calendars import (
    Closure,
    Jurisdiction,
    Region,
    closed_by,
    days_of_clock_changes,
    elapsed_minutes,
    holidays_between,
    require_span,
    zone_name,
)
from tripartite.law.errors import SpanError
from tripartite.law.timetable import (
    Day,
    Interval,
    WeeklyTimetable,
    ordered_day,
    refuse_overnight_overlap,
)
from tripartite.law.words import DAY_MINUTES, MONTH_DAYS, format_date

NO_EXCEPTIONS: Mapping[date, Sequence[Interval]] = MappingProxyType({})
NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})


class ExpectedDay(NamedTuple):
    """A day the timetable or an exception speaks of, and what is left of it.

    `minutes` really pass, clock changes counted; `note` says in French why a day is not as usual.
    """

    date: date
    minutes: int
    intervals: Day
    note: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Code de l'éducation D124-6: each 7 h of effective presence, consecutive or not, is a day,
    each 22 days a month. What is left over counts for nothing until it is complete.
    """

    minutes: int
    weeks: int = 0

    @property
    def days(self) -> int:
        return legal_days(self.minutes)

    @property
    def months(self) -> int:
        return legal_months(self.minutes)

    @property
    def exact_days(self) -> Fraction:
        """The days with the part that is not complete: 21/2 for 73 h 30."""
        return Fraction(self.minutes, DAY_MINUTES)


def legal_days(minutes: int) -> int:
    """Whole days of 7 h (D124-6)."""
    return _positive(minutes) // DAY_MINUTES


def legal_months(minutes: int) -> int:
    """Whole months of 22 days of 7 h (D124-6)."""
    return legal_days(minutes) // MONTH_DAYS


def totals(minutes: int, weeks: int = 0) -> Totals:
    """The legal count of a number of minutes; a negative number is refused."""
    return Totals(_positive(minutes), weeks)


def totals_of(days: Iterable[ExpectedDay]) -> Totals:
    """The legal count of a list of days, with the weeks in which there is some presence."""
    worked = [day for day in days if day.minutes > 0]
    return totals(sum(day.minutes for day in worked), weeks_touched(day.date for day in worked))


def _positive(minutes: int) -> int:
    if minutes < 0:
        raise SpanError(
            "presence.negative",
            "Une durée de présence ne peut pas être négative : vérifiez les heures saisies.",
        )
    return minutes


def weeks_touched(days: Iterable[date]) -> int:
    """How many civil weeks, Monday to Sunday, hold at least one of these days."""
    return len({day.isocalendar()[:2] for day in days})


def minutes_by_month(days: Iterable[ExpectedDay]) -> dict[tuple[int, int], int]:
    """Minutes per (year, month); a night counts in the month it starts in."""
    months: dict[tuple[int, int], int] = {}
    for day in days:
        key = (day.date.year, day.date.month)
        months[key] = months.get(key, 0) + day.minutes
    return dict(sorted(months.items()))


def expected_days(
    timetable: WeeklyTimetable,
    start: date,
    end: date,
    *,
    holidays_worked: bool = False,
    jurisdiction: Jurisdiction,
    region: Region | None = None,
    closures: Iterable[Closure | tuple[date, date]] = (),
    exceptions: Mapping[date, Sequence[Interval]] = NO_EXCEPTIONS,
    agreed: bool = False,
) -> list[ExpectedDay]:
    """The days of presence from `start` to `end` included, in order.

    A public holiday and a closure empty a day and say so; an exception replaces the hours of its
    date whatever the day is, and `()` sends the student home. A shift belongs to the day it starts
    on, even when it ends after `end`. Refused: dates out of bounds, an exception outside the dates,
    hours that overlap from one day to the next, unless they are `agreed` already: a timetable that
    changed since may meet an exception past midnight, and the days must still be told.
    """
    require_span(start, end)
    shut = _closures(closures)
    _refuse_exceptions_outside(exceptions, start, end)
    zone = zone_name(jurisdiction, region)
    free = NO_HOLIDAYS if holidays_worked else holidays_between(start, end, jurisdiction, region)
    moving = days_of_clock_changes(start, end, zone)
    days = []
    for day in map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1)):
        weekday = day.weekday()
        hours, minutes, note = timetable.days[weekday], timetable.lengths[weekday], ""
        if day in exceptions:
            hours = ordered_day(exceptions[day], format_date(day))
            minutes = sum(span.minutes for span in hours)
            note = "Horaire exceptionnel" if hours else "Absence prévue"
        elif not hours:
            continue
        elif shut and (closure := closed_by(day, shut)):
            hours, minutes, note = (), 0, closure.label
        elif holiday := free.get(day):
            hours, minutes, note = (), 0, f"Jour férié : {holiday}"
        if day in moving:
            minutes = sum(elapsed_minutes(day, span.start, span.end, zone) for span in hours)
        days.append(ExpectedDay(day, minutes, hours, note))
    if exceptions and not agreed:
        _refuse_overlaps(days)
    return days


def _closures(closures: Iterable[Closure | tuple[date, date]]) -> list[Closure]:
    shut = [closure if isinstance(closure, Closure) else Closure(*closure) for closure in closures]
    for closure in shut:
        require_span(closure.start, closure.end)
    return shut


def _refuse_exceptions_outside(exceptions: Iterable[date], start: date, end: date) -> None:
    for day in exceptions:
        if not start <= day <= end:
            raise SpanError(
                "presence.exception_outside",
                f"L’exception du {format_date(day)} est en dehors des dates du stage :"
                " corrigez sa date ou retirez-la.",
            )


def _refuse_overlaps(days: Iterable[ExpectedDay]) -> None:
    """The timetable cannot overlap itself, an exception next to it can."""
    for one, other in pairwise(days):
        if (other.date - one.date).days == 1:
            refuse_overnight_overlap(
                one.intervals, format_date(one.date), other.intervals, format_date(other.date)
            )
