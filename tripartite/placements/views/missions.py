"""The missions: each tied to tasks and results, with what they cover while one writes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.htmx import page
from tripartite.core.http import ActorRequest
from tripartite.placements import queries
from tripartite.placements.access import may_write_framing, writes_framing_now
from tripartite.placements.actions import framing as writing
from tripartite.placements.actions.framing import MissionConflictError
from tripartite.placements.forms import MissionForm
from tripartite.placements.models import Mission, Placement
from tripartite.placements.views.common import posted, read

#: The button that shows what the boxes cover; htmx presses it at each change.
PREVIEW = "preview"
BOXES = ("tasks", "results")


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def add_mission(request: ActorRequest, placement: Placement) -> HttpResponse:
    """A new mission, with its tasks."""
    placement = read(placement)
    if request.POST.get("do") == PREVIEW:
        return _preview(request, placement, None)
    form = MissionForm(posted(request), placement=placement)
    if form.is_valid():
        try:
            writing.add_mission(placement=placement, details=form.details(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La mission est ajoutée.")
            return _back_to_missions(placement)
    return render(
        request, "placements/mission.html", _mission_context(request, placement, form, None)
    )


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def edit_mission(request: ActorRequest, placement: Placement, *, mission: int) -> HttpResponse:
    """Rewrite a mission; what somebody else wrote meanwhile is shown beside."""
    placement = read(placement)
    row = get_object_or_404(placement.missions, pk=mission)
    if request.POST.get("do") == PREVIEW:
        return _preview(request, placement, row)
    form = MissionForm(posted(request), placement=placement, initial=_mission_initial(row))
    theirs = None
    if form.is_valid():
        seen, details = form.cleaned_data["seen"], form.details()
        try:
            writing.edit_mission(mission=row, details=details, seen=seen, by=request.actor)
        except MissionConflictError as error:
            theirs = error.mission
            form = _over_mission(request.POST, placement, theirs)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La mission est enregistrée.")
            return _back_to_missions(placement)
    context = _mission_context(request, placement, form, row) | {"theirs": theirs}
    return render(request, "placements/mission.html", context, status=409 if theirs else 200)


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def remove_mission(request: ActorRequest, placement: Placement, *, mission: int) -> HttpResponse:
    """Ask, then take the mission out."""
    row = get_object_or_404(placement.missions, pk=mission)
    if request.method == "POST":
        writing.remove_mission(mission=row, by=request.actor)
        messages.success(request, f"La mission « {row.title} » est retirée.")
        return _back_to_missions(placement)
    context = {"placement": read(placement), "mission": row}
    return render(request, "placements/mission_remove.html", context)


def _preview(request: ActorRequest, placement: Placement, row: Mission | None) -> HttpResponse:
    """What the boxes ticked would cover; nothing is saved, nothing typed is lost."""
    typed = request.POST.dict() | {name: request.POST.getlist(name) for name in BOXES}
    form = MissionForm(placement=placement, initial=typed)
    context = _mission_context(request, placement, form, row)
    return page(request, "placements/mission.html", context, partials=["couverture"])


def _back_to_missions(placement: Placement) -> HttpResponse:
    response = redirect("placements:framing", placement=placement.pk)
    response["Location"] += "#missions"
    return response


def _mission_initial(mission: Mission) -> dict[str, Any]:
    details = queries.details_of(mission)
    return {
        "title": details.title,
        "description": details.description,
        "expected_result": details.expected_result,
        "tasks": sorted(details.tasks),
        "results": sorted(details.results),
        "seen": details.fingerprint,
    }


def _over_mission(posted: QueryDict, placement: Placement, theirs: Mission) -> MissionForm:
    """The same words, ready to be saved over those that the page now shows."""
    data = posted.copy()
    data["seen"] = queries.details_of(theirs).fingerprint
    return MissionForm(data, placement=placement)


def _mission_context(
    request: ActorRequest, placement: Placement, form: MissionForm, mission: Mission | None
) -> dict[str, Any]:
    ticked = form.checked("tasks")
    poles = queries.coverage(placement, mission=mission.pk if mission else None, ticked=ticked)
    return {
        "placement": placement,
        "form": form,
        "mission": mission,
        "theirs": None,
        "boxes": form.boxes(poles, queries.results_of(placement)),
        "poles": poles,
        "suggestions": queries.suggestions(placement, poles),
        "writable": writes_framing_now(request.actor, placement),
    }
