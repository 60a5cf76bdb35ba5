"""Requests: asked in two clicks, answered in place."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup import queries
from tripartite.followup.access import (
    can_read_request,
    is_staff_of_school,
    may_ask,
    may_close,
    may_reopen,
    may_see_requests,
    may_share,
)
from tripartite.followup.actions import requests as actions
from tripartite.followup.domain.requests import (
    ASKING,
    DAYS_TO_ANSWER,
    REQUEST,
    TEAM,
    RequestKind,
    RequestState,
    party_of,
)
from tripartite.followup.forms.requests import AskForm, ReopenForm, ReplyForm
from tripartite.followup.models import HelpRequest
from tripartite.placements.domain import Party
from tripartite.placements.models import Placement

PAGE = 30


@allow(is_staff_of_school)
@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """What waits for an answer, the most urgent first."""
    page = Paginator(queries.requests_to_answer(request.actor), PAGE)
    context = {"page": page.get_page(request.GET.get("page")), "today": clock.today()}
    return render(request, "followup/requests_inbox.html", context)


@allow_on(Placement, may_see_requests)
@require_GET
def requests(request: ActorRequest, placement: Placement) -> HttpResponse:
    placement = Placement.objects.with_people().get(pk=placement.pk)
    party = party_of(placement.relations_of(request.actor))
    page = Paginator(queries.requests_of(placement, request.actor), PAGE)
    context = {
        "placement": placement,
        "page": page.get_page(request.GET.get("page")),
        "today": clock.today(),
        "ways": queries.ways_to_ask(placement, party),
    }
    return render(request, "followup/requests.html", context)


@allow_on(Placement, may_ask)
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, placement: Placement, kind: str) -> HttpResponse:
    if kind not in set(RequestKind):
        raise Http404
    placement = Placement.objects.with_people().get(pk=placement.pk)
    wanted = RequestKind(kind)
    party = party_of(placement.relations_of(request.actor)) or Party.STUDENT
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = actions.ask(
                placement=placement, kind=wanted, **form.cleaned_data, by=request.actor
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Votre demande est partie : la réponse viendra ici.")
            return redirect(asked)
    context: dict[str, Any] = {"form": form, "placement": placement, "kind": wanted}
    context |= {"title": ASKING[party][wanted], "days": DAYS_TO_ANSWER[wanted]}
    context |= {"from_host": party is Party.HOST}
    return render(request, "followup/ask.html", context)


@allow_on(HelpRequest, can_read_request)
@require_http_methods(["GET", "POST"])
def thread(request: ActorRequest, helprequest: HelpRequest) -> HttpResponse:
    """The whole thread, and the form of whoever may write in it."""
    parts = helprequest.parts_of(request.actor)
    state = RequestState(helprequest.state)
    moves = {t.name for t in REQUEST.available(state, parts)}
    if request.method == "POST":
        form = ReplyForm(request.POST)
        if form.is_valid():
            act = actions.answer if TEAM & parts else actions.write
            try:
                act(request=helprequest, **form.cleaned_data, by=request.actor)
            except DomainError as error:
                form.add_error(None, str(error))
                form.data = request.POST.copy()
                form.data["seen"] = str(helprequest.messages.count())
            else:
                messages.success(request, "Votre message est envoyé.")
                return redirect(helprequest)
    else:
        form = ReplyForm(initial={"seen": helprequest.messages.count()})
    return _shown(request, helprequest, form, moves)


def _shown(
    request: ActorRequest, helprequest: HelpRequest, form: ReplyForm, moves: set[str]
) -> HttpResponse:
    context = {
        "helprequest": helprequest,
        "placement": Placement.objects.with_people().get(pk=helprequest.placement_id),
        "thread": helprequest.messages.order_by("at", "pk"),
        "form": form,
        "moves": moves,
        "writes": moves & {"answer", "write"},
        "may_share": not helprequest.shared and may_share(request.actor, helprequest),
        "today": clock.today(),
    }
    return render(request, "followup/request.html", context)


@allow_on(HelpRequest, may_close)
@require_POST
def close(request: ActorRequest, helprequest: HelpRequest) -> HttpResponse:
    actions.close(request=helprequest, by=request.actor)
    messages.success(request, "La demande est close. Elle reste au dossier et peut être rouverte.")
    return redirect(helprequest)


@allow_on(HelpRequest, may_reopen)
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, helprequest: HelpRequest) -> HttpResponse:
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.reopen(request=helprequest, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La demande est rouverte, l’équipe est prévenue.")
            return redirect(helprequest)
    return render(request, "followup/reopen.html", {"form": form, "helprequest": helprequest})


@allow_on(HelpRequest, may_share)
@require_http_methods(["GET", "POST"])
def share(request: ActorRequest, helprequest: HelpRequest) -> HttpResponse:
    """Said in words first: the whole thread is opened, and that is not taken back."""
    if request.method == "POST":
        actions.share(request=helprequest, by=request.actor)
        messages.success(request, "La demande est ouverte aux trois partenaires.")
        return redirect(helprequest)
    return render(request, "followup/share.html", {"helprequest": helprequest})
