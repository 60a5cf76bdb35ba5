"""The messages of amendments and interruptions."""

from datetime import date

from tripartite.agreements.amendments import emails
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    placement.interrupted_on = date(2027, 1, 18)
    student = placement.student
    return [emails.interrupted(placement, student.email or "", student.get_full_name())]
