"""The message when a placement stops before its end."""

from django.conf import settings

from tripartite.agreements.jurisdictions import interruption_law
from tripartite.core.fr import de, long_day
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def interrupted(placement: Placement, to: str, to_name: str, url: str = "") -> Message:
    """From which day, why, and what remains to be done."""
    site = placement.site
    law = interruption_law(site.host.country if site else placement.school.country)
    last = long_day(placement.last_day)
    return Message(
        kind="placement_interrupted",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Stage interrompu – {placement.student}",
        paragraphs=(
            f"Le stage {de(str(placement.student))} est interrompu. Son dernier jour est le {last} "
            "au plus tard.",
            f"Motif : {placement.reason}",
            "L’établissement décide de valider le stage malgré sa durée réduite, de le reporter "
            f"avec l’accord de tous, ou de proposer une autre modalité{law}.",
            "Il reste à noter et à confirmer la présence des jours accomplis, puis à établir "
            "l’attestation.",
        ),
        button=Button(
            "Ouvrir le dossier du stage",
            url or f"{settings.SITE_URL}{placement.get_absolute_url()}",
        ),
        file=placement.file,
    )
