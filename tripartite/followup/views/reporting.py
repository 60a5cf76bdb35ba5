"""The report of an exchange, written on the spot, and the ticks of what was agreed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup.access import may_report, may_tick
from tripartite.followup.actions import reporting as actions
from tripartite.followup.forms.reporting import ReportForm
from tripartite.followup.models import AgreedAction, Exchange
from tripartite.placements.models import Placement


def _initial(exchange: Exchange) -> dict[str, Any]:
    """The planned moment, or now when it is still to come; who was expected."""
    planned = exchange.planned_for or clock.now()
    held: datetime = timezone.localtime(min(planned, clock.now()))
    placement = exchange.placement
    people = [placement.student, placement.tutor, exchange.by]
    return {
        "day": held.date(),
        "hour": held.time(),
        "present": [str(person) for person in people if person],
    }


@allow_on(Exchange, may_report)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    exchange.placement = Placement.objects.with_people().get(pk=exchange.placement_id)
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, exchange=exchange, initial=_initial(exchange))
    if form.is_valid():
        try:
            actions.report_exchange(exchange=exchange, **form.values(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le compte rendu est au dossier : chacun peut le lire.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/report.html", context)


@allow_on(AgreedAction, may_tick)
@require_POST
def tick(request: ActorRequest, agreedaction: AgreedAction) -> HttpResponse:
    placement = agreedaction.exchange.placement_id
    actions.tick_action(action=agreedaction, done=agreedaction.done_at is None, by=request.actor)
    return redirect("followup:exchanges", placement=placement)
