"""What was agreed: the five headings and the missions."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain.framing import HEADING_HELP
from tripartite.placements.models import Framing, Mission, Placement


def card(file: File) -> dict[str, Any]:
    missions = Mission.objects.filter(placement=file.placement).order_by("position")
    return {
        "headings": _headings(file.placement),
        "missions": list(missions.prefetch_related("tasks__activity__pole")),
        "writes": bool(file.relations & {R.STUDENT, R.REFERENT, R.OFFICE}),
    }


def _headings(placement: Placement) -> list[tuple[str, str]]:
    """The five headings as they stand, each with its title."""
    framing = Framing.objects.filter(placement=placement).first()
    if framing is None:
        return []
    return [(label, getattr(framing, name)) for name, (label, _help) in HEADING_HELP.items()]
