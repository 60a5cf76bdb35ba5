"""Each of the three gives his voice apart, saved as he goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.core import htmx
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.evaluations import actions, queries
from tripartite.evaluations.access import may_hold, may_speak
from tripartite.evaluations.domain import EVALUATED, EvaluationState
from tripartite.evaluations.domain.voices import VoiceState, speaker_of
from tripartite.evaluations.forms.voices import VoiceForm
from tripartite.evaluations.models import EvaluationLine, JointEvaluation, Voice
from tripartite.placements.access import relations
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.placements.views.common import posted


@allow_on(Placement, may_speak)
@require_http_methods(["GET", "POST"])
@never_cache
def voice(request: ActorRequest, placement: Placement) -> HttpResponse:
    """One scroll; htmx sends each line as it is touched, the plain form sends them all."""
    evaluation = queries.evaluation_of(placement)
    if evaluation is not None and evaluation.state != EvaluationState.DRAFT:
        return redirect("evaluations:detail", placement=placement.pk)
    lines = queries.lines_of(evaluation) if evaluation else queries.draft_lines(placement)
    own = _own(request, placement, evaluation)
    form = VoiceForm(posted(request), lines=lines, marks=queries.marks_of(own) if own else {})
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, placement, form, lines)
        except DomainError as error:
            form.add_error(None, str(error))
    context = _context(placement, form, own, lines)
    return htmx.page(request, "evaluations/voice.html", context, partials=["avancement"])


def _own(
    request: ActorRequest, placement: Placement, evaluation: JointEvaluation | None
) -> Voice | None:
    speaker = speaker_of(relations(request.actor, placement))
    if evaluation is None or speaker is None:
        return None
    return queries.voices_of(evaluation).get(speaker)


def _kept(
    request: ActorRequest, placement: Placement, form: VoiceForm, lines: list[EvaluationLine]
) -> HttpResponse:
    if "give" in request.POST:
        actions.give(placement=placement, marks=form.marks(), by=request.actor)
        messages.success(request, "Votre avis est donné. Merci !")
        return redirect("evaluations:detail", placement=placement.pk)
    own = actions.save_marks(placement=placement, marks=form.marks(), by=request.actor)
    if getattr(request, "htmx", None):
        context = _context(placement, form, own, lines) | {"saved": True}
        return htmx.page(request, "evaluations/voice.html", context, partials=["avancement"])
    messages.success(request, "C’est enregistré. Vous pouvez continuer plus tard.")
    return redirect("evaluations:voice", placement=placement.pk)


def _context(
    placement: Placement, form: VoiceForm, own: Voice | None, lines: list[EvaluationLine]
) -> dict[str, Any]:
    rated = own.marks.exclude(level="").count() if own else 0
    return {
        "placement": placement,
        "form": form,
        "given": own is not None and own.state == VoiceState.GIVEN,
        "open": State(placement.state) in EVALUATED,
        "criteria": queries.criteria_of(placement),
        "rated": rated,
        "total": len(lines),
        "saved": False,
    }


@allow_on(Placement, may_hold)
@require_POST
def ask(request: ActorRequest, placement: Placement) -> HttpResponse:
    told = actions.ask_voices(placement=placement, by=request.actor)
    messages.success(
        request,
        "Un courriel est parti : l’étudiant et le tuteur sont invités à donner leur avis."
        if told > 1
        else "Un courriel est parti à la personne dont l’avis manque.",
    )
    return redirect("evaluations:detail", placement=placement.pk)
