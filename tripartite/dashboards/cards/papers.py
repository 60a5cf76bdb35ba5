"""The papers of the placement, each with its signatures."""

from dataclasses import dataclass, field
from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.papers.access import is_signer
from tripartite.papers.domain import OPEN, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation as R


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper and its signatures, each with what the person who looks may do."""

    paper: Paper
    signatures: list[dict[str, Any]] = field(default_factory=list)


def card(file: File) -> dict[str, Any]:
    """The latest paper of each kind that was not withdrawn, by kind."""
    may_remind = bool(file.relations & {R.STUDENT, R.REFERENT, R.OFFICE})
    cards: dict[str, PaperCard] = {}
    papers = Paper.objects.filter(placement=file.placement).exclude(state=PaperState.VOID)
    for paper in papers.defer("data").order_by("pk"):
        cards[Kind(paper.kind).value] = PaperCard(paper)
    shown = {c.paper.pk: c for c in cards.values()}
    for row in Signature.objects.filter(paper__in=shown).order_by("rank", "pk"):
        is_open = row.state in OPEN and shown[row.paper_id].paper.state == PaperState.OUT
        mine = is_open and is_signer(file.actor, row)
        shown[row.paper_id].signatures.append(
            {"row": row, "mine": mine, "may_remind": is_open and may_remind and bool(row.email)}
        )
    return {"papers": cards}
