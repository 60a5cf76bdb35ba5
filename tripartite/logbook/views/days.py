"""Exceptional days: proposed, agreed, refused, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.logbook.access import (
    may_agree_day,
    may_propose_day,
    may_refuse_day,
    may_withdraw_day,
)
from tripartite.logbook.actions.days import agree_day, concerns_of, end_day, propose_day
from tripartite.logbook.forms.days import EndDayForm, SpecialDayForm
from tripartite.logbook.models import SpecialDay
from tripartite.placements.models import Placement


def _back(placement: int) -> HttpResponse:
    page = reverse("logbook:presence", kwargs={"placement": placement})
    return redirect(f"{page}#exceptionnels")


@allow_on(Placement, may_propose_day)
@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, placement: Placement) -> HttpResponse:
    form = SpecialDayForm(request.POST or None, placement=placement)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("day", "hours", "label")}
        try:
            special = propose_day(placement=placement, **said, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est proposé : ceux qui doivent l’accepter sont prévenus.")
            for concern in concerns_of(special):
                messages.warning(request, concern.sentence)
            return _back(placement.pk)
    return render(request, "logbook/special_day.html", {"placement": placement, "form": form})


@allow_on(SpecialDay, may_agree_day)
@require_POST
def agree(request: ActorRequest, specialday: SpecialDay) -> HttpResponse:
    special = agree_day(special=specialday, by=request.actor)
    messages.success(request, f"{str(special).capitalize()} : {special.get_state_display()}.")
    return _back(special.placement_id)


def _end(request: ActorRequest, special: SpecialDay, move: str, title: str) -> HttpResponse:
    form = EndDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_day(special=special, move=move, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est noté, les autres sont prévenus.")
            return _back(special.placement_id)
    context: dict[str, Any] = {"special": special, "form": form, "title": title}
    return render(request, "logbook/special_day_end.html", context)


@allow_on(SpecialDay, may_refuse_day)
@require_http_methods(["GET", "POST"])
def refuse(request: ActorRequest, specialday: SpecialDay) -> HttpResponse:
    return _end(request, specialday, "refuse", "Refuser ce jour exceptionnel")


@allow_on(SpecialDay, may_withdraw_day)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, specialday: SpecialDay) -> HttpResponse:
    return _end(request, specialday, "withdraw", "Retirer ce jour exceptionnel")
