"""A week corrected by the tutor, contested by the student, settled by the team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.logbook.access import may_contest, may_correct, may_settle
from tripartite.logbook.actions import presence as actions
from tripartite.logbook.actions.correcting import contest_week, correct_week, settle_week
from tripartite.logbook.forms.presence import ContestForm, CorrectForm, SettleForm
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries.corrections import correction_of
from tripartite.logbook.views.presence import back, said_of, week_context, week_line


@allow_on(PresenceWeek, may_correct)
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The tutor says what happened, and confirms it."""
    line = week_line(week.placement, week.monday)
    form = CorrectForm(request.POST or None, **said_of(week.placement, line))
    if request.method == "POST" and form.is_valid():
        try:
            correct_week(
                week=week,
                days=form.entries(),
                reason=form.cleaned_data["reason"],
                by=request.actor,
                seen=request.POST.get("seen", ""),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Semaine corrigée et confirmée : l’étudiant est prévenu.")
            return back(week)
    context = week_context(week, form) | {"seen": actions.stamp(week)}
    return render(request, "logbook/correct.html", context)


@allow_on(PresenceWeek, may_contest)
@require_http_methods(["GET", "POST"])
def contest(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The student says, once, why the correction is not right."""
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contest_week(week=week, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Votre mot est envoyé à l’équipe, qui va décider.")
            return back(week)
    context = week_context(week, form)
    context["correction"] = correction_of(context["week"])
    return render(request, "logbook/contest.html", context)


@allow_on(PresenceWeek, may_settle)
@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, week: PresenceWeek) -> HttpResponse:
    """The team decides: the correction stands, or it is taken back."""
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            settle_week(week=week, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "C’est tranché : l’étudiant et le tuteur sont prévenus.")
            return back(week)
    context = week_context(week, form)
    context["correction"] = correction_of(context["week"])
    return render(request, "logbook/settle.html", context)
