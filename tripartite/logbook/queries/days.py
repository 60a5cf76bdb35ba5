"""The exceptional days of a placement, with what each person may do of them."""

from dataclasses import dataclass

from tripartite.logbook.domain.days import AGREEING, SPECIAL_DAY, DayState
from tripartite.logbook.models import SpecialDay
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class DayRow:
    day: SpecialDay
    may_agree: bool
    may_withdraw: bool


def special_days_of(placement: Placement, mine: frozenset[Relation]) -> list[DayRow]:
    """Those proposed or agreed, in order, for whoever is this to the placement."""
    found = []
    for day in SpecialDay.objects.live().filter(placement=placement).order_by("day"):
        moves = {row.name for row in SPECIAL_DAY.available(DayState(day.state), mine)}
        found.append(DayRow(day, bool(moves & set(AGREEING)), "withdraw" in moves))
    return found
