"""The messages about the preparation of a placement."""

from tripartite.mailing.domain import Message
from tripartite.placements import emails_framing as emails
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    student, referent = placement.student, placement.referent
    return [
        emails.submitted(placement, referent),
        emails.approved(placement, student),
        emails.returned(placement, student),
        emails.cancelled(placement, referent),
    ]
