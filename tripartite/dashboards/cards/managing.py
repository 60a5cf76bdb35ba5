"""What those who run the placement may do to it, whoever's turn it is."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tripartite.dashboards.cards.file import File
from tripartite.papers.domain import PaperState
from tripartite.placements.access import FILERS
from tripartite.placements.domain import OVER, WORKFLOW, State
from tripartite.placements.domain import Relation as R
from tripartite.placements.schedule import is_in_monaco


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu « Gérer le stage »."""

    label: str
    url: str


#: The moves of the workflow that the turns never offer, and their pages.
MOVES = {"reopen": "agreements:reopen", "cancel": "agreements:cancel"}
#: Those of a placement whose agreement all have signed: what it says changes by amendment.
SEALED_MOVES = {
    "close": "certificates:close",
    "interrupt": "agreements:interrupt",
    "cancel": "agreements:cancel",
}

#: Those who prepare or follow, and should know that an address may be wrong.
WATCHERS = frozenset({R.STUDENT, R.REFERENT, R.TEACHER, R.OFFICE, R.HEAD})


def _addresses(file: File) -> dict[str, Any]:
    """Whose address is worth a look, and to whom of the host a link has left: one query."""
    relations = set(file.placement.links.values_list("relation", flat=True))
    return {
        "watches_addresses": bool(file.relations & WATCHERS),
        "tutor_was_written": R.TUTOR in relations,
        "signatory_was_written": R.SIGNATORY in relations,
    }


def card(file: File) -> dict[str, Any]:
    placement = file.placement
    state = State(placement.state)
    runs = R.OFFICE in file.relations
    open_ = {move.name for move in WORKFLOW.available(state, file.relations)}
    agreement = file.overview.facts.agreement
    sealed = agreement is not None and agreement.state is PaperState.SEALED
    at = {"placement": placement.pk}
    amends = sealed and runs and state is State.APPROVED and not file.overview.facts.ended
    amend = [Item("Préparer un avenant", reverse("agreements:amend", kwargs=at))] if amends else []
    monaco = (
        [Item("Noter l’autorisation de Monaco", reverse("placements:authorisation", kwargs=at))]
        if file.relations & FILERS and is_in_monaco(placement) and state not in OVER
        else []
    )
    return {
        **_addresses(file),
        "runs_hosts": runs,
        "amends": amends,
        "names_referent": runs and state not in OVER and not sealed,
        "manage": [
            *amend,
            *monaco,
            *(
                Item(WORKFLOW[name].label, reverse(url, kwargs=at))
                for name, url in (SEALED_MOVES if sealed else MOVES).items()
                if name in open_
            ),
        ],
    }
