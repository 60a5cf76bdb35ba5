"""Who is told what the presence shows."""

from collections.abc import Callable

from tripartite.accounts.domain import Role
from tripartite.accounts.models import User
from tripartite.mailing import outbox
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement


def team_of(placement: Placement) -> list[User]:
    """The référent; the people of the office when there is none to write to."""
    referent = placement.referent
    if referent is not None and referent.email and referent.is_active:
        return [referent]
    office = User.objects.members_of(placement.school, Role.OFFICE).order_by("pk")
    return [user for user in office if user.email]


def tell_team(placement: Placement, message: Callable[[User], Message]) -> None:
    for user in team_of(placement):
        outbox.send(message(user), school=placement.school)
