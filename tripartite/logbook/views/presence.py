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
from tripartite.core.fr import day_in_words
from tripartite.core.http import ActorRequest
from tripartite.documents.actions.files import read
from tripartite.documents.responses import upload_response
from tripartite.logbook.access import (
    can_read,
    can_read_week,
    may_confirm,
    may_declare,
    may_record,
    may_reopen,
)
from tripartite.logbook.actions import presence as actions
from tripartite.logbook.calendar import months_of
from tripartite.logbook.domain.days import PROPOSERS
from tripartite.logbook.domain.presence import WEEK, WeekState
from tripartite.logbook.forms.presence import (
    RecordForm,
    ReopenForm,
    WeekForm,
)
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.logbook.queries.balance import balance_of
from tripartite.logbook.queries.corrections import correction_of
from tripartite.logbook.queries.days import special_days_of
from tripartite.papers.queries import may_begin
from tripartite.placements.models import Placement
from tripartite.placements.schedule import unauthorised


@allow_on(Placement, can_read)
@require_GET
def presence(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Every week, planned and told, and what it comes to."""
    lines = ledger.weeks(placement)
    mine = placement.relations_of(request.actor)
    today = clock.today()
    context = {
        "placement": placement,
        "weeks": lines,
        "months": months_of(placement, lines, today),
        "balance": balance_of(placement, lines, today),
        "special_days": special_days_of(placement, mine),
        "may_propose_day": bool(PROPOSERS & mine),
        **_start(placement),
        "may_declare": WEEK.may("declare", mine),
        "today": today,
    }
    return render(request, "logbook/presence.html", context)


def week_line(placement: Placement, monday: date) -> ledger.WeekLine:
    line = ledger.week(placement, monday)
    if line is None:
        raise Http404
    return line


def _moves(request: ActorRequest, placement: Placement, line: ledger.WeekLine) -> dict[str, bool]:
    """The moves of the workflow that are this person's, now."""
    mine = placement.relations_of(request.actor)
    names = {row.name for row in WEEK.available(line.state, mine)}
    return {name: name in names for name in WEEK.transitions}


def _start(placement: Placement) -> dict[str, Any]:
    """Whether presence may be noted at all, and what holds it back in Monaco."""
    held_back = unauthorised(placement)
    return {"may_start": may_begin(placement) and not held_back, "held_back": held_back}


@allow_on(Placement, can_read)
@require_GET
def week(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    """One week, day by day, with the buttons of whoever reads it."""
    line = week_line(placement, monday)
    today = clock.today()
    context = {
        "placement": placement,
        "week": line,
        "moves": _moves(request, placement, line),
        "records": WEEK.may("record", placement.relations_of(request.actor)),
        "stamp": actions.stamp(line.row) if line.row else "",
        "has_begun": bool(line.opens_on and line.opens_on <= today),
        "is_over": bool(line.last_planned and line.last_planned <= today),
        **_start(placement),
        "correction": correction_of(line),
        "today": today,
    }
    return render(request, "logbook/week.html", context)


def said_of(placement: Placement, line: ledger.WeekLine) -> dict[str, Any]:
    """What the form of a week needs to know."""
    missed = {entry.day for entry in ledger.absences(placement)}
    return {"week": line, "today": clock.today(), "absences": missed}


@allow_on(Placement, may_declare)
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    line = week_line(placement, monday)
    if line.state is WeekState.CONFIRMED:
        return redirect("logbook:week", placement=placement.pk, monday=monday)
    form = WeekForm(request.POST or None, **said_of(placement, line))
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
    week_line(placement, monday)
    actions.declare_as_planned(placement=placement, monday=monday, by=request.actor)
    messages.success(request, "Présent comme prévu : c’est noté. Le tuteur va le confirmer.")
    return redirect("logbook:week", placement=placement.pk, monday=monday)


@allow_on(Placement, may_declare)
@require_POST
def day_as_planned(request: ActorRequest, placement: Placement, day: date) -> HttpResponse:
    """« Présent comme prévu » for one day."""
    week = actions.declare_day(placement=placement, day=day, by=request.actor)
    messages.success(request, f"{day_in_words(day).capitalize()} : présent comme prévu.")
    return back(week)


def back(week: PresenceWeek) -> HttpResponse:
    return redirect("logbook:week", placement=week.placement_id, monday=week.monday)


@allow_on(PresenceWeek, may_confirm)
@require_POST
def confirm(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    seen = request.POST.get("seen", "")
    actions.confirm_week(week=week, by=request.actor, seen=seen)
    messages.success(request, "Semaine confirmée. Merci !")
    return redirect("logbook:presence", placement=week.placement_id)


def week_context(week: PresenceWeek, form: Any) -> dict[str, Any]:
    return {
        "placement": week.placement,
        "week": week_line(week.placement, week.monday),
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
            return back(week)
    return render(request, "logbook/reopen.html", week_context(week, form))


@allow_on(PresenceWeek, may_record)
@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The office records the sheet that the tutor signed by hand."""
    form = RecordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_week(week=week, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La feuille signée est enregistrée, la semaine confirmée.")
            return back(week)
    return render(request, "logbook/record.html", week_context(week, form))


@allow_on(PresenceWeek, can_read_week)
@require_GET
def scan(_request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The sheet that the tutor signed by hand, as the office received it."""
    if week.sheet is None:
        raise Http404
    return upload_response(read(week.sheet), name=week.sheet.name, mime=week.sheet.mime)
