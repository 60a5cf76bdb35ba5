"""The message about a placement that another teacher follows from now on."""

from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def placement_handed(
    placement: Placement, *, reason: str, to: str, to_name: str, url: str
) -> Message:
    """To tutor, student and colleague: who follows the placement."""
    referent = placement.referent
    return Message(
        kind="placement_handed",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Nouvel enseignant référent – stage de {placement.student}",
        paragraphs=(
            f"{referent} suit désormais le stage de {placement.student} et répond à vos demandes.",
            f"Motif : « {reason} »",
        ),
        button=Button("Ouvrir le dossier du stage", url),
        file=placement.file,
        reply_to=(referent.email or "") if referent else "",
    )
