"""The months of a placement as the presence calendar draws them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from tripartite.core.fr import MONTHS, hours
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.queries.ledger import DayLine, WeekLine
from tripartite.placements.models import Placement


def months_of(placement: Placement, lines: Sequence[WeekLine], today: date) -> list[dict[str, Any]]:
    """One dictionary a month, each with its weeks for ``{% presence_calendar %}``.

    A week over two months is drawn in both, each with its own days.
    """
    months = sorted(
        {(day.date.year, day.date.month) for line in lines for day in line.days if day.inside}
    )
    return [
        {
            "label": f"{MONTHS[month - 1].capitalize()} {year}",
            "weeks": [
                _week(placement, line, days, today)
                for line in lines
                if any(days := [_within(day, year, month) for day in line.days])
            ],
        }
        for year, month in months
    ]


def _within(day: DayLine, year: int, month: int) -> DayLine | None:
    return day if day.inside and (day.date.year, day.date.month) == (year, month) else None


def _week(
    placement: Placement, line: WeekLine, days: Sequence[DayLine | None], today: date
) -> dict[str, Any]:
    shown = [day for day in days if day]
    first, last = shown[0].date.day, shown[-1].date.day
    href = reverse("logbook:week", kwargs={"placement": placement.pk, "monday": line.monday})
    told = sum(day.counted for day in shown)
    planned = sum(day.planned for day in shown)
    return {
        "label": str(first) if first == last else f"{first}–{last}",
        "href": href,
        "total": hours(told if line.is_told else planned),
        "confirmed": "confirmée" if line.state is WeekState.CONFIRMED else "",
        "days": [_day(day, today) | {"href": href} if day else None for day in days],
    }


def _day(day: DayLine, today: date) -> dict[str, Any]:
    if day.entries:
        present = day.counted > 0
        minutes = day.counted or sum(entry.minutes for entry in day.entries)
        return {
            "date": day.date,
            "state": "present" if present else "absent",
            "label": hours(minutes),
        }
    if day.note and not day.planned:
        return {"date": day.date, "state": "holiday", "label": _shut(day)}
    if not day.planned:
        return {"date": day.date, "state": "off", "label": ""}
    label = "à dire" if day.date < today else hours(day.planned)
    return {"date": day.date, "state": "todo", "label": label}


def _shut(day: DayLine) -> str:
    return "férié" if day.note.startswith("Jour férié") else "fermé"
