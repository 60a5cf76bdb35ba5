"""The objectives, picked among the competences of the référentiel and adapted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.curriculum.models import Competence
from tripartite.placements import queries
from tripartite.placements.access import may_write_framing, writes_framing_now
from tripartite.placements.actions import framing as writing
from tripartite.placements.actions.framing import ObjectivesConflictError
from tripartite.placements.domain.framing import fingerprint_of
from tripartite.placements.forms import ObjectivesForm
from tripartite.placements.models import Objective, Placement
from tripartite.placements.views.common import posted, read


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def objectives(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Pick competences, say each for this placement; two writers are shown both."""
    placement = read(placement)
    competences = list(queries.competences_of_placement(placement))
    form = ObjectivesForm(posted(request), competences=competences, initial=_initial(placement))
    theirs: list[Objective] = []
    if form.is_valid():
        seen, details = form.cleaned_data["seen"], form.details()
        try:
            writing.save_objectives(
                placement=placement, objectives=details, seen=seen, by=request.actor
            )
        except DomainError as error:
            if isinstance(error, ObjectivesConflictError):
                theirs, form = error.objectives, _over(request.POST, placement, competences)
            form.add_error(None, str(error))
        else:
            messages.success(request, "Les objectifs sont enregistrés : adaptez leurs mots ici.")
            return redirect("placements:objectives", placement=placement.pk)
    context = _context(request, placement, form) | {"theirs": theirs}
    return render(request, "placements/objectives.html", context, status=409 if theirs else 200)


def _context(request: ActorRequest, placement: Placement, form: ObjectivesForm) -> dict[str, Any]:
    near, far = form.others(queries.competences_behind(placement))
    writable = writes_framing_now(request.actor, placement)
    return {"placement": placement, "form": form, "near": near, "far": far, "writable": writable}


def _over(typed: QueryDict, placement: Placement, competences: list[Competence]) -> ObjectivesForm:
    """The same words, ready to be saved over those that the page now shows."""
    data = typed.copy()
    data["seen"] = fingerprint_of(queries.objectives_of(placement))
    return ObjectivesForm(data, competences=competences)


def _initial(placement: Placement) -> dict[str, Any]:
    kept = queries.objectives_of(placement)
    wordings = {f"wording_{o.competence}": o.wording for o in kept}
    return wordings | {"seen": fingerprint_of(kept), "picked": [str(o.competence) for o in kept]}
