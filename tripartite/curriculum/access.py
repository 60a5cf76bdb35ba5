"""Who may change what a school says of the référentiel."""

from typing import Any

from tripartite.accounts.access import is_office
from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, School, User
from tripartite.curriculum.models import Task


def may_tie(actor: Any, _task: Task) -> bool:
    """The office ties tasks to competences, for its own school alone."""
    return is_office(actor)


def school_of(actor: Any) -> School | None:
    """The school whose choices the actor sees; None for a visitor. One query."""
    if not isinstance(actor, User):
        return None
    return School.objects.visible_to(actor).order_by("name").first()


def school_run_by(actor: User) -> School:
    """The school the actor runs the placements of."""
    membership = (
        Membership.objects.filter(user=actor, role=Role.OFFICE)
        .select_related("school")
        .order_by("school__name")[0]
    )
    return membership.school
