"""The weekly timetable: seven days of two ranges, a blank range is free time."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField

from tripartite.law.errors import TimetableError
from tripartite.law.timetable import (
    Interval,
    WeeklyTimetable,
    ordered_day,
    refuse_overnight_overlap,
)
from tripartite.law.words import WEEKDAYS, format_hours

#: The ranges of a day on the page, and how their controls are called.
RANGES = ("matin", "après-midi")


def name_of(day: int, rank: int, bound: str) -> str:
    """The field of a bound (``start``, ``end``) of a range: ``d0_1_end`` is Monday's last."""
    return f"d{day}_{rank}_{bound}"


def clocks_of(weekly: WeeklyTimetable) -> dict[str, str]:
    """The initial values of the fields for this timetable; a third range of a day is not shown."""
    return {
        name_of(day, rank, bound): clock
        for day, ranges in enumerate(weekly.to_json())
        for rank, pair in enumerate(ranges[: len(RANGES)])
        for bound, clock in zip(("start", "end"), pair, strict=True)
    }


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day as the editor shows it."""

    name: str
    cells: list[BoundField]
    hours: str


class TimetableForm(forms.Form):
    """Base of the forms that hold a timetable: ``cleaned_data["timetable"]`` once valid."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(WEEKDAYS):
            for rank, part in enumerate(RANGES):
                for bound, word in (("start", "de"), ("end", "à")):
                    self.fields[name_of(day, rank, bound)] = forms.TimeField(
                        label=f"{name} {part}, {word}",
                        required=False,
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                        error_messages={"invalid": "Écrivez l’heure comme 09:00."},
                    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        days = [self._day(day, cleaned) for day in range(7)]
        cleaned["timetable"] = self._week([d for d in days if d is not None])
        return cleaned

    def _day(self, day: int, cleaned: dict[str, Any]) -> tuple[Interval, ...] | None:
        """The intervals of a day, None when one of them is wrong and said so."""
        found = []
        for rank in range(len(RANGES)):
            start, end = name_of(day, rank, "start"), name_of(day, rank, "end")
            if start in self.errors or end in self.errors:
                return None
            first, last = cleaned.get(start), cleaned.get(end)
            if first is None and last is None:
                continue
            if first is None or last is None:
                missing = start if first is None else end
                self.add_error(missing, "Donnez les deux heures de la plage, ou aucune.")
                return None
            try:
                found.append(Interval.from_clock(_clock(first), _clock(last)))
            except TimetableError as error:
                self.add_error(end, error.sentence)
                return None
        return self._in_order(day, found)

    def _in_order(self, day: int, found: list[Interval]) -> tuple[Interval, ...] | None:
        try:
            return ordered_day(found, WEEKDAYS[day])
        except TimetableError as error:
            self.add_error(name_of(day, 0, "start"), error.sentence)
            return None

    def _week(self, days: list[tuple[Interval, ...]]) -> WeeklyTimetable | None:
        if len(days) < len(WEEKDAYS):
            return None
        for day, name in enumerate(WEEKDAYS):
            after = (day + 1) % 7
            try:
                refuse_overnight_overlap(days[day], name, days[after], WEEKDAYS[after])
            except TimetableError as error:
                self.add_error(name_of(day, 1, "end"), error.sentence)
                return None
        try:
            return WeeklyTimetable(tuple(days)).require_hours()
        except TimetableError as error:
            self.add_error(name_of(0, 0, "start"), error.sentence)
            return None

    @property
    def weekly(self) -> WeeklyTimetable | None:
        """The timetable typed, or the initial one; None while something in it is wrong."""
        if self.is_bound:
            _ = self.errors  # what was typed is cleaned when its errors are first asked for
            typed: WeeklyTimetable | None = self.cleaned_data.get("timetable")
            return typed
        return WeeklyTimetable.from_json(
            [
                [
                    [self.initial[start], self.initial[end]]
                    for rank in range(len(RANGES))
                    if (start := name_of(day, rank, "start")) in self.initial
                    and (end := name_of(day, rank, "end")) in self.initial
                ]
                for day in range(7)
            ]
        )

    @property
    def weekly_total(self) -> str:
        """The hours of the week in words; empty while something in it is wrong."""
        return format_hours(self.weekly.weekly_minutes) if self.weekly else ""

    @property
    def day_rows(self) -> list[DayRow]:
        lengths = self.weekly.lengths if self.weekly else (0,) * 7
        return [
            DayRow(
                name,
                [self[name_of(day, r, b)] for r in range(len(RANGES)) for b in ("start", "end")],
                format_hours(lengths[day]) if lengths[day] else "",
            )
            for day, name in enumerate(WEEKDAYS)
        ]


def _clock(moment: time) -> str:
    return moment.strftime("%H:%M")
