"""The joint evaluation: read by all partners, held by the référent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.evaluations import actions, queries
from tripartite.evaluations.access import can_read, may_hold, may_reopen, may_send
from tripartite.evaluations.domain import EVALUATED, EvaluationState, is_early
from tripartite.evaluations.forms import ReopenForm, SessionForm
from tripartite.evaluations.models import JointEvaluation
from tripartite.papers.domain import PaperState
from tripartite.placements.domain import State
from tripartite.placements.models import Placement

#: States of a paper that leave the agreed grid without a signature to come.
GONE = frozenset({PaperState.REFUSED, PaperState.VOID})


@allow_on(Placement, can_read)
@require_GET
def detail(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The grid as it stands: to come, being written, agreed, signed."""
    evaluation = queries.evaluation_of(placement)
    lines = queries.lines_of(evaluation) if evaluation else queries.draft_lines(placement)
    holds = may_hold(request.actor, placement)
    agreed = evaluation is not None and evaluation.state == EvaluationState.AGREED
    paper = evaluation.paper if evaluation else None
    context = {
        "placement": placement,
        "evaluation": evaluation,
        "sections": queries.sections(lines),
        "agreed": agreed,
        "paper": paper,
        "may_hold": holds and not agreed and State(placement.state) in EVALUATED,
        "may_send": holds and agreed and (paper is None or PaperState(paper.state) in GONE),
        "may_reopen": holds and agreed,
    }
    return render(request, "evaluations/detail.html", context)


@allow_on(Placement, may_hold)
@require_http_methods(["GET", "POST"])
def session(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Write the session; « convenir » saves first, so that nothing typed is lost."""
    known = queries.evaluation_of(placement)
    if known is not None and known.state != EvaluationState.DRAFT:
        return redirect("evaluations:detail", placement=placement.pk)
    evaluation = known or JointEvaluation(placement=placement)
    lines = queries.lines_of(known) if known else queries.draft_lines(placement)
    form = SessionForm(request.POST or None, evaluation=evaluation, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, placement, form)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"placement": placement, "evaluation": evaluation, "form": form}
    return render(request, "evaluations/session.html", context)


def _saved(request: ActorRequest, placement: Placement, form: SessionForm) -> HttpResponse:
    written = form.session()
    evaluation = actions.save_session(placement=placement, session=written, by=request.actor)
    if "agree" not in request.POST:
        messages.success(request, "C’est enregistré. Vous pourrez reprendre la séance plus tard.")
        return redirect("evaluations:session", placement=placement.pk)
    actions.agree(evaluation=evaluation, by=request.actor)
    messages.success(request, "La grille est convenue. Envoyez-la maintenant à la signature.")
    dates = placement.starts_on, placement.ends_on
    if evaluation.held_on and is_early(evaluation.held_on, *dates):
        messages.warning(
            request,
            "L’évaluation a eu lieu avant le dernier tiers du stage : vérifiez que chacun a eu "
            "assez de recul.",
        )
    return redirect("evaluations:detail", placement=placement.pk)


@allow_on(JointEvaluation, may_send)
@require_POST
def send_for_signature(request: ActorRequest, evaluation: JointEvaluation) -> HttpResponse:
    paper = actions.send_paper(evaluation=evaluation, by=request.actor)
    messages.success(
        request, "Le document est établi. L’étudiant, le tuteur et le référent vont le signer."
    )
    return redirect(paper)


@allow_on(JointEvaluation, may_reopen)
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, evaluation: JointEvaluation) -> HttpResponse:
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(evaluation=evaluation, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’évaluation est rouverte : la grille peut être reprise.")
            return redirect("evaluations:session", placement=evaluation.placement_id)
    context: dict[str, Any] = {
        "placement": evaluation.placement,
        "evaluation": evaluation,
        "form": form,
    }
    return render(request, "evaluations/reopen.html", context)
