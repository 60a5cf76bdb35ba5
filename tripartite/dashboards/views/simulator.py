"""The planner: what the law would say of dates and hours, before any placement exists."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.accounts.access import is_member
from tripartite.accounts.models import School
from tripartite.core import clock, fr
from tripartite.core.access import allow
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.dashboards.domain.simulation import Outcome, Week, simulate
from tripartite.dashboards.forms import SimulationForm, jurisdiction_of, place_of
from tripartite.dashboards.views.rules import EFFECT_BADGES, STATE_BADGES, anchor
from tripartite.law.calendars import Jurisdiction
from tripartite.law.gratification import threshold_minutes
from tripartite.law.parameters import STATE_LABELS
from tripartite.law.rules import EFFECT_LABELS, Effect, Finding
from tripartite.placements.domain import USUAL_WEEK
from tripartite.placements.forms.timetable import clocks_of

EFFECT_TITLES = {
    Effect.BLOCKS: "Ce qui bloque",
    Effect.WARNS: "Ce qui alerte",
    Effect.REMINDS: "Ce qu’il faut savoir",
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the colour of its state and the place of its rule on the rules page."""

    finding: Finding

    @property
    def state(self) -> str:
        return STATE_LABELS[self.finding.state]

    @property
    def state_kind(self) -> str:
        return STATE_BADGES[self.finding.state]

    @property
    def anchor(self) -> str:
        return anchor(self.finding.rule, self.finding.jurisdiction)


@allow(is_member)
@require_GET
def simulator(request: ActorRequest) -> HttpResponse:
    """The whole question is in the address of the page, so that it can be sent to somebody."""
    today = clock.today()
    context: dict[str, Any] = {"today": today}
    if "starts_on" in request.GET:
        form = SimulationForm(request.GET, today=today)
        if form.is_valid():
            try:
                context |= _answer(simulate(form.facts()))
            except DomainError as error:
                form.add_error(None, error.sentence)
    else:
        form = SimulationForm(today=today, initial=_usual(request.actor))
    return render(request, "dashboards/simulator.html", context | {"form": form})


def _usual(actor: Any) -> dict[str, Any]:
    """A usual week, in the country of the person's school."""
    school = School.objects.visible_to(actor).order_by("name").first()
    start: dict[str, Any] = dict(clocks_of(USUAL_WEEK))
    if school is not None:
        start["host"] = place_of(school.country, school.region)
        start["school"] = jurisdiction_of(school.country)
    return start


def _answer(outcome: Outcome) -> dict[str, Any]:
    facts = outcome.facts
    return {
        "outcome": outcome,
        "groups": [
            {
                "title": EFFECT_TITLES[effect],
                "word": EFFECT_LABELS[effect],
                "kind": EFFECT_BADGES[effect],
                "findings": [ShownFinding(finding) for finding in outcome.with_effect(effect)],
            }
            for effect in Effect
            if outcome.with_effect(effect)
        ],
        "weeks": [_week(week) for week in outcome.weeks],
        "threshold": threshold_minutes(facts.start),
        "law_is_known": facts.jurisdiction is not Jurisdiction.OTHER,
    }


def _week(week: Week) -> dict[str, Any]:
    """A week as the calendar draws it."""
    days: list[dict[str, Any] | None] = []
    for cell in week.days:
        if cell is None:
            days.append(None)
            continue
        day, expected = cell
        if expected is None:
            days.append({"date": day, "state": "off"})
        elif expected.minutes:
            days.append({"date": day, "state": "todo", "label": fr.hours(expected.minutes)})
        else:
            days.append({"date": day, "state": "holiday", "label": "férié"})
    return {
        "label": f"Semaine du {fr.short_day(week.monday)}",
        "total": fr.hours(week.minutes),
        "days": days,
    }
