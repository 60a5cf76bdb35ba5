"""The messages about incidents, and about exchanges that are missing."""

from datetime import date

from tripartite.followup.domain.incidents import IncidentKind
from tripartite.followup.domain.watching import Missing
from tripartite.followup.emails.incidents import incident_handled, incident_reported
from tripartite.followup.emails.watching import exchange_missing
from tripartite.followup.models import Incident
from tripartite.mailing.domain import Message
from tripartite.placements.domain import Party
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    incident = Incident.objects.create(
        placement=placement,
        kind=IncidentKind.ACCIDENT,
        happened_on=date(2027, 1, 12),
        place="Réserve",
        words="Une chute.",
        party=Party.SCHOOL,
        user=placement.referent,
        reporter_name="Éric Référent",
    )
    person = {"to": "t@h.example", "to_name": "Théo", "url": "http://localhost:8000/incidents/1/"}
    return [
        incident_reported(incident, **person),
        incident_handled(incident, **person),
        exchange_missing(placement, Missing.PLANNED, **person),
    ]
