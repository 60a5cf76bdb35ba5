"""The messages about incidents and accidents."""

from tripartite.core.fr import day_in_words
from tripartite.followup.models import Incident
from tripartite.mailing.domain import Button, Message


def incident_reported(incident: Incident, *, to: str, to_name: str, url: str) -> Message:
    """To the team; the words stay on the page, where it is known who reads them."""
    placement = incident.placement
    what = "Accident" if incident.is_accident else "Incident"
    place = f", {incident.place}" if incident.place else ""
    return Message(
        kind="incident_reported",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"{what} signalé – stage de {placement.student}",
        paragraphs=(
            f"{incident.reporter_name} signale, dans le stage de {placement.student} : "
            f"{incident.get_kind_display()}, le {day_in_words(incident.happened_on)}{place}.",
            "La page dit ce qui s’est passé, ce qui est à faire et dans quel délai.",
        ),
        button=Button("Lire le signalement", url),
        file=placement.file,
    )


def incident_handled(incident: Incident, *, to: str, to_name: str, url: str) -> Message:
    placement = incident.placement
    return Message(
        kind="incident_handled",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Votre signalement est traité – stage de {placement.student}",
        paragraphs=("L’équipe a noté ce qui a été fait : vous pouvez le lire au dossier.",),
        button=Button("Lire la suite", url),
        file=placement.file,
    )
