"""The placement file: one page that the three partners share."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.dashboards.access import JOURNAL, can_view, may_read_journal
from tripartite.dashboards.acts import Act, act_for, open_signatures
from tripartite.dashboards.coverage import coverage_of
from tripartite.dashboards.domain import Turn
from tripartite.dashboards.queries import Overview, overviews
from tripartite.evaluations.models import JointEvaluation
from tripartite.followup.models import Exchange
from tripartite.logbook.models import PresenceWeek
from tripartite.papers.access import is_signer
from tripartite.papers.domain import OPEN, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import HEADING_HELP, OVER
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Framing, Mission, Placement

LATEST = 6
JOURNAL_PAGE = 50


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper and its signatures, each with what the person who looks may do."""

    paper: Paper
    signatures: list[dict[str, Any]] = field(default_factory=list)


@allow_on(Placement, can_view)
@require_GET
def placement(request: ActorRequest, placement: Placement) -> HttpResponse:
    placement = Placement.objects.with_people().get(pk=placement.pk)
    relations = placement.relations_of(request.actor)
    overview = overviews([placement], clock.today())[0]
    awaited = open_signatures([placement.pk])[placement.pk]
    todo = [(t, _act(t, request.actor, placement, relations, awaited)) for t in overview.turns]
    papers = paper_cards(placement, request.actor, relations)
    context = {
        "placement": placement,
        "overview": overview,
        "anchors": anchors_of(overview, papers),
        "todo": todo,
        "act": todo[0][1] if todo else None,
        "papers": papers,
        "headings": headings_of(placement),
        "names_referent": R.OFFICE in relations and placement.state not in OVER,
        "writes": bool(relations & {R.STUDENT, R.REFERENT, R.OFFICE}),
        "missions": _missions(placement),
        "weeks": PresenceWeek.objects.filter(placement=placement).order_by("monday"),
        "exchanges": Exchange.objects.filter(placement=placement).order_by("planned_for"),
        "evaluation": JointEvaluation.objects.filter(placement=placement).first(),
        "coverage": coverage_of(placement),
        "entries": _latest(placement) if relations & JOURNAL else [],
    }
    return render(request, "dashboards/placement.html", context)


def anchors_of(overview: Overview, papers: dict[str, PaperCard]) -> set[str]:
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


def headings_of(placement: Placement) -> list[tuple[str, str]]:
    """The five headings as they stand, each with its title."""
    framing = Framing.objects.filter(placement=placement).first()
    if framing is None:
        return []
    return [(label, getattr(framing, name)) for name, (label, _help) in HEADING_HELP.items()]


def _act(
    turn: Turn, actor: Any, placement: Placement, relations: frozenset[R], open_: list[Signature]
) -> Act | None:
    return act_for(turn, actor=actor, placement=placement, relations=relations, open_=open_)


def _missions(placement: Placement) -> list[Mission]:
    rows = Mission.objects.filter(placement=placement).order_by("position")
    return list(rows.prefetch_related("tasks__activity__pole"))


def paper_cards(placement: Placement, actor: Any, relations: frozenset[R]) -> dict[str, PaperCard]:
    """The latest paper of each kind that was not withdrawn, by kind."""
    may_remind = bool(relations & {R.STUDENT, R.REFERENT, R.OFFICE})
    cards: dict[str, PaperCard] = {}
    papers = Paper.objects.filter(placement=placement).exclude(state=PaperState.VOID)
    for paper in papers.defer("data").order_by("pk"):
        cards[Kind(paper.kind).value] = PaperCard(paper)
    shown = {c.paper.pk: c for c in cards.values()}
    rows = Signature.objects.filter(paper__in=shown).order_by("rank", "pk")
    for row in rows:
        is_open = row.state in OPEN and shown[row.paper_id].paper.state == PaperState.OUT
        mine = is_open and is_signer(actor, row)
        shown[row.paper_id].signatures.append(
            {"row": row, "mine": mine, "may_remind": is_open and may_remind and bool(row.email)}
        )
    return cards


def _latest(placement: Placement) -> list[dict[str, Any]]:
    return [entry_line(e) for e in JournalEntry.objects.of(placement.file)[:LATEST]]


def entry_line(entry: JournalEntry) -> dict[str, Any]:
    """An entry as the timeline shows it."""
    return {"when": entry.at, "who": entry.actor_name, "what": entry.sentence}


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
