"""The weeks of a placement as the presence calendar draws them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from tripartite.core.fr import hours, short_range
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.queries.ledger import DayLine, WeekLine
from tripartite.placements.models import Placement


def calendar_of(
    placement: Placement, lines: Iterable[WeekLine], today: date
) -> list[dict[str, Any]]:
    """One dictionary a week, for ``{% presence_calendar %}``."""
    return [
        {
            "label": short_range(line.monday, line.sunday),
            "href": reverse(
                "logbook:week", kwargs={"placement": placement.pk, "monday": line.monday}
            ),
            "total": hours(line.told if line.is_told else line.planned),
            "confirmed": "confirmée" if line.state is WeekState.CONFIRMED else "",
            "days": [_day(day, today) if day.inside else None for day in line.days],
        }
        for line in lines
    ]


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
        return {"date": day.date, "state": "holiday", "label": "férié"}
    if not day.planned:
        return {"date": day.date, "state": "off", "label": ""}
    label = "à dire" if day.date < today else hours(day.planned)
    return {"date": day.date, "state": "todo", "label": label}
