"""The message about the request to file in Monaco."""

from datetime import date

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.mailing.domain import Message
from tripartite.placements.emails_authorising import authorisation_due
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    office = factories.make_user(placement.school, Role.OFFICE, email="bureau@monaco.example")
    return [authorisation_due(placement, office, date(2026, 12, 9), date(2026, 12, 2))]
