"""Who plans and reports exchanges; whoever is something to the placement reads them."""

from typing import Any

from tripartite.followup.domain import EXCHANGE, PLANNERS
from tripartite.followup.models import Exchange
from tripartite.placements.models import Placement


def can_read(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement reads its exchanges."""
    return True


def can_read_exchange(_actor: Any, _exchange: Exchange) -> bool:
    return True


def may_plan(actor: Any, placement: Placement) -> bool:
    """The référent and the office."""
    return bool(PLANNERS & placement.relations_of(actor))


def may_report(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("hold", exchange.placement.relations_of(actor))


def may_cancel(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("cancel", exchange.placement.relations_of(actor))
