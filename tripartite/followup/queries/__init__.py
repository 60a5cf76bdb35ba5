"""The exchanges and the requests of a placement, and those that wait for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from tripartite.accounts.models import PersonalLink, School, User
from tripartite.followup.domain.exchanges import EXCHANGE, NOTE_READERS, ExchangeState, Part
from tripartite.followup.domain.requests import ASKING
from tripartite.followup.invitation import place_of
from tripartite.followup.models import (
    AgreedAction,
    Exchange,
    HelpRequest,
    MissionCheck,
    Slot,
)
from tripartite.placements.domain import OVER, Party
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Row:
    """An exchange on its page, with what this person may do and read."""

    exchange: Exchange
    place: str
    moves: frozenset[str]
    slots: list[Slot]
    picks: bool
    missions: list[MissionCheck]
    agreed: list[tuple[AgreedAction, bool]]
    reads_note: bool


def exchanges_of(placement: Placement) -> list[Exchange]:
    """Every exchange: proposed first, then the latest, whoever visits joined."""
    rows = Exchange.objects.filter(placement=placement).select_related("by")
    rows = rows.prefetch_related("slots", "mission_checks", "agreed_actions")
    return list(rows.order_by(F("planned_for").desc(nulls_first=True), "-pk"))


def rows_for(placement: Placement, actor: Any) -> list[Row]:
    """The exchanges as this person sees them."""
    mine = placement.relations_of(actor)
    side = Party.HOST if isinstance(actor, PersonalLink) else Party.SCHOOL
    return [_row(e, placement, mine, actor, side) for e in exchanges_of(placement)]


def _row(
    exchange: Exchange, placement: Placement, mine: frozenset[Any], actor: Any, side: Party
) -> Row:
    exchange.placement = placement
    is_visitor = isinstance(actor, User) and actor.pk == exchange.by_id
    parts = mine | {Part.VISITOR} if is_visitor else mine
    moves = frozenset(t.name for t in EXCHANGE.available(ExchangeState(exchange.state), parts))
    slots = sorted(exchange.slots.all(), key=lambda s: s.starts_at)
    team = bool(EXCHANGE["hold"].by & parts)
    return Row(
        exchange=exchange,
        place=place_of(exchange),
        moves=moves,
        slots=slots,
        picks="pick" in moves and bool(slots) and slots[0].party != side,
        missions=sorted(exchange.mission_checks.all(), key=lambda m: m.pk),
        agreed=[
            (action, team or action.who in parts)
            for action in sorted(exchange.agreed_actions.all(), key=lambda a: a.pk)
        ],
        reads_note=bool(NOTE_READERS & parts),
    )


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
