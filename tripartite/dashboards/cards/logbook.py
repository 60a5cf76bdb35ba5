"""The logbook: its latest notes, and what waits for the person who reads."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.logbook.domain.entries import ENTRY, WRITTEN
from tripartite.logbook.models import LogEntry
from tripartite.logbook.queries.entries import awaited
from tripartite.placements.domain import Relation

LATEST = 3


def card(file: File) -> dict[str, Any]:
    placement = file.placement
    counts = awaited(placement)
    to_read = {Relation.TUTOR: counts["unread"], Relation.REFERENT: counts["to_validate"]}
    rows = LogEntry.objects.visible_to(file.actor).filter(placement=placement)
    return {
        "log": {
            "latest": list(rows.latest_first()[:LATEST]),
            "notes": counts["notes"],
            "to_read": max((to_read.get(r, 0) for r in file.relations), default=0),
            "writes": placement.state in WRITTEN
            and file.overview.facts.started
            and ENTRY.may("share", file.relations),
        }
    }
