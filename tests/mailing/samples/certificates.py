"""The messages about attestations."""

from tests import factories
from tripartite.certificates import emails
from tripartite.certificates.register import rows_of
from tripartite.core import clock
from tripartite.mailing.domain import Message
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"


def messages(placement: Placement) -> list[Message]:
    link = factories.make_link(placement, Relation.SIGNATORY)
    rows = rows_of([placement], clock.today())
    return [
        emails.certificate_due(placement, link, URL),
        emails.certificates_to_call(placement.school, placement.referent, rows),
    ]
