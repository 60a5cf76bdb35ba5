"""The exchanges of a placement."""

from tripartite.followup.domain import ExchangeState
from tripartite.followup.models import Exchange
from tripartite.placements.models import Placement


def exchanges_of(placement: Placement) -> list[Exchange]:
    """Every exchange, the latest first, whoever planned it joined."""
    rows = Exchange.objects.filter(placement=placement).select_related("by")
    return list(rows.order_by("-planned_for", "-pk"))


def held_count(placement: Placement) -> int:
    """How many exchanges took place; the founding document asks for one at least."""
    return Exchange.objects.filter(placement=placement, state=ExchangeState.HELD).count()
