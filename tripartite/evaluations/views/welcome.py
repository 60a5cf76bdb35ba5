"""What students say of a welcome: written by them, read by the team, answered by the host."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.evaluations import actions
from tripartite.evaluations import memory as remembered
from tripartite.evaluations.access import is_its_student, may_answer, may_ask_host, reads_memory
from tripartite.evaluations.forms.welcome import HostAnswerForm, WelcomeForm
from tripartite.evaluations.models import HostAnswer, WelcomeReview
from tripartite.hosts.models import Host
from tripartite.placements.models import Placement
from tripartite.placements.views.common import posted

PAGE = 20


@allow_on(Placement, is_its_student)
@require_http_methods(["GET", "POST"])
def welcome(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The student's own view; nobody of the host ever reads it."""
    mine = WelcomeReview.objects.visible_to(request.actor).filter(placement=placement).first()
    form = WelcomeForm(posted(request), review=mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_welcome(placement=placement, **form.review(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Merci : votre appréciation aidera ceux qui suivront.")
            return redirect(placement)
    context = {"placement": placement, "form": form, "review": mine}
    return render(request, "evaluations/welcome.html", context)


@allow_on(Host, reads_memory)
@require_GET
def memory(request: ActorRequest, host: Host) -> HttpResponse:
    """What all students say of this host, without their names, and what it answered."""
    reviews = remembered.reviews_of(host, clock.today())
    page = Paginator(reviews, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "host": host,
        "page": page,
        **remembered.summary(host, clock.today()),
        "answers": remembered.answers_of(host),
        "may_ask": may_ask_host(request.actor, host),
    }
    return render(request, "evaluations/memory.html", context)


@allow_on(Host, may_ask_host)
@require_POST
def ask_host(request: ActorRequest, host: Host) -> HttpResponse:
    answer = actions.ask_host(host=host, by=request.actor)
    messages.success(request, f"Un courriel est parti à {answer.link.name}.")
    return redirect("evaluations:memory", host=host.pk)


@allow_on(HostAnswer, may_answer)
@require_http_methods(["GET", "POST"])
def host_answer(request: ActorRequest, answer: HostAnswer) -> HttpResponse:
    """The host answers in general; below three reviews it is told nothing of them."""
    form = HostAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_as_host(answer=answer, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Merci. Votre réponse est jointe à votre fiche.")
            return redirect("evaluations:host_answer", hostanswer=answer.pk)
    context = {
        "answer": answer,
        "form": form,
        **remembered.summary(answer.host, clock.today()),
    }
    return render(request, "evaluations/host_answer.html", context)
