"""The exchanges and the requests of a placement, and those that wait for somebody."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from tripartite.accounts.models import School
from tripartite.followup.domain.exchanges import ExchangeState
from tripartite.followup.domain.requests import ASKING
from tripartite.followup.models import Exchange, HelpRequest
from tripartite.placements.domain import OVER, Party
from tripartite.placements.models import Placement


def exchanges_of(placement: Placement) -> list[Exchange]:
    """Every exchange, the latest first, whoever planned it joined."""
    rows = Exchange.objects.filter(placement=placement).select_related("by")
    return list(rows.order_by("-planned_for", "-pk"))


def held_count(placement: Placement) -> int:
    """How many exchanges took place; the founding document asks for one at least."""
    return Exchange.objects.filter(placement=placement, state=ExchangeState.HELD).count()


def requests_of(placement: Placement, actor: Any) -> QuerySet[HelpRequest]:
    """The requests of the placement that the actor may read, those that wait first."""
    rows = HelpRequest.objects.visible_to(actor).filter(placement=placement)
    return rows.select_related("handler").order_by("closed_at", "due_on", "pk")


def requests_to_answer(actor: Any) -> QuerySet[HelpRequest]:
    """What waits for the actor: as handler or référent, or as the office of the school."""
    mine = Q(handler=actor) | Q(placement__referent=actor)
    mine |= Q(placement__school__in=School.objects.run_by(actor))
    rows = HelpRequest.objects.open().filter(mine)
    return rows.select_related(
        "handler", "placement__enrolment__student__user", "placement__site__host"
    ).order_by("due_on", "pk")


def ways_to_ask(placement: Placement, party: Party | None) -> list[tuple[str, str]]:
    """The three ways to ask, with the words of this party; none for who may not."""
    if party is None or placement.state in OVER:
        return []
    return [(kind.value, label) for kind, label in ASKING[party].items()]


def waiting_by_placement(placements: Iterable[int]) -> dict[int, list[HelpRequest]]:
    """The requests that wait for the team, by placement; one query."""
    found: dict[int, list[HelpRequest]] = {}
    for row in HelpRequest.objects.open().filter(placement__in=placements).order_by("due_on"):
        found.setdefault(row.placement_id, []).append(row)
    return found
