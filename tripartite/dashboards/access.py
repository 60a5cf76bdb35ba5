"""Who may open the pages that compose."""

from typing import Any

from tripartite.accounts.access import is_known, is_staff_of_school
from tripartite.accounts.models import PersonalLink
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement
from tripartite.school.models import Period

__all__ = ["can_view", "is_known", "is_staff_of_school", "may_read_journal", "runs_board"]

#: The school and the student read the journal; people of the host see what concerns them elsewhere.
JOURNAL = frozenset({R.STUDENT, R.REFERENT, R.TEACHER, R.OFFICE, R.HEAD, R.INSPECTOR})


def can_view(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement sees its file."""
    return True


def may_read_journal(actor: Any, placement: Placement) -> bool:
    return bool(placement.relations_of(actor) & JOURNAL)


def runs_board(actor: Any, _period: Period) -> bool:
    """The staff of the school and whoever inspects; a student sees the period, not the board."""
    return is_staff_of_school(actor) or isinstance(actor, PersonalLink)
