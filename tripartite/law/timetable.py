"""The weekly timetable of a placement: intervals per weekday, nights and week-ends included."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

from tripartite.law.errors import TimetableError
from tripartite.law.words import WEEKDAYS, format_clock, format_hours

DAY = 24 * 60
# Written "22:00"–"06:00" a night is understood; "17:00"–"09:00" is far more often a slip of the
# hand than sixteen hours of work. A longer night is written with hours past 24.
LONGEST_IMPLIED_NIGHT = 12 * 60
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Hours of presence in minutes from midnight; an end past 1440 is on the next day.

    Refused: nothing or less than nothing, more than 24 hours, a start outside its day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY:
            raise TimetableError(
                "timetable.start",
                "Une plage horaire commence entre 0 h et 23 h 59 : corrigez l’heure de début.",
            )
        if self.end <= self.start:
            raise TimetableError(
                "timetable.reversed",
                f"La plage commence à {format_clock(self.start)} et ne se termine pas après :"
                " corrigez l’heure de fin (une plage dure au moins une minute).",
            )
        if self.end - self.start > DAY:
            raise TimetableError(
                "timetable.too_long",
                f"La plage qui commence à {format_clock(self.start)} dure plus de 24 h :"
                " partagez-la entre plusieurs jours ou corrigez l’heure de fin.",
            )

    @property
    def minutes(self) -> int:
        """Length on the clock; on the nights the clock changes, see `presence`."""
        return self.end - self.start

    @classmethod
    def from_clock(cls, start: str, end: str) -> Self:
        """From "09:00", "12:30"; an end before the start, or past "24:00", is on the next day."""
        first, last = _minutes(start), _minutes(end)
        if last < first and last + DAY - first <= LONGEST_IMPLIED_NIGHT:
            last += DAY
        return cls(first, last)

    def to_clock(self) -> list[str]:
        implied = self.end > DAY and self.minutes <= LONGEST_IMPLIED_NIGHT
        return [_clock(self.start), _clock(self.end - DAY if implied else self.end)]

    def in_words(self) -> str:
        """As "9 h – 12 h 30", "22 h – 6 h le lendemain"."""
        tail = " le lendemain" if self.end > DAY else ""
        return f"{format_clock(self.start)} – {format_clock(self.end)}{tail}"


Day = tuple[Interval, ...]


def _minutes(clock: object) -> int:
    match = _CLOCK.fullmatch(clock) if isinstance(clock, str) else None
    if match is None:
        raise TimetableError(
            "timetable.clock",
            f"« {clock} » n’est pas une heure : écrivez-la comme 09:00 ou 13:30.",
        )
    hours, minutes = int(match[1]), int(match[2])
    return hours * 60 + minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def ordered_day(intervals: Iterable[Interval], name: str) -> Day:
    """The intervals of one day in order; refuse those that overlap or pass 24 hours.

    `name` is how the sentence calls the day: "lundi", "12 mai 2026".
    """
    day = tuple(sorted(intervals))
    for one, other in pairwise(day):
        if other.start < one.end:
            raise TimetableError(
                "timetable.overlap",
                f"Le {name}, les plages {one.in_words()} et {other.in_words()} se chevauchent :"
                " corrigez l’une des deux.",
            )
    if sum(interval.minutes for interval in day) > DAY:
        raise TimetableError(
            "timetable.day_too_long",
            f"Le {name} compte plus de 24 h de présence : retirez des heures.",
        )
    return day


def refuse_overnight_overlap(day: Day, name: str, following: Day, next_name: str) -> None:
    """Refuse a night that runs into the hours of the next day."""
    if day and following and day[-1].end - DAY > following[0].start:
        raise TimetableError(
            "timetable.overnight_overlap",
            f"La nuit du {name} ({day[-1].in_words()}) chevauche les heures du {next_name}"
            f" ({following[0].in_words()}) : corrigez l’une des deux plages.",
        )


@dataclass(frozen=True)
class WeeklyTimetable:
    """Seven days, Monday first, each a tuple of intervals in order."""

    days: tuple[Day, ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise TimetableError(
                "timetable.week",
                f"Un emploi du temps compte sept jours, celui-ci {len(self.days)} :"
                " indiquez chaque jour, vide s’il n’est pas travaillé.",
            )
        days = tuple(ordered_day(day, name) for day, name in zip(self.days, WEEKDAYS, strict=True))
        object.__setattr__(self, "days", days)
        for index, name in enumerate(WEEKDAYS):
            after = (index + 1) % 7
            refuse_overnight_overlap(days[index], name, days[after], WEEKDAYS[after])

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """From seven lists of ["09:00", "12:30"] pairs, as stored and as sent by a form."""
        if not _is_list(data) or not all(_is_list(day) for day in data):
            raise TimetableError(
                "timetable.shape",
                "L’emploi du temps est illisible : il faut sept jours, chacun une liste de plages.",
            )
        return cls(tuple(tuple(_interval(pair) for pair in day) for day in data))

    def to_json(self) -> list[list[list[str]]]:
        return [[interval.to_clock() for interval in day] for day in self.days]

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """Minutes of the shifts that start on each weekday, Monday first."""
        return tuple(sum(interval.minutes for interval in day) for day in self.days)

    @property
    def weekly_minutes(self) -> int:
        return sum(self.lengths)

    def day_minutes(self, weekday: int) -> int:
        """Minutes of the shifts that start on this weekday, 0 = Monday."""
        return self.lengths[weekday]

    def require_hours(self) -> Self:
        """Refuse a week without any hour; return the timetable otherwise."""
        if self.weekly_minutes == 0:
            raise TimetableError(
                "timetable.empty",
                "L’emploi du temps ne contient aucune heure : indiquez au moins une plage.",
            )
        return self

    @property
    def has_night(self) -> bool:
        """Presence between 21 h and 6 h (Code du travail L3122-2): D124-4, 6° wants it said."""
        return any(
            interval.start < 6 * 60 or interval.end > 21 * 60
            for day in self.days
            for interval in day
        )

    @property
    def has_sunday(self) -> bool:
        saturday = self.days[5]
        return bool(self.days[6]) or bool(saturday and saturday[-1].end > DAY)

    def in_words(self, *, grouped: bool = False) -> list[str]:
        """One line per worked day: "lundi : 9 h – 12 h 30, 13 h 30 – 17 h (7 h)".

        Grouped, days alike that follow each other share one: "lundi à vendredi : … (7 h par jour)".
        """
        lines = []
        for first, last in self._groups() if grouped else ((n, n) for n in range(7)):
            day = self.days[first]
            if not day:
                continue
            hours = ", ".join(interval.in_words() for interval in day)
            length = format_hours(self.day_minutes(first))
            if first == last:
                lines.append(f"{WEEKDAYS[first]} : {hours} ({length})")
            else:
                joint = "et" if last == first + 1 else "à"
                names = f"{WEEKDAYS[first]} {joint} {WEEKDAYS[last]}"
                lines.append(f"{names} : {hours} ({length} par jour)")
        return lines

    def _groups(self) -> list[tuple[int, int]]:
        groups: list[tuple[int, int]] = []
        for weekday, day in enumerate(self.days):
            if groups and self.days[groups[-1][0]] == day:
                groups[-1] = (groups[-1][0], weekday)
            else:
                groups.append((weekday, weekday))
        return groups


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _interval(pair: Any) -> Interval:
    if not _is_list(pair) or len(pair) != 2:
        raise TimetableError(
            "timetable.shape",
            "Une plage horaire est illisible : il faut une heure de début et une heure de fin.",
        )
    return Interval.from_clock(pair[0], pair[1])
