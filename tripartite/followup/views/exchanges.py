"""The exchanges of a placement: read by its partners, planned and moved by the team."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup import queries
from tripartite.followup.access import (
    can_read,
    can_read_exchange,
    may_cancel,
    may_move,
    may_plan,
)
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.domain.exchanges import FOLLOWED, GRACE
from tripartite.followup.forms.exchanges import CancelForm, MoveForm, PlanForm
from tripartite.followup.invitation import ics
from tripartite.followup.models import Exchange
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@allow_on(Placement, can_read)
@require_GET
def exchanges(request: ActorRequest, placement: Placement) -> HttpResponse:
    placement = Placement.objects.with_people().get(pk=placement.pk)
    context = {
        "placement": placement,
        "rows": queries.rows_for(placement, request.actor),
        "may_plan": State(placement.state) in FOLLOWED and may_plan(request.actor, placement),
        "today": clock.today(),
    }
    return render(request, "followup/exchanges.html", context)


@allow_on(Placement, may_plan)
@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, placement: Placement) -> HttpResponse:
    """A date agreed by telephone, or a past one."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
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


@allow_on(Exchange, may_move)
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    if exchange.planned_for is None:
        raise Http404
    planned = timezone.localtime(exchange.planned_for)
    initial = {"day": planned.date(), "hour": planned.time(), "duration": exchange.duration}
    initial |= {"mode": exchange.mode, "mode_reason": exchange.mode_reason}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.move_exchange(exchange=exchange, **form.values(), by=request.actor)
        except DomainError as error:
            form.add_error("mode_reason" if error.code == "mode_reason" else None, str(error))
        else:
            messages.success(request, "L’échange est déplacé, chacun reçoit la nouvelle date.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/move.html", context)


@allow_on(Exchange, may_cancel)
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cancel_exchange(exchange=exchange, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’échange est annulé, les invités sont prévenus.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/cancel.html", context)


@allow_on(Exchange, may_move)
@require_POST
def lock(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    """Fix it, so that no tour moves it; or free it again."""
    actions.lock_exchange(exchange=exchange, locked=not exchange.locked, by=request.actor)
    return redirect("followup:exchanges", placement=exchange.placement_id)


@allow_on(Exchange, can_read_exchange)
@require_GET
def calendar(_request: ActorRequest, exchange: Exchange) -> HttpResponse:
    """The event for one's own calendar."""
    if exchange.planned_for is None:
        raise Http404
    entry = ics(exchange, clock.now(), published=True)
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="echange.ics"'
    return response
