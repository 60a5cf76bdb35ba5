"""Slots: proposed by the team, picked by link, or answered by others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup.access import may_counter, may_pick, may_plan
from tripartite.followup.actions import slots as actions
from tripartite.followup.actions.exchanges import Meeting
from tripartite.followup.domain.exchanges import GRACE
from tripartite.followup.forms.exchanges import CounterForm, ProposeForm
from tripartite.followup.models import Exchange, Slot
from tripartite.placements.models import Placement


@allow_on(Placement, may_plan)
@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, placement: Placement) -> HttpResponse:
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        meeting = Meeting(typed["mode"], typed["mode_reason"], typed["duration"])
        try:
            actions.propose(
                placement=placement, meeting=meeting, slots=form.slots(), by=request.actor
            )
        except DomainError as error:
            form.add_error("mode_reason" if error.code == "mode_reason" else None, str(error))
        else:
            messages.success(request, "Le tuteur reçoit les créneaux et choisit par son lien.")
            return redirect("followup:exchanges", placement=placement.pk)
    context = {"placement": placement, "form": form, "last_day": placement.last_day + GRACE}
    return render(request, "followup/propose.html", context)


@allow_on(Slot, may_pick)
@require_POST
def pick(request: ActorRequest, slot: Slot) -> HttpResponse:
    placement = slot.exchange.placement_id
    try:
        actions.pick(slot=slot, by=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "L’échange est prévu : chacun reçoit l’invitation d’agenda.")
    return redirect("followup:exchanges", placement=placement)


@allow_on(Exchange, may_counter)
@require_http_methods(["GET", "POST"])
def counter(request: ActorRequest, exchange: Exchange) -> HttpResponse:
    form = CounterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.counter(
                exchange=exchange,
                slots=form.slots(),
                word=form.cleaned_data["word"],
                by=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Vos créneaux sont proposés, la réponse vous sera écrite.")
            return redirect("followup:exchanges", placement=exchange.placement_id)
    context = {"exchange": exchange, "placement": exchange.placement, "form": form}
    return render(request, "followup/counter.html", context)
