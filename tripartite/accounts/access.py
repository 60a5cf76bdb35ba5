"""What a person is to a school, asked by views without an object."""

from typing import Any

from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, PersonalLink, School, User


def roles_of(actor: Any) -> frozenset[Role]:
    """Every role of the user, in whatever school; none for a link holder."""
    if not isinstance(actor, User):
        return frozenset()
    return actor.roles


def is_known(actor: Any) -> bool:
    """Anybody signed in or holding a link."""
    return isinstance(actor, User | PersonalLink)


def is_member(actor: Any) -> bool:
    """Anybody with an account."""
    return isinstance(actor, User)


def is_office(actor: Any) -> bool:
    return Role.OFFICE in roles_of(actor)


def is_head(actor: Any) -> bool:
    return Role.HEAD in roles_of(actor)


def is_staff_of_school(actor: Any) -> bool:
    """Office, head or teacher."""
    return bool(roles_of(actor) & {Role.OFFICE, Role.HEAD, Role.TEACHER})


def is_student(actor: Any) -> bool:
    return Role.STUDENT in roles_of(actor)


def runs(actor: Any, school: School) -> bool:
    """Whether the user runs the placements of this school."""
    return (
        isinstance(actor, User)
        and Membership.objects.filter(user=actor, school=school, role=Role.OFFICE).exists()
    )
