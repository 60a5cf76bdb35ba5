"""What was changed after all had signed, and by which amendment each value holds."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper


def card(file: File) -> dict[str, Any]:
    """The amendments that hold, oldest first, each with its lines before and after."""
    placement = file.placement
    agreed = file.overview.facts.agreement
    sealed = agreed is not None and agreed.state is PaperState.SEALED
    rows: list[Paper] = []
    if sealed:
        amended = Paper.objects.filter(placement=placement, kind=Kind.AMENDMENT)
        rows = list(amended.filter(state=PaperState.SEALED).order_by("pk"))
    return {
        "amended": [{"paper": row, "lines": row.data.get("changes", [])} for row in rows],
    }
