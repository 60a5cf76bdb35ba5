"""What those who run the placement may do to it, whoever's turn it is."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tripartite.dashboards.cards.file import File
from tripartite.placements.domain import OVER, WORKFLOW, State
from tripartite.placements.domain import Relation as R


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu « Gérer le stage »."""

    label: str
    url: str


#: The moves of the workflow that the turns never offer, and their pages.
MOVES = {"reopen": "agreements:reopen", "cancel": "agreements:cancel"}


def card(file: File) -> dict[str, Any]:
    placement = file.placement
    state = State(placement.state)
    runs = R.OFFICE in file.relations
    open_ = {move.name for move in WORKFLOW.available(state, file.relations)}
    return {
        "names_referent": runs and state not in OVER,
        "manage": [
            Item(WORKFLOW[name].label, reverse(url, kwargs={"placement": placement.pk}))
            for name, url in MOVES.items()
            if name in open_
        ],
    }
