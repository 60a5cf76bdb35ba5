"""What the host says of its request to the Direction du Travail of Monaco, and of the answer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.documents import actions as documents
from tripartite.documents.uploads import CheckedFile
from tripartite.placements.access import FILERS
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import PlacementError
from tripartite.placements.models import Authorisation, Placement
from tripartite.placements.schedule import is_in_monaco


@dataclass(frozen=True, slots=True)
class Answer:
    """The request and, once there is one, the decision."""

    filed_on: date
    decided_on: date | None = None
    granted: bool | None = None
    number: str = ""
    scan: CheckedFile | None = None


@transaction.atomic
def note_authorisation(*, placement: Placement, answer: Answer, by: Actor) -> Authorisation:
    """Keep the request and its answer; said again, it replaces what was said.

    Raises PlacementError for a host elsewhere, or when the dates or the decision contradict
    one another.
    """
    placement = locked(placement)
    if not placement.relations_of(by) & FILERS:
        raise PlacementError("not_yours", "Ce n’est pas à vous d’écrire dans ce dossier.")
    _check(placement, answer)
    kept = Authorisation.objects.filter(placement=placement).first()
    row = kept or Authorisation(placement=placement)
    row.filed_on, row.decided_on = answer.filed_on, answer.decided_on
    row.granted, row.number = answer.granted, answer.number
    row.updated_at = clock.now()
    if answer.scan is not None:
        row.scan = documents.keep(
            school=placement.school,
            content=answer.scan.content,
            name=answer.scan.name,
            mime=answer.scan.mime,
        )
    row.save()
    record(
        by=by,
        school=placement.school,
        verb="placement.authorisation_noted",
        sentence=_sentence(row),
        file=placement.file,
        filed_on=row.filed_on.isoformat(),
        granted=row.granted,
        number=row.number,
    )
    return row


def _check(placement: Placement, answer: Answer) -> None:
    today = clock.today()
    if not is_in_monaco(placement):
        raise PlacementError(
            "not_monaco",
            "Seul un accueil à Monaco demande une autorisation de la Direction du Travail.",
        )
    if (answer.granted is None) != (answer.decided_on is None):
        raise PlacementError(
            "decision_half_said", "Donnez la décision et sa date, ou ni l’une ni l’autre."
        )
    if answer.decided_on is not None and answer.decided_on < answer.filed_on:
        raise PlacementError("decided_first", "La décision ne peut pas précéder la demande.")
    if max(answer.filed_on, answer.decided_on or answer.filed_on) > today:
        raise PlacementError("future", "Ces dates sont passées, ou celles d’aujourd’hui.")


def _sentence(row: Authorisation) -> str:
    number = f" n° {row.number}" if row.number else ""
    if row.granted is None or row.decided_on is None:
        return f"Demande d’autorisation déposée à Monaco le {long_day(row.filed_on)}"
    word = "accordée" if row.granted else "refusée"
    return f"Autorisation de la Direction du Travail{number} {word} le {long_day(row.decided_on)}"
