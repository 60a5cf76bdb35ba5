"""The accesses of inspection of a school: listed, opened, closed."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.models import JournalEntry, School
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements.access import runs_inspection
from tripartite.placements.actions import inspecting
from tripartite.placements.forms.inspection import InspectionForm
from tripartite.placements.views.common import posted
from tripartite.school.access import runs_school
from tripartite.school.models import Inspection

PAGE = 30


@allow_on(School, runs_school)
@require_GET
def inspections(request: ActorRequest, school: School) -> HttpResponse:
    """Who may read what, until when; the latest first."""
    rows = Inspection.objects.filter(school=school).select_related("link")
    pages = Paginator(rows.prefetch_related("cohorts").order_by("-opened_at", "-pk"), PAGE)
    context = {"school": school, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "placements/inspections.html", context)


@allow_on(School, runs_school)
@require_http_methods(["GET", "POST"])
def inspection_new(request: ActorRequest, school: School) -> HttpResponse:
    """Open an access; the link leaves by e-mail."""
    today = clock.today()
    initial = {"starts_on": today, "ends_on": today + timedelta(days=14)}
    form = InspectionForm(posted(request), school=school, initial=initial)
    if form.is_valid():
        try:
            found = inspecting.open_inspection(school=school, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Le lien part à {found.link.email}.")
            return redirect("placements:inspections", school=school.pk)
    return render(request, "placements/inspection_new.html", {"form": form, "school": school})


@allow_on(Inspection, runs_inspection)
@require_GET
def inspection(request: ActorRequest, inspection: Inspection) -> HttpResponse:
    """What was read, when, from where."""
    pages = Paginator(JournalEntry.objects.of(inspection.file), PAGE)
    context = {"inspection": inspection, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "placements/inspection.html", context)


@allow_on(Inspection, runs_inspection)
@require_POST
def inspection_close(request: ActorRequest, inspection: Inspection) -> HttpResponse:
    inspecting.close_inspection(inspection=inspection, by=request.actor)
    messages.success(request, f"L’accès de {inspection.link.name} est fermé.")
    return redirect("placements:inspections", school=inspection.school_id)
