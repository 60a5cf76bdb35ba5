"""The message to those at the host when an agreement is withdrawn with its placement."""

from tripartite.core.fr import de, range_in_words
from tripartite.mailing.domain import Message
from tripartite.papers.models import Signature


def withdrawn(signature: Signature, reason: str) -> Message:
    """The agreement this person was asked to sign, or had signed, is no longer valid."""
    paper = signature.paper
    placement = paper.placement
    return Message(
        kind="agreement_withdrawn",
        to=signature.email,
        to_name=signature.name,
        school_name=placement.school.name,
        subject=f"Convention de stage retirée – {placement.student}",
        paragraphs=(
            f"La convention de stage {de(str(placement.student))}, "
            f"{range_in_words(placement.starts_on, placement.ends_on)}, est retirée par "
            "l’établissement.",
            f"Motif : {reason}",
            "Vous n’avez rien à faire. Si une nouvelle version est préparée, vous recevrez un "
            "nouveau message.",
        ),
        small=(f"Document n° {paper.number}.",),
        file=placement.file,
    )
