"""The papers of the placement, each with its signatures."""

from dataclasses import dataclass, field
from typing import Any

from tripartite.certificates.queries import behind, live_certificate
from tripartite.dashboards.cards.file import File
from tripartite.papers.access import GATHERERS, SignatureLine, lines_for
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper, Signature, StartLift
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper and its signatures, each with what the person who looks may do."""

    paper: Paper
    may_gather: bool = False
    signatures: list[SignatureLine] = field(default_factory=list)


def card(file: File) -> dict[str, Any]:
    """The latest paper of each kind that was not withdrawn, by kind; whether it has not begun."""
    cards: dict[str, PaperCard] = {}
    papers = Paper.objects.filter(placement=file.placement).exclude(state=PaperState.VOID)
    for paper in papers.defer("data").order_by("pk"):
        cards[Kind(paper.kind).value] = PaperCard(
            paper,
            may_gather=paper.state == PaperState.OUT and bool(file.relations & GATHERERS),
        )
    shown = {c.paper.pk: c for c in cards.values()}
    rows = Signature.objects.filter(paper__in=shown).select_related("delegate")
    for row in rows.order_by("rank", "pk"):
        paper = shown[row.paper_id].paper
        shown[row.paper_id].signatures.extend(lines_for(file.actor, file.relations, paper, [row]))
    facts = file.overview.facts
    attested = R.OFFICE in file.relations and Kind.CERTIFICATE.value in cards
    return {
        "papers": cards,
        "behind": behind(file.placement, live_certificate(file.placement)) if attested else None,
        "not_begun": facts.not_begun,
        "may_lift": R.HEAD in file.relations
        and facts.state is State.APPROVED
        and not facts.may_begin,
        "start_lift": StartLift.objects.filter(placement=file.placement)
        .select_related("lifted_by")
        .first()
        if facts.lifted
        else None,
    }
