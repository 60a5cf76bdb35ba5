"""The attendance sheet of a placement, to be filled by hand or filled from the ledger."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.responses import file_response
from tripartite.logbook.access import can_read, may_record_sheet
from tripartite.logbook.actions.presence import record_sheet
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.forms.presence import PaperForm
from tripartite.logbook.forms.sheet import SheetForm
from tripartite.logbook.papers import file_name, presence_paper, print_sheet
from tripartite.logbook.queries import ledger
from tripartite.logbook.views.presence import back, said_of, week_line
from tripartite.placements.models import Placement


@allow_on(Placement, can_read)
@require_GET
def sheet(request: ActorRequest, placement: Placement) -> HttpResponse:
    """``?vierge=1`` leaves the hours to the pen; ``du`` and ``au`` keep some weeks only."""
    placement = Placement.objects.with_people().get(pk=placement.pk)
    form = SheetForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    first, last = asked.get("du"), asked.get("au")
    lines = [
        line
        for line in ledger.weeks(placement)
        if (first is None or line.sunday >= first) and (last is None or line.monday <= last)
    ]
    blank = bool(asked.get("vierge"))
    paper = presence_paper(placement, lines, blank=blank, today=clock.today())
    return file_response(print_sheet(paper), name=file_name(placement, blank=blank))


@allow_on(Placement, may_record_sheet)
@require_http_methods(["GET", "POST"])
def on_paper(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    """The week as the signed sheet tells it, recorded and confirmed in one step."""
    line = week_line(placement, monday)
    if line.state is WeekState.CONFIRMED:
        return redirect("logbook:week", placement=placement.pk, monday=monday)
    form = PaperForm(request.POST or None, request.FILES or None, **said_of(placement, line))
    if request.method == "POST" and form.is_valid():
        try:
            week = record_sheet(
                placement=placement,
                monday=monday,
                days=form.entries(),
                reason=form.cleaned_data["reason"],
                sheet=form.cleaned_data["sheet"],
                by=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La feuille signée est enregistrée, la semaine confirmée.")
            return back(week)
    context = {"placement": placement, "week": line, "form": form}
    return render(request, "logbook/on_paper.html", context)
