"""The placement file: one page that the three partners share."""

from collections.abc import Container

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.dashboards.access import can_view, may_read_journal
from tripartite.dashboards.acts import act_for, open_signatures
from tripartite.dashboards.cards import File, context_of
from tripartite.dashboards.queries import Overview, overviews
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement

JOURNAL_PAGE = 50


@allow_on(Placement, can_view)
@require_GET
def placement(request: ActorRequest, placement: Placement) -> HttpResponse:
    placement = Placement.objects.with_people().get(pk=placement.pk)
    actor, relations = request.actor, placement.relations_of(request.actor)
    overview = overviews([placement], clock.today())[0]
    awaited = open_signatures([placement.pk])[placement.pk]
    todo = [
        (t, act_for(t, actor=actor, placement=placement, relations=relations, open_=awaited))
        for t in overview.turns
    ]
    cards = context_of(File(placement, actor, relations, overview))
    context = cards | {
        "placement": placement,
        "overview": overview,
        "anchors": anchors_of(overview, cards["papers"]),
        "todo": todo,
        "act": todo[0][1] if todo else None,
    }
    return render(request, "dashboards/placement.html", context)


def anchors_of(overview: Overview, papers: Container[str]) -> set[str]:
    """The cards that this file has by now, for the line to lead to."""
    facts = overview.facts
    there = {
        "host": True,
        "framing": True,
        "signatures": "agreement" in papers,
        "presence": facts.started,
        "exchange": facts.approved_on is not None,
        "evaluation": facts.started or "evaluation" in papers,
        "certificate": "certificate" in papers,
    }
    return {anchor for anchor, shown in there.items() if shown}


@allow_on(Placement, may_read_journal)
@require_GET
def journal(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Who did what, when, from where; addresses are for the office only."""
    page = Paginator(JournalEntry.objects.of(placement.file), JOURNAL_PAGE)
    with_origin = R.OFFICE in placement.relations_of(request.actor)
    context = {
        "placement": Placement.objects.with_people().get(pk=placement.pk),
        "page": page.get_page(request.GET.get("page")),
        "with_origin": with_origin,
    }
    return render(request, "dashboards/journal.html", context)
