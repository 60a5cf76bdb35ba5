"""The messages about the preparation of a placement."""

from tripartite.accounts.models import PersonalLink
from tripartite.mailing.domain import Message
from tripartite.placements import emails_agreeing as agreeing
from tripartite.placements import emails_framing as emails
from tripartite.placements.models import FramingMessage, Placement

URL = "https://stages.example/acces/xyz/"


def messages(placement: Placement) -> list[Message]:
    student, referent = placement.student, placement.referent
    link = PersonalLink(school=placement.school, name="Théo Tuteur", email="theo@azur.example")
    word = FramingMessage(placement=placement, text="À 11 h ?", author="Inès", party="student")
    return [
        emails.submitted(placement, referent),
        emails.approved(placement, student),
        emails.returned(placement, student),
        emails.cancelled(placement, referent),
        agreeing.host_asked(placement, link, URL),
        agreeing.host_asked(placement, link, URL, asks_fitness=False),
        agreeing.corrected(placement, student, "Théo Tuteur"),
        agreeing.agreed(placement, referent, "Théo Tuteur"),
        agreeing.accepted(placement, referent, "Inès Moreau"),
        agreeing.discussed(placement, student, word),
        agreeing.discussed(placement, link, word, URL),
    ]
