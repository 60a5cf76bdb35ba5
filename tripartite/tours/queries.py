"""A tour as its pages, its road book and its map read it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tripartite.accounts.access import runs
from tripartite.tours.domain.times import clock_words
from tripartite.tours.models import Tour, TourJourney, TourVisit


@dataclass(frozen=True, slots=True)
class Figures:
    visits: int
    placed: int
    metres: int
    minutes: int
    half_days: int

    @property
    def km(self) -> int:
        return round(self.metres / 1000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One half-day with its visits in order."""

    journey: TourJourney
    visits: list[TourVisit]

    @property
    def leaves(self) -> str:
        return clock_words(self.journey.leaves)

    @property
    def back(self) -> str:
        return clock_words(self.journey.back)


@dataclass(frozen=True, slots=True)
class Told:
    """The tour as this person may read it."""

    sheets: list[Sheet]
    apart: list[TourVisit]
    left_out: list[TourVisit]
    figures: Figures


def visits_of(tour: Tour, actor: Any) -> QuerySet[TourVisit]:
    """All for whoever runs the tour, one's own for a teacher; everything a page names joined."""
    rows = tour.visits.select_related(
        "teacher",
        "journey",
        "placement__enrolment__student__user",
        "placement__site__host",
        "placement__tutor",
    )
    if not runs(actor, tour.school):
        rows = rows.filter(teacher=actor)
    return rows.order_by("day", "starts", "pk")


def told(tour: Tour, actor: Any) -> Told:
    """Half-days in order, what is kept apart, what has no place: three queries."""
    rows = list(visits_of(tour, actor))
    journeys: dict[int, TourJourney] = {}
    for row in rows:
        row.tour = tour
        if row.journey is not None:
            row.journey = journeys.setdefault(row.journey.pk, row.journey)
    sheets = [
        Sheet(journey, [r for r in rows if r.journey is journey])
        for journey in sorted(journeys.values(), key=lambda j: (j.day, j.leaves))
    ]
    return Told(
        sheets=sorted(sheets, key=lambda s: str(s.visits[0].teacher)),
        apart=[r for r in rows if r.journey is None and r.moment],
        left_out=[r for r in rows if r.moment is None],
        figures=Figures(
            visits=len(rows),
            placed=sum(r.moment is not None for r in rows),
            metres=sum(j.metres for j in journeys.values()),
            minutes=sum(j.back - j.leaves for j in journeys.values()),
            half_days=len(journeys),
        ),
    )


def map_of(sheets: list[Sheet]) -> str:
    """What the map draws, as JSON: a line each half-day, from its start by its stops and back."""
    lines: list[dict[str, Any]] = []
    for number, sheet in enumerate(sheets):
        start = [sheet.journey.latitude, sheet.journey.longitude]
        stops = [
            {
                "at": [visit.placement.site.latitude, visit.placement.site.longitude],
                "name": f"{clock_words(visit.starts or 0)}, {visit.placement.student}, "
                f"{visit.placement.site.host}",
            }
            for visit in sheet.visits
            if visit.placement.site and visit.placement.site.latitude is not None
        ]
        lines.append(
            {
                "label": f"{sheet.journey.day:%d/%m}",
                "start": {"at": start, "name": sheet.journey.start},
                "stops": stops,
                "number": number,
            }
        )
    return json.dumps(lines, ensure_ascii=False)
