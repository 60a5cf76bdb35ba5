"""The messages of papers and signatures, and of an agreement withdrawn."""

from tests.documents import samples
from tripartite.mailing.domain import Message
from tripartite.papers import actions, emails
from tripartite.papers.domain import Capacity, Kind
from tripartite.papers.models import Signature
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"


def sample_signature(placement: Placement) -> Signature:
    """The tutor's, on an evaluation."""
    tutor = placement.tutor
    paper = actions.create_paper(
        placement=placement,
        kind=Kind.EVALUATION,
        template="evaluation-1",
        number="2027-0001",
        data=samples.evaluation().as_json(),
        signers=[actions.Signer(Capacity.TUTOR, str(tutor), 1, tutor.email)],
        by=None,
    )
    return Signature.objects.get(paper=paper)


def messages(placement: Placement) -> list[Message]:
    signature = sample_signature(placement)
    signature.reason = signature.paper.reason = "Les dates sont fausses."
    person = {"to": "inès@école.example", "to_name": "Inès Moreau"}
    return [
        emails.signature_asked(signature, URL),
        emails.signature_asked(signature, URL, again=True),
        emails.signature_asked(signature, URL, annex_url=URL),
        emails.code_sent(signature, "012345"),
        emails.refused(signature, **person),
        emails.sealed(signature.paper, url=URL, **person),
        emails.queue_code(signature, "012345", 3),
        emails.paper_withdrawn(signature),
        emails.missing([placement], placement.referent, file="school:1"),
        emails.not_begun(placement, placement.student),
    ]
