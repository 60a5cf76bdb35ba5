"""Opening the files of classes to an inspector for a time, and closing them again (S13)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import PersonalLink, School
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import short_range
from tripartite.mailing import outbox
from tripartite.placements import emails_inspecting as emails
from tripartite.placements.actions.links import link_url
from tripartite.school.models import Cohort, Inspection

#: Longer than a school year is no longer a visit.
LONGEST = timedelta(days=366)


class InspectionError(DomainError):
    """The access cannot be opened so."""


@transaction.atomic
def open_inspection(
    *,
    school: School,
    name: str,
    email: str,
    purpose: str,
    cohorts: Iterable[Cohort],
    starts_on: date,
    ends_on: date,
    by: Actor,
) -> Inspection:
    """Give somebody a personal link that reads the files of these classes between two days.

    Raises InspectionError for dates that cannot be, or classes of another school.
    """
    chosen = list(cohorts)
    if ends_on < starts_on or ends_on < clock.today():
        raise InspectionError(
            "dates", "L’accès doit finir après avoir commencé, et pas avant aujourd’hui."
        )
    if ends_on - starts_on > LONGEST:
        raise InspectionError("too_long", "Un accès d’inspection dure une année au plus.")
    if not chosen or any(c.programme.school_id != school.pk for c in chosen):
        raise InspectionError("classes", "Choisissez au moins une classe de l’établissement.")
    link = PersonalLink.objects.create(
        school=school, name=name, email=email, expires_at=_end_of(ends_on)
    )
    inspection = Inspection.objects.create(
        school=school, link=link, purpose=purpose, starts_on=starts_on, ends_on=ends_on
    )
    inspection.cohorts.set(chosen)
    record(
        by=by,
        school=school,
        verb="inspection.opened",
        sentence=f"Accès d’inspection ouvert à {name}, {short_range(starts_on, ends_on)}",
        file=inspection.file,
        cohorts=[c.pk for c in chosen],
    )
    outbox.send(emails.inspection_opened(inspection, link_url(link)), school=school)
    return inspection


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


@transaction.atomic
def close_inspection(*, inspection: Inspection, by: Actor) -> None:
    """End the access at once; closed twice, it is closed once."""
    link = PersonalLink.objects.select_for_update(of=("self",)).get(pk=inspection.link_id)
    if link.revoked_at is not None:
        return
    link.revoked_at = clock.now()
    link.save(update_fields=["revoked_at"])
    record(
        by=by,
        school=inspection.school,
        verb="inspection.closed",
        sentence=f"Accès d’inspection de {link.name} fermé",
        file=inspection.file,
    )


def note_reading(*, inspection: Inspection, path: str) -> None:
    """Write in the journal what the inspector opened."""
    record(
        by=inspection.link,
        school=inspection.school,
        verb="inspection.read",
        sentence=f"Consultation : {path}"[:300],
        file=inspection.file,
    )
