"""The message that the request to the Direction du Travail of Monaco is still to be filed."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import count_of, de, long_day
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def authorisation_due(placement: Placement, user: User, latest: date, today: date) -> Message:
    """To the office and the référent: by when the host files, and whom to call there."""
    left = (latest - today).days
    when = f"dans {count_of(left, 'jour')}" if left else "aujourd’hui"
    path = reverse("placements:authorisation", kwargs={"placement": placement.pk})
    asked = placement.signatory or placement.tutor
    reached = ", ".join(filter(None, (str(asked or ""), asked.phone, asked.email) if asked else ()))
    call = f" Votre interlocuteur : {reached}." if reached else ""
    return Message(
        kind="authorisation_due",
        to=user.email or "",
        to_name=user.get_full_name(),
        school_name=placement.school.name,
        subject=f"Monaco : demande à déposer avant le {long_day(latest)} – {placement.student}",
        paragraphs=(
            f"Le stage {de(str(placement.student))} a lieu à Monaco à partir du "
            f"{long_day(placement.starts_on)}. Aucune demande d’autorisation n’est notée à ce "
            f"jour : {placement.site} doit la déposer à la Direction du Travail au plus tard le "
            f"{long_day(latest)}, {when}.",
            f"Assurez-vous que l’organisme l’a fait, puis notez la date dans le dossier.{call}",
            "Déposée plus tard, la demande retarde le début : sans autorisation, aucune présence "
            "n’est possible (loi n° 1.569 du 12 décembre 2024).",
        ),
        button=Button("Noter la demande", f"{settings.SITE_URL}{path}"),
        file=placement.file,
    )
