"""Who plans and reports exchanges, who asks and answers; what is whose to read."""

from typing import Any

from tripartite.accounts.access import is_staff_of_school
from tripartite.followup.domain.exchanges import EXCHANGE, PLANNERS
from tripartite.followup.domain.requests import ASKERS, READERS, REQUEST, TEAM
from tripartite.followup.models import Absence, Exchange, HelpRequest
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
    return EXCHANGE.may("hold", exchange.placement.relations_of(actor))


def may_cancel(actor: Any, exchange: Exchange) -> bool:
    return EXCHANGE.may("cancel", exchange.placement.relations_of(actor))


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
