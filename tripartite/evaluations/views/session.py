"""The joint evaluation: read by all partners, held by the référent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents import actions as documents
from tripartite.documents.responses import upload_response
from tripartite.evaluations import actions, queries
from tripartite.evaluations.access import can_read, may_hold, may_reopen, may_send, reads_document
from tripartite.evaluations.domain import EVALUATED, EvaluationState, is_early
from tripartite.evaluations.domain.voices import (
    SPEAKER_LABELS,
    VoiceState,
    may_compare,
    speaker_of,
)
from tripartite.evaluations.forms.session import ReopenForm, SessionForm
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.papers.domain import PaperState
from tripartite.placements.access import relations
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement
from tripartite.placements.views.common import posted

#: States of a paper that leave the agreed grid without a signature to come.
GONE = frozenset({PaperState.REFUSED, PaperState.VOID})


#: States in which the session is to be held, or being held.
OPEN = frozenset({EvaluationState.DRAFT, EvaluationState.SESSION})


@allow_on(Placement, can_read)
@require_GET
def detail(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The grid as it stands: voices apart, session, agreed, signed, or settled otherwise."""
    evaluation = queries.evaluation_of(placement)
    lines = queries.lines_of(evaluation) if evaluation else queries.draft_lines(placement)
    mine = relations(request.actor, placement)
    state = EvaluationState(evaluation.state) if evaluation else EvaluationState.DRAFT
    context = {
        "placement": placement,
        "evaluation": evaluation,
        "state": state.value,
        "sections": queries.sections(lines),
        "agreed": state is EvaluationState.AGREED,
        "is_student": Relation.STUDENT in mine,
        **_voices(evaluation, lines, mine),
        **_buttons(evaluation, state, placement, holds=may_hold(request.actor, placement)),
    }
    return render(request, "evaluations/detail.html", context)


def _voices(
    evaluation: JointEvaluation | None,
    lines: list[EvaluationLine],
    mine: frozenset[Relation],
) -> dict[str, Any]:
    """Who has spoken; and the voices side by side for whoever may see them."""
    state = EvaluationState(evaluation.state) if evaluation else EvaluationState.DRAFT
    voices = queries.voices_of(evaluation) if evaluation else {}
    speaker = speaker_of(mine)
    own = voices.get(speaker) if speaker else None
    given = own is not None and own.state == VoiceState.GIVEN
    seen = evaluation is not None and may_compare(mine, given=given, evaluation=state)
    draft = state is EvaluationState.DRAFT
    return {
        "spoken": [(label, voices.get(voice)) for voice, label in SPEAKER_LABELS.items()],
        "own_given": given,
        "has_voice": speaker is not None and draft,
        "compared": queries.compared(evaluation, lines, given_only=draft)
        if seen and evaluation
        else [],
    }


def _buttons(
    evaluation: JointEvaluation | None,
    state: EvaluationState,
    placement: Placement,
    *,
    holds: bool,
) -> dict[str, Any]:
    paper = evaluation.paper if evaluation else None
    paper_state = PaperState(paper.state) if paper else None
    agreed = state is EvaluationState.AGREED
    open_ = holds and state in OPEN and State(placement.state) in EVALUATED
    return {
        "paper": paper,
        "may_hold": open_,
        "may_ask": open_ and state is EvaluationState.DRAFT,
        "may_send": holds and agreed and (paper is None or paper_state in GONE),
        "may_gather": holds and paper_state is PaperState.OUT,
        "may_reopen": holds and state not in OPEN,
    }


@allow_on(Placement, may_hold)
@require_POST
def begin(request: ActorRequest, placement: Placement) -> HttpResponse:
    actions.begin(placement=placement, by=request.actor)
    return redirect("evaluations:session", placement=placement.pk)


@allow_on(Placement, may_hold)
@require_http_methods(["GET", "POST"])
def session(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Write the session; « convenir » saves first, so that nothing typed is lost."""
    known = queries.evaluation_of(placement)
    if known is not None and known.state not in OPEN:
        return redirect("evaluations:detail", placement=placement.pk)
    if request.method == "GET" and (known is None or known.state == EvaluationState.DRAFT):
        context = {"placement": placement, **_voices(known, [], frozenset())}
        return render(request, "evaluations/begin.html", context)
    evaluation = known or JointEvaluation(placement=placement)
    lines = queries.lines_of(known) if known else queries.draft_lines(placement)
    rows = queries.compared(evaluation, lines, given_only=False)
    form = SessionForm(posted(request), evaluation=evaluation, lines=rows)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, placement, form)
        except DomainError as error:
            form.refuse(error, queries.evaluation_of(placement))
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


@allow_on(JointEvaluation, reads_document)
@require_GET
def document(_request: ActorRequest, evaluation: JointEvaluation) -> HttpResponse:
    """The other document of evaluation, as it was received."""
    kept = evaluation.document
    if kept is None:
        raise AssertionError("reads_document asked for a document")
    return upload_response(documents.read(kept), name=kept.name, mime=kept.mime)
