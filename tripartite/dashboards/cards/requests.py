"""The ways to ask the team, and what this person may read of what was asked."""

from typing import Any

from tripartite.core import clock
from tripartite.dashboards.cards.file import File
from tripartite.followup.domain.requests import party_of
from tripartite.followup.queries import requests_of, ways_to_ask
from tripartite.placements.domain import Relation as R

LATEST = 6


def card(file: File) -> dict[str, Any]:
    partner = bool(file.relations - {R.GUARDIAN})
    return {
        "ways": ways_to_ask(file.placement, party_of(file.relations)),
        "requests": list(requests_of(file.placement, file.actor)[:LATEST]) if partner else [],
        "sees_requests": partner,
        "today": clock.today(),
    }
