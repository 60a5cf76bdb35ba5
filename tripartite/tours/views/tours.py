"""A tour: asked for, watched, read, adjusted, applied."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.core.htmx import page
from tripartite.core.http import ActorRequest
from tripartite.documents.batches import failures_of, progress_of
from tripartite.documents.domain import BatchState
from tripartite.documents.responses import file_response
from tripartite.school.models import Period
from tripartite.tours import papers, queries
from tripartite.tours.access import can_see, may_adjust, may_run, visits_or_runs
from tripartite.tours.actions import planning as actions
from tripartite.tours.calendars import ics
from tripartite.tours.domain.times import minute_of, time_of
from tripartite.tours.forms import TourForm, VisitForm
from tripartite.tours.models import FreeTime, Tour, TourVisit

PER_PAGE = 25


@allow(visits_or_runs)
@require_http_methods(["GET", "POST"])
def tours(request: ActorRequest) -> HttpResponse:
    school = School.objects.visible_to(request.actor).order_by("name", "pk")[0]
    runs = School.objects.run_by(request.actor).filter(pk=school.pk).exists()
    form = _tour_form(request, school, runs=runs)
    if form.is_valid():
        asked = {"period": None} | form.cleaned_data
        teacher = None if runs else request.actor
        try:
            tour = actions.start_tour(school=school, teacher=teacher, **asked, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(tour)
    return _list(request, form, runs=runs)


def _tour_form(request: ActorRequest, school: School, *, runs: bool) -> TourForm:
    """The next period of the school, or of the teacher's own classes, is proposed."""
    periods = Period.objects.visible_to(request.actor).filter(
        cohort__programme__school=school, ends_on__gte=clock.today()
    )
    periods = periods.select_related("cohort").order_by("starts_on", "cohort__name", "pk")
    wanted = request.GET.get("periode", "")
    chosen = periods.filter(pk=int(wanted[:9])) if wanted.isdecimal() else periods
    first = chosen.first()
    initial: dict[str, Any] = {}
    if first is not None:
        soon = max(first.starts_on, clock.today() + timedelta(days=1))
        initial = {"period": first, "starts_on": soon, "ends_on": max(soon, first.ends_on)}
    sent = request.POST if request.method == "POST" else None
    return TourForm(sent, periods=periods, for_office=runs, initial=initial)


def _list(request: ActorRequest, form: TourForm, *, runs: bool) -> HttpResponse:
    rows = Tour.objects.visible_to(request.actor).select_related(
        "teacher", "period__cohort", "by", "batch"
    )
    context = {
        "form": form,
        "runs": runs,
        "page": Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "has_free_time": runs or FreeTime.objects.filter(teacher=request.actor).exists(),
    }
    return render(request, "tours/tours.html", context)


@allow_on(Tour, can_see)
@require_GET
def tour(request: ActorRequest, tour: Tour) -> HttpResponse:
    """The plan; while it is computed, the page asks for its own part every three seconds."""
    told = queries.told(tour, request.actor)
    batch = tour.batch
    context = {
        "tour": tour,
        "told": told,
        "map": queries.map_of(told.sheets),
        "tiles": settings.MAP_TILES_URL,
        "credit": settings.MAP_TILES_CREDIT,
        "may_run": may_run(request.actor, tour),
        "is_running": batch is not None and batch.is_unfinished,
        "is_stopped": batch is not None and batch.state == BatchState.STOPPED,
        "counts": progress_of(batch) if batch else None,
        "failures": failures_of(batch) if batch else [],
    }
    return page(request, "tours/tour.html", context, partials=["tour"])


@allow_on(Tour, may_run)
@require_POST
def stop(request: ActorRequest, tour: Tour) -> HttpResponse:
    actions.stop_tour(tour=tour, by=request.actor)
    messages.success(request, "Le calcul s’arrête : le meilleur plan trouvé est gardé.")
    return redirect(tour)


@allow_on(Tour, may_run)
@require_POST
def replan(request: ActorRequest, tour: Tour) -> HttpResponse:
    actions.replan_tour(tour=tour, by=request.actor)
    messages.success(request, "Nouveau calcul : les visites fixées ne bougent pas.")
    return redirect(tour)


@allow_on(Tour, may_run)
@require_http_methods(["GET", "POST"])
def apply(request: ActorRequest, tour: Tour) -> HttpResponse:
    """Said before it is done: everybody is written to."""
    if request.method == "POST":
        done = actions.apply_tour(tour=tour, by=request.actor)
        messages.success(
            request,
            f"{count_of(done.planned, 'échange')} prévus, {done.moved} déplacés, {done.kept} "
            "inchangés : les personnes concernées reçoivent l’invitation.",
        )
        if done.refused:
            refused = count_of(done.refused, "visite")
            messages.warning(request, f"{refused} sans échange : la raison est sur la ligne.")
        return redirect(tour)
    told = queries.told(tour, request.actor)
    return render(request, "tours/apply.html", {"tour": tour, "figures": told.figures})


@allow_on(Tour, can_see)
@require_GET
def road_book(request: ActorRequest, tour: Tour) -> HttpResponse:
    told = queries.told(tour, request.actor)
    content = papers.road_book(tour, told, clock.now())
    return file_response(content, name=f"feuille-de-route-{tour.starts_on}.pdf")


@allow_on(Tour, can_see)
@require_GET
def calendar(request: ActorRequest, tour: Tour) -> HttpResponse:
    visits = list(queries.visits_of(tour, request.actor))
    content = ics(visits, clock.now()).encode()
    return file_response(content, name="tournee.ics", mime="text/calendar; charset=utf-8")


@allow_on(TourVisit, may_adjust)
@require_http_methods(["GET", "POST"])
def visit(request: ActorRequest, visit: TourVisit) -> HttpResponse:
    """Move it, fix it or let it go, say by when."""
    initial: dict[str, Any] = {"locked": visit.stays, "deadline": visit.deadline}
    if visit.day is not None and visit.starts is not None:
        initial |= {"day": visit.day, "hour": time_of(visit.starts)}
    form = VisitForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            _adjust(visit, form.cleaned_data, request)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(visit.tour)
    context = {"visit": visit, "form": form, "tour": visit.tour}
    return render(request, "tours/visit.html", context)


def _adjust(visit: TourVisit, typed: dict[str, Any], request: ActorRequest) -> None:
    """One act: another time fixes the visit there; the same time only fixes it or frees it."""
    day, hour = typed["day"], typed["hour"]
    if day is not None and visit.moment != (day, minute_of(hour)):
        actions.move_visit(visit=visit, day=day, minute=minute_of(hour), by=request.actor)
        messages.success(request, "La visite est déplacée et fixée ; les autres font place.")
        return
    locked, deadline = typed["locked"], typed["deadline"]
    actions.lock_visit(visit=visit, locked=locked, deadline=deadline, by=request.actor)
    messages.success(request, "C’est noté pour le prochain calcul.")
