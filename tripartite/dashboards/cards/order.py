"""Which cards come first: those of what is happening to the placement today."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.dashboards.domain import LineFacts
from tripartite.placements.domain import Relation as R

AGREEMENT = "dashboards/_agreement_card.html"
FRAMING = "dashboards/_framing_card.html"
EVALUATION = "dashboards/_evaluation_card.html"
CERTIFICATE = "dashboards/_certificate_card.html"
#: What is lived, then the parts of the main column in the order in which a placement needs them.
LIVED = (
    "dashboards/_presence_card.html",
    "dashboards/_logbook_card.html",
    "dashboards/_exchange_card.html",
)
PREPARING = (AGREEMENT, FRAMING, *LIVED, EVALUATION, CERTIFICATE)
RUNNING = (*LIVED, EVALUATION, FRAMING, CERTIFICATE, AGREEMENT)
ENDED = (CERTIFICATE, EVALUATION, *LIVED, FRAMING, AGREEMENT)
#: Those who plan what the student will learn; for the others the grid stays folded.
PLANNERS = frozenset({R.STUDENT, R.REFERENT})


def card(file: File) -> dict[str, Any]:
    facts = file.overview.facts
    return {
        "main_cards": order_of(facts),
        "coverage_open": facts.approved_on is None and bool(file.relations & PLANNERS),
    }


def order_of(facts: LineFacts) -> tuple[str, ...]:
    """The cards of the main column on this day; the agreement stays above until all signed."""
    if not facts.started or not facts.may_begin:
        return PREPARING
    return ENDED if facts.ended else RUNNING
