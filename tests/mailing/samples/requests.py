"""The messages about requests."""

from datetime import date

from tests import factories
from tripartite.followup.domain.requests import RequestKind
from tripartite.followup.emails import requests as emails
from tripartite.followup.emails.requests import To
from tripartite.followup.models import HelpRequest
from tripartite.mailing.domain import Message
from tripartite.placements.domain import Party, Relation
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    link = factories.make_link(placement, Relation.TUTOR)
    request = HelpRequest.objects.create(
        placement=placement,
        kind=RequestKind.DIFFICULTY,
        party=Party.HOST,
        link=link,
        asker_name=link.name,
        due_on=date(2027, 1, 14),
        handler=placement.referent,
    )
    to = To("p@ecole.example", "Éric Référent", "http://localhost:8000/demandes/demande/1/")
    text = "Il arrive en retard."
    return [
        emails.request_asked(request, text, to=to, reply_to=link.email),
        emails.request_answered(request, text, author="Éric", to=to, reply_to="e@ecole.example"),
        emails.request_shared(request, author="Éric", to=to),
        emails.request_late(request, to=to),
    ]
