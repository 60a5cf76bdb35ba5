"""When a teacher is free and from where; when a host and a tutor receive."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.accounts.models import School, User
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup.access import may_plan
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.forms.timetable import clocks_of
from tripartite.placements.models import Placement
from tripartite.tours.access import may_note, may_remove
from tripartite.tours.actions import freedom as actions
from tripartite.tours.domain.labels import USUAL_MINUTES, Start
from tripartite.tours.forms import FreeForm, HoursForm, StartForm
from tripartite.tours.models import FreeTime, SiteHours, TeacherStart, TutorHours


def _school(user: User) -> School:
    return School.objects.visible_to(user).order_by("name", "pk")[0]


@allow_on(User, may_note)
@require_http_methods(["GET", "POST"])
def availability(request: ActorRequest, user: User) -> HttpResponse:
    """Two forms: the start with the length of a visit, and one half-day more."""
    school = _school(user)
    wanted = request.POST.get("do") if request.method == "POST" else None
    start = TeacherStart.objects.filter(school=school, teacher=user).first()
    known = start or TeacherStart(kind=Start.SCHOOL, minutes=USUAL_MINUTES)
    initial = {name: getattr(known, name) for name in StartForm.base_fields}
    start_form = StartForm(request.POST if wanted == "start" else None, initial=initial)
    free_form = FreeForm(request.POST if wanted == "free" else None)
    form = start_form if wanted == "start" else free_form
    if form.is_valid():
        note = _note_start if form is start_form else _note_free
        try:
            note(school, user, form, request)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est noté.")
            return redirect("tours:availability", user=user.pk)
    return _shown(request, user, school, start_form, free_form)


def _note_start(school: School, user: User, form: Any, request: ActorRequest) -> None:
    actions.note_start(school=school, teacher=user, **form.cleaned_data, by=request.actor)


def _note_free(school: School, user: User, form: Any, request: ActorRequest) -> None:
    actions.add_free_time(school=school, teacher=user, **form.values(), by=request.actor)


def _shown(
    request: ActorRequest, user: User, school: School, start_form: StartForm, free_form: FreeForm
) -> HttpResponse:
    rows = FreeTime.objects.filter(school=school, teacher=user)
    context = {
        "teacher": user,
        "is_own": user.pk == request.actor.pk,
        "start_form": start_form,
        "free_form": free_form,
        "rows": rows.order_by("weekday", "day", "opens", "pk"),
    }
    return render(request, "tours/availability.html", context)


@allow_on(FreeTime, may_remove)
@require_POST
def remove_free_time(request: ActorRequest, free: FreeTime) -> HttpResponse:
    actions.remove_free_time(free=free, by=request.actor)
    messages.success(request, "La demi-journée est retirée.")
    return redirect("tours:availability", user=free.teacher_id)


@allow_on(Placement, may_plan)
@require_http_methods(["GET", "POST"])
def hours(request: ActorRequest, placement: Placement) -> HttpResponse:
    """When the place and the tutor of a placement receive."""
    site, tutor = placement.site, placement.tutor
    if site is None:
        messages.error(request, "Ce stage n’a pas encore d’accueil.")
        return redirect(placement)
    sent = request.POST if request.method == "POST" else None
    open_ = SiteHours.objects.filter(site=site).first()
    there = TutorHours.objects.filter(contact=tutor).first() if tutor else None
    forms = [
        HoursForm(sent, prefix=prefix, initial=_clocks(row.week if row else None))
        for prefix, row in (("site", open_), ("tutor", there))
    ]
    if sent is not None and all(form.is_valid() for form in forms):
        weeks = {"site_week": forms[0].week, "tutor_week": forms[1].week}
        actions.note_hours(
            school=placement.school, site=site, tutor=tutor, **weeks, by=request.actor
        )
        messages.success(request, "Les heures de visite sont notées.")
        return redirect("tours:hours", placement=placement.pk)
    context = {"placement": placement, "site_form": forms[0], "tutor_form": forms[1]}
    return render(request, "tours/hours.html", context)


def _clocks(week: list[list[list[str]]] | None) -> dict[str, str]:
    return clocks_of(WeeklyTimetable.from_json(week)) if week else {}
