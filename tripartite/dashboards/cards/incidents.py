"""Incidents that this person may read, and what to do after an accident."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.followup.domain.incidents import CONCERNED, REPORTERS
from tripartite.followup.queries.incidents import incidents_of

LATEST = 4


def card(file: File) -> dict[str, Any]:
    concerned = bool(file.relations & CONCERNED)
    return {
        "incidents": list(incidents_of(file.placement, file.actor)[:LATEST]) if concerned else [],
        "reports_incidents": bool(file.relations & REPORTERS),
    }
