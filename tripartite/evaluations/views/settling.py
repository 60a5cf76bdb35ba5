"""When there is no joint evaluation."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.evaluations import actions
from tripartite.evaluations.access import may_hold
from tripartite.evaluations.forms.settling import GiveUpForm, ReceiveForm
from tripartite.placements.models import Placement


@allow_on(Placement, may_hold)
@require_http_methods(["GET", "POST"])
def receive(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The placement was evaluated on another document."""
    posted = request.method == "POST"
    form = ReceiveForm(request.POST, request.FILES) if posted else ReceiveForm()
    done = "Le document est au dossier : l’évaluation n’est plus attendue."
    return _settled(request, placement, form, actions.receive, done=done)


@allow_on(Placement, may_hold)
@require_http_methods(["GET", "POST"])
def give_up(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The evaluation could not take place."""
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    done = "C’est noté : l’évaluation n’est plus attendue, et le bureau est prévenu."
    return _settled(request, placement, form, actions.give_up, done=done)


def _settled(
    request: ActorRequest,
    placement: Placement,
    form: forms.Form,
    act: Callable[..., Any],
    *,
    done: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(placement=placement, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("evaluations:detail", placement=placement.pk)
    receives = isinstance(form, ReceiveForm)
    context = {"placement": placement, "form": form, "receives": receives}
    return render(request, "evaluations/settle.html", context)
