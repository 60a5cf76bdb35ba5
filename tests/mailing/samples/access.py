"""The messages of accounts and links."""

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import Invitation
from tripartite.mailing.adapter import password_reset
from tripartite.mailing.domain import Message
from tripartite.placements.domain import Relation
from tripartite.placements.emails import fresh_link
from tripartite.placements.models import Placement
from tripartite.school.emails import invitation_sent, role_given

URL = "http://localhost:8000/acces/x.y/"


def messages(placement: Placement) -> list[Message]:
    school, user = placement.school, placement.referent
    invitation = Invitation.objects.create(user=user, school=school)
    return [
        password_reset(to=user.email, to_name=str(user), url=URL),
        invitation_sent(invitation),
        role_given(user, school, Role.OFFICE),
        fresh_link(factories.make_link(placement, Relation.TUTOR), URL),
    ]
