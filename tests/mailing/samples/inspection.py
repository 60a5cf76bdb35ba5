"""The message that opens an access of inspection."""

from tests import factories
from tripartite.mailing.domain import Message
from tripartite.placements.emails_inspecting import inspection_opened
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    inspection = factories.make_inspection(placement.enrolment.cohort)
    return [inspection_opened(inspection, "http://localhost:8000/acces/x.y/")]
