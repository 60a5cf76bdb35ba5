"""What was agreed: objectives, missions, headings; who agreed, and whose turn it is."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.placements.access import DISCUSSERS
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain.framing import HEADING_HELP
from tripartite.placements.models import Framing, Mission, Objective, Placement
from tripartite.placements.snapshots import consents_of, latest_version

#: The turns of the framing, the first of which is shown on its card.
TURNS = frozenset({"frame", "agree_framing", "accept_framing", "decide"})


def card(file: File) -> dict[str, Any]:
    """Six queries: headings, objectives, missions with their tasks, the version and its yeses."""
    placement = file.placement
    missions = Mission.objects.filter(placement=placement).order_by("position")
    version = latest_version(placement)
    given = consents_of(version) if version else {}
    return {
        "headings": _headings(placement),
        "objectives": list(Objective.objects.filter(placement=placement).order_by("position")),
        "missions": list(missions.prefetch_related("tasks__activity__pole")),
        "writes": bool(file.relations & {R.STUDENT, R.REFERENT, R.OFFICE}),
        "discusses_framing": bool(file.relations & DISCUSSERS),
        "framing_version": version,
        "framing_host": given.get(Party.HOST),
        "framing_student": given.get(Party.STUDENT),
        "framing_turn": next((t for t in file.overview.turns if t.what in TURNS), None),
    }


def _headings(placement: Placement) -> list[tuple[str, str]]:
    """The five headings as they stand, each with its title."""
    framing = Framing.objects.filter(placement=placement).first()
    if framing is None:
        return []
    return [(label, getattr(framing, name)) for name, (label, _help) in HEADING_HELP.items()]
