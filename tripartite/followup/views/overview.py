"""Who visits whom and when: for those who run the school's placements."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from tripartite.accounts.access import is_office
from tripartite.core import clock
from tripartite.core.access import allow
from tripartite.core.fr import clock as hour_of
from tripartite.core.http import ActorRequest
from tripartite.core.spreadsheet import csv_response
from tripartite.followup.access import runs_or_heads
from tripartite.followup.queries.overview import by_referent, periods_of, week_of

PAGE = 50


def _period(request: ActorRequest) -> int | None:
    wanted = request.GET.get("periode", "")
    return int(wanted[:9]) if wanted.isdecimal() else None


def _monday(request: ActorRequest) -> date:
    """The week asked for, or this one; a date that is none is this week."""
    try:
        day = date.fromisoformat(request.GET.get("semaine", ""))
    except ValueError:
        day = clock.today()
    return day - timedelta(days=day.weekday())


@allow(runs_or_heads)
@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Per référent: placements, planned, held, late."""
    rows = by_referent(request.actor, clock.today(), _period(request))
    context: dict[str, Any] = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "periods": periods_of(request.actor, clock.today()),
        "period": _period(request),
        "writes_instructions": is_office(request.actor),
        "totals": {name: sum(getattr(r, name) for r in rows)
                   for name in ("placements", "held", "planned", "late")},
    }  # fmt: skip
    return render(request, "followup/overview.html", context)


@allow(runs_or_heads)
@require_GET
def week(request: ActorRequest) -> HttpResponse:
    """The visits of a week, day by day."""
    monday = _monday(request)
    rows = week_of(request.actor, monday, _period(request))
    context = {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": (monday - timedelta(days=7)).isoformat() if monday.year > 2000 else "",
        "after": (monday + timedelta(days=7)).isoformat() if monday.year < 2100 else "",
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "periods": periods_of(request.actor, clock.today()),
        "period": _period(request),
    }
    return render(request, "followup/week.html", context)


@allow(runs_or_heads)
@require_GET
def week_csv(request: ActorRequest) -> HttpResponse:
    monday = _monday(request)
    head = ["Jour", "Heure", "Durée (min)", "Qui", "Étudiant", "Accueil", "Ville", "Forme", "État"]
    lines = []
    for e in week_of(request.actor, monday, _period(request)):
        site = e.placement.site
        if e.planned_for is None:
            continue
        lines.append(
            [
                localdate(e.planned_for), hour_of(e.planned_for), e.duration, str(e.by),
                str(e.placement.student), str(site.host) if site else "",
                site.city if site else "", e.get_mode_display(), e.get_state_display(),
            ]
        )  # fmt: skip
    return csv_response(f"visites-{monday.isoformat()}.csv", head, lines)
