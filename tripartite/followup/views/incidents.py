"""Incidents: reported, dealt with; accidents: what to do, and what was done."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.access import is_office
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup.access import (
    can_read,
    can_read_incident,
    may_handle,
    may_note,
    may_report_incident,
    may_see_incidents,
)
from tripartite.followup.actions import incidents as actions
from tripartite.followup.domain.incidents import (
    AFTER_INTERRUPTION,
    AMENDMENT_WORDS,
    INCIDENT,
    SOURCES,
    IncidentKind,
    IncidentState,
    Practice,
)
from tripartite.followup.forms.incidents import (
    IncidentForm,
    InstructionsForm,
    OutcomeForm,
    StepForm,
)
from tripartite.followup.models import Incident
from tripartite.followup.queries import incidents as queries
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

PAGE = 30


@allow_on(Placement, may_see_incidents)
@require_GET
def incidents(request: ActorRequest, placement: Placement) -> HttpResponse:
    page = Paginator(queries.incidents_of(placement, request.actor), PAGE)
    context = {
        "placement": Placement.objects.with_people().get(pk=placement.pk),
        "page": page.get_page(request.GET.get("page")),
        "may_report": may_report_incident(request.actor, placement),
    }
    return render(request, "followup/incidents.html", context)


@allow_on(Placement, may_report_incident)
@require_http_methods(["GET", "POST"])
def report_incident(request: ActorRequest, placement: Placement) -> HttpResponse:
    initial = {"happened_on": clock.today(), "kind": request.GET.get("nature", "")}
    form = IncidentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            incident = actions.report_incident(
                placement=placement, **form.cleaned_data, by=request.actor
            )
        except DomainError as error:
            form.add_error("happened_on" if error.code == "incident_date" else None, str(error))
        else:
            messages.success(request, "C’est signalé : l’équipe est prévenue.")
            return redirect(incident)
    placement = Placement.objects.with_people().get(pk=placement.pk)
    context = {"form": form, "placement": placement}
    return render(request, "followup/incident_report.html", context)


@allow_on(Incident, can_read_incident)
@require_GET
def incident(request: ActorRequest, incident: Incident) -> HttpResponse:
    relations = incident.placement.relations_of(request.actor)
    moves = INCIDENT.available(IncidentState(incident.state), relations)
    context = {
        "incident": incident,
        "placement": Placement.objects.with_people().get(pk=incident.placement_id),
        "moves": {move.name for move in moves},
        "runs": Relation.OFFICE in relations,
        "lines": queries.checklist(incident),
        "notes": may_note(request.actor, incident),
        "today": clock.today(),
        "rule": AFTER_INTERRUPTION,
        "amendment": AMENDMENT_WORDS.get(IncidentKind(incident.kind), ""),
    }
    return render(request, "followup/incident.html", context)


@allow_on(Incident, may_handle)
@require_http_methods(["GET", "POST"])
def handle(request: ActorRequest, incident: Incident) -> HttpResponse:
    """Say what was done; or, once dealt with, why it is opened again."""
    is_open = incident.state == IncidentState.REPORTED
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            if is_open:
                actions.handle_incident(incident=incident, outcome=words, by=request.actor)
            else:
                actions.reopen_incident(incident=incident, reason=words, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est noté au dossier.")
            return redirect(incident)
    context = {"form": form, "incident": incident, "is_open": is_open}
    return render(request, "followup/incident_handle.html", context)


@allow_on(Incident, may_note)
@require_POST
def note_step(request: ActorRequest, incident: Incident, step: str) -> HttpResponse:
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Dites quel jour cela a été fait : la date manque ou est fausse.")
        return redirect(incident)
    try:
        actions.note_step(incident=incident, key=step, **form.cleaned_data, by=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "C’est noté.")
    return redirect(incident)


@allow_on(Placement, can_read)
@require_GET
def accident(request: ActorRequest, placement: Placement) -> HttpResponse:
    """« Que faire en cas d’accident »: for every partner, by the school's own way."""
    placement = Placement.objects.with_people().get(pk=placement.pk)
    instructions = queries.instructions_for(placement.school)
    context: dict[str, Any] = {
        "placement": placement,
        "instructions": instructions,
        "steps": queries.steps_for(placement.school),
        "source": SOURCES[Practice(instructions.practice)],
        "may_report": may_report_incident(request.actor, placement),
    }
    return render(request, "followup/accident.html", context)


@allow(is_office)
@require_http_methods(["GET", "POST"])
def instructions(request: ActorRequest) -> HttpResponse:
    """What the school says to do; the rule of its country until it says so."""
    school = School.objects.run_by(request.actor).order_by("name", "pk")[0]
    row = queries.instructions_for(school)
    initial = {name: getattr(row, name) for name in ("practice", "contact", "phone", "words")}
    form = InstructionsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.set_instructions(school=school, **form.values(), by=request.actor)
        messages.success(request, "C’est enregistré : tous les dossiers le montrent.")
        return redirect("followup:instructions")
    return render(request, "followup/instructions.html", {"form": form, "school": school})
