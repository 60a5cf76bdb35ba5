"""The framing and its missions, as the student, the office and the référent write them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements import queries
from tripartite.placements.access import may_write_framing, relations
from tripartite.placements.actions import framing as writing
from tripartite.placements.actions import moving
from tripartite.placements.actions.framing import FramingConflictError, MissionConflictError
from tripartite.placements.domain import WORKFLOW, WRITABLE
from tripartite.placements.domain.framing import (
    FIVE_HEADINGS,
    HEADING_HELP,
    HOST_DECLARED,
    MISSIONS_TIED,
)
from tripartite.placements.forms import HeadingsForm, MissionForm
from tripartite.placements.models import Framing, Mission, Placement
from tripartite.placements.queries import CoveredPole
from tripartite.placements.views.common import posted, read

SUBMIT = "submit"
#: What is asked before submitting, in the words of the list, and where it is filled in.
ASKED = (
    (HOST_DECLARED, "L’accueil : lieu, tuteur, représentant, horaires", "#accueil"),
    (FIVE_HEADINGS, "Les cinq rubriques", "#rubriques"),
    (MISSIONS_TIED, "Les missions, chacune avec ses tâches du référentiel", "#missions"),
)


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def framing(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The five headings, the missions, and what is still missing before submitting."""
    placement = read(placement)
    kept = queries.framing_of(placement)
    form = HeadingsForm(posted(request), initial=_initial(kept))
    theirs: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            return _save(request, placement, form)
        except DomainError as error:
            if isinstance(error, FramingConflictError):
                theirs = _differences(error.framing, form)
            form = _over(request.POST, queries.framing_of(placement).version)
            form.add_error(None, str(error))
    context = _context(request, placement, form) | {"theirs": theirs}
    return render(request, "placements/framing.html", context, status=409 if theirs else 200)


def _save(request: ActorRequest, placement: Placement, form: HeadingsForm) -> HttpResponse:
    """Save, then submit if that button was pressed; a refusal to submit keeps what was saved."""
    writing.save_headings(
        placement=placement,
        headings=form.headings(),
        version=form.cleaned_data["version"],
        by=request.actor,
    )
    if request.POST.get("do") != SUBMIT:
        messages.success(request, "Le cadrage est enregistré.")
        return redirect("placements:framing", placement=placement.pk)
    moving.submit(placement=placement, by=request.actor)
    messages.success(request, "Le cadrage est soumis à l’enseignant référent.")
    return redirect(placement)


def _initial(kept: Framing) -> dict[str, Any]:
    return {"version": kept.version} | {name: getattr(kept, name) for name in HEADING_HELP}


def _over(posted: QueryDict, version: int) -> HeadingsForm:
    """The same words, ready to be saved over the version that the page now shows."""
    data = posted.copy()
    data["version"] = str(version)
    return HeadingsForm(data)


def _differences(theirs: Framing, form: HeadingsForm) -> list[tuple[str, str]]:
    """The headings on which the two writers differ, with the words already saved."""
    mine = form.headings()
    return [
        (label, getattr(theirs, name))
        for name, (label, _help) in HEADING_HELP.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _context(request: ActorRequest, placement: Placement, form: HeadingsForm) -> dict[str, Any]:
    facts = queries.facts_of(placement)
    mine = relations(request.actor, placement)
    writable = placement.state in WRITABLE
    return {
        "placement": placement,
        "form": form,
        "missions": queries.missions_of(placement),
        "poles": queries.coverage(placement),
        "writable": writable,
        "may_submit": writable and WORKFLOW.may(SUBMIT, mine),
        "asked": [(label, anchor, ask.holds(facts)) for ask, label, anchor in ASKED],
    }


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def add_mission(request: ActorRequest, placement: Placement) -> HttpResponse:
    """A new mission, with its tasks."""
    placement = read(placement)
    form = MissionForm(posted(request), placement=placement)
    if form.is_valid():
        try:
            writing.add_mission(placement=placement, details=form.details(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La mission est ajoutée.")
            return _back_to_missions(placement)
    return render(request, "placements/mission.html", _mission_context(placement, form, None))


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def edit_mission(request: ActorRequest, placement: Placement, *, mission: int) -> HttpResponse:
    """Rewrite a mission; what somebody else wrote meanwhile is shown beside."""
    placement = read(placement)
    row = get_object_or_404(placement.missions, pk=mission)
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
    context = _mission_context(placement, form, row) | {"theirs": theirs}
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
        "seen": details.fingerprint,
    }


def _over_mission(posted: QueryDict, placement: Placement, theirs: Mission) -> MissionForm:
    """The same words, ready to be saved over those that the page now shows."""
    data = posted.copy()
    data["seen"] = queries.details_of(theirs).fingerprint
    return MissionForm(data, placement=placement)


def _boxes(poles: list[CoveredPole], checked: frozenset[int]) -> list[dict[str, Any]]:
    """The tasks to tick, under their poles and activities; an activity in use stands open."""
    return [
        {
            "label": pole.label,
            "activities": [
                {
                    "label": activity.label,
                    "chosen": sum(task.pk in checked for task in activity.tasks),
                    "tasks": [(task, task.pk in checked) for task in activity.tasks],
                }
                for activity in pole.activities
            ],
        }
        for pole in poles
    ]


def _mission_context(
    placement: Placement, form: MissionForm, mission: Mission | None
) -> dict[str, Any]:
    return {
        "placement": placement,
        "form": form,
        "mission": mission,
        "theirs": None,
        "boxes": _boxes(queries.coverage(placement), form.checked),
        "writable": placement.state in WRITABLE,
    }
