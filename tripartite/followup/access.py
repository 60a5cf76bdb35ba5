"""Who plans and reports exchanges, who asks and answers; what is whose to read."""

from typing import Any

from tripartite.accounts.access import is_head, is_office, is_staff_of_school
from tripartite.followup.domain.exchanges import EXCHANGE, PLANNERS
from tripartite.followup.domain.incidents import CONCERNED, REPORTERS
from tripartite.followup.domain.requests import ASKERS, READERS, REQUEST, TEAM
from tripartite.followup.models import (
    Absence,
    AgreedAction,
    Exchange,
    HelpRequest,
    Incident,
    Slot,
)
from tripartite.placements.access import relations
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement

__all__ = ["is_staff_of_school"]


def can_read(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement reads its exchanges."""
    return True


def can_read_exchange(_actor: Any, _exchange: Exchange) -> bool:
    return True


def may_plan(actor: Any, placement: Placement) -> bool:
    """The référent and the office."""
    return bool(PLANNERS & placement.relations_of(actor))


def may_report(actor: Any, exchange: Exchange) -> bool:
    """The référent, the office, and the colleague who visits."""
    return EXCHANGE.may("hold", exchange.parts_of(actor))


def may_cancel(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("cancel", exchange.parts_of(actor))


def may_move(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("move", exchange.parts_of(actor))


def may_counter(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("counter", exchange.parts_of(actor))


def may_pick(actor: Any, slot: Slot) -> bool:
    """The party that did not propose it."""
    return EXCHANGE.may("pick", slot.exchange.parts_of(actor))


def may_tick(actor: Any, action: AgreedAction) -> bool:
    """Whoever does it, and the team."""
    parts = action.exchange.parts_of(actor)
    return bool({action.who, *EXCHANGE["hold"].by} & parts)


# ---------------------------------------------------------------- requests
def may_see_requests(actor: Any, placement: Placement) -> bool:
    """The team, the student, the tutor and the representative; each then reads what is theirs."""
    return bool(relations(actor, placement) & {*READERS, *ASKERS, R.TEACHER})


def may_ask(actor: Any, placement: Placement) -> bool:
    """The student, the tutor and the representative of the host."""
    return bool(relations(actor, placement) & set(ASKERS))


def can_read_request(_actor: Any, _request: HelpRequest) -> bool:
    """``visible_to`` has already kept what others may not read."""
    return True


def may_close(actor: Any, request: HelpRequest) -> bool:
    return REQUEST.may("close", request.parts_of(actor))


def may_reopen(actor: Any, request: HelpRequest) -> bool:
    return REQUEST.may("reopen", request.parts_of(actor))


def may_share(actor: Any, request: HelpRequest) -> bool:
    return bool(TEAM & request.placement.relations_of(actor))


def may_remove(_actor: Any, _absence: Absence) -> bool:
    """One's own, or those of a school one runs: all that is visible."""
    return True


# ---------------------------------------------------------------- incidents
def may_see_incidents(actor: Any, placement: Placement) -> bool:
    """The three partners and the head; each then reads what concerns them."""
    return bool(relations(actor, placement) & CONCERNED)


def may_report_incident(actor: Any, placement: Placement) -> bool:
    return bool(relations(actor, placement) & REPORTERS)


def can_read_incident(_actor: Any, _incident: Incident) -> bool:
    """``visible_to`` has already kept what others may not read."""
    return True


def may_handle(actor: Any, incident: Incident) -> bool:
    return bool(TEAM & incident.placement.relations_of(actor))


def may_note(actor: Any, incident: Incident) -> bool:
    """After an accident, whoever is concerned notes what was done."""
    return incident.is_accident and bool(CONCERNED & incident.placement.relations_of(actor))


def runs_or_heads(actor: Any) -> bool:
    """The office and the head see who visits whom."""
    return is_office(actor) or is_head(actor)
