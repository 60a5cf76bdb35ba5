"""The exchanges of a placement: read by all its partners, written by the référent."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup import queries
from tripartite.followup.access import (
    can_read,
    can_read_exchange,
    may_cancel,
    may_plan,
    may_report,
)
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.domain.exchanges import EXCHANGE, FOLLOWED, GRACE, ExchangeState
from tripartite.followup.forms.exchanges import CancelForm, PlanForm, ReportForm
from tripartite.followup.invitation import ics, place_of
from tripartite.followup.models import Exchange
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@allow_on(Placement, can_read)
@require_GET
def exchanges(request: ActorRequest, placement: Placement) -> HttpResponse:
    mine = placement.relations_of(request.actor)
    rows = queries.exchanges_of(placement)
    for row in rows:
        row.placement = placement
    context = {
        "placement": placement,
        "rows": [
            {
                "exchange": row,
                "place": place_of(row),
                "moves": {t.name for t in EXCHANGE.available(ExchangeState(row.state), mine)},
            }
            for row in rows
        ],
        "may_plan": State(placement.state) in FOLLOWED and may_plan(request.actor, placement),
    }
    return render(request, "followup/exchanges.html", context)


@allow_on(Placement, may_plan)
@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, placement: Placement) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_exchange(placement=placement, **form.values(), by=request.actor)
        except DomainError as error:
            form.add_error("mode_reason" if error.code == "mode_reason" else None, str(error))
        else:
            messages.success(request, "L’échange est prévu, le tuteur et l’étudiant sont prévenus.")
            return redirect("followup:exchanges", placement=placement.pk)
    last_day = placement.last_day + GRACE
    context = {"placement": placement, "form": form, "last_day": last_day}
    return render(request, "followup/plan.html", context)


def _report_initial(exchange: Exchange) -> dict[str, Any]:
    """The planned moment, or now when it is still to come."""
    held: datetime = timezone.localtime(min(exchange.planned_for, clock.now()))
    people = [exchange.placement.student, exchange.placement.tutor, exchange.by]
    return {
        "day": held.date(),
        "hour": held.time(),
        "present": ", ".join(str(person) for person in people if person),
    }


@allow_on(Exchange, may_report)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    form = ReportForm(request.POST or None, initial=_report_initial(exchange))
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_exchange(exchange=exchange, **form.values(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le compte rendu est au dossier : chacun peut le lire.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/report.html", context)


@allow_on(Exchange, may_cancel)
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_exchange(exchange=exchange, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’échange est annulé, les invités sont prévenus.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/cancel.html", context)


@allow_on(Exchange, can_read_exchange)
@require_GET
def calendar(_request: ActorRequest, exchange: Exchange) -> HttpResponse:
    """The event for one's own calendar."""
    response = HttpResponse(ics(exchange, clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="echange.ics"'
    return response
