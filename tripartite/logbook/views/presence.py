"""The presence of a placement: its weeks, one week, and what each partner does with it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.logbook.access import (
    can_read,
    may_confirm,
    may_declare,
    may_record,
    may_reopen,
)
from tripartite.logbook.actions import presence as actions
from tripartite.logbook.calendar import calendar_of
from tripartite.logbook.domain.presence import WEEK, WeekState
from tripartite.logbook.forms.presence import RecordForm, ReopenForm, WeekForm
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected_totals


@allow_on(Placement, can_read)
@require_GET
def presence(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Every week, planned and told, and what it comes to."""
    lines = ledger.weeks(placement)
    today = clock.today()
    context = {
        "placement": placement,
        "weeks": lines,
        "calendar": calendar_of(placement, lines, today),
        "expected": expected_totals(placement),
        "effective": ledger.totals(placement),
        "declared": ledger.declared_minutes(placement),
        "may_start": ledger.agreement_is_sealed(placement),
        "may_declare": may_declare(request.actor, placement),
        "today": today,
    }
    return render(request, "logbook/presence.html", context)


def _week(placement: Placement, monday: date) -> ledger.WeekLine:
    line = ledger.week(placement, monday)
    if line is None:
        raise Http404
    return line


def _moves(request: ActorRequest, placement: Placement, line: ledger.WeekLine) -> dict[str, bool]:
    """The moves of the workflow that are this person's, now."""
    mine = placement.relations_of(request.actor)
    names = {row.name for row in WEEK.available(line.state, mine)}
    return {name: name in names for name in WEEK.transitions}


@allow_on(Placement, can_read)
@require_GET
def week(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    """One week, day by day, with the buttons of whoever reads it."""
    line = _week(placement, monday)
    today = clock.today()
    context = {
        "placement": placement,
        "week": line,
        "moves": _moves(request, placement, line),
        "stamp": actions.stamp(line.row) if line.row else "",
        "is_open_yet": bool(line.opens_on and line.opens_on <= today),
        "is_over": bool(line.last_planned and line.last_planned <= today),
        "may_start": ledger.agreement_is_sealed(placement),
    }
    return render(request, "logbook/week.html", context)


@allow_on(Placement, may_declare)
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    line = _week(placement, monday)
    if line.state is WeekState.CONFIRMED:
        return redirect("logbook:week", placement=placement.pk, monday=monday)
    form = WeekForm(request.POST or None, week=line, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_week(
                placement=placement, monday=monday, days=form.entries(), by=request.actor
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est noté. Le tuteur confirmera la semaine complète.")
            return redirect("logbook:week", placement=placement.pk, monday=monday)
    context = {"placement": placement, "week": line, "form": form}
    return render(request, "logbook/declare.html", context)


@allow_on(Placement, may_declare)
@require_POST
def as_planned(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    """« Présent comme prévu », in one click."""
    _week(placement, monday)
    actions.declare_as_planned(placement=placement, monday=monday, by=request.actor)
    messages.success(request, "Présent comme prévu : c’est noté. Le tuteur va le confirmer.")
    return redirect("logbook:week", placement=placement.pk, monday=monday)


def _back(week: PresenceWeek) -> HttpResponse:
    return redirect("logbook:week", placement=week.placement_id, monday=week.monday)


@allow_on(PresenceWeek, may_confirm)
@require_POST
def confirm(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    seen = request.POST.get("seen", "")
    actions.confirm_week(week=week, by=request.actor, seen=seen)
    messages.success(request, "Semaine confirmée. Merci !")
    return redirect("logbook:presence", placement=week.placement_id)


def _week_context(week: PresenceWeek, form: Any) -> dict[str, Any]:
    return {
        "placement": week.placement,
        "week": _week(week.placement, week.monday),
        "form": form,
    }


@allow_on(PresenceWeek, may_reopen)
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_week(week=week, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La semaine est rouverte : l’étudiant va la corriger.")
            return _back(week)
    return render(request, "logbook/reopen.html", _week_context(week, form))


@allow_on(PresenceWeek, may_record)
@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The office records the sheet that the tutor signed by hand."""
    form = RecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_week(week=week, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La feuille signée est enregistrée, la semaine confirmée.")
            return _back(week)
    return render(request, "logbook/record.html", _week_context(week, form))
