"""The attendance sheet of a placement, to be filled by hand or filled from the ledger."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.documents.responses import file_response
from tripartite.logbook.access import can_read
from tripartite.logbook.forms.sheet import SheetForm
from tripartite.logbook.papers import file_name, presence_paper, print_sheet
from tripartite.logbook.queries import ledger
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
