"""Who is away when: requests go to the office meanwhile, and delays leave closures out."""

from datetime import date

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.core.fr import short_range
from tripartite.followup.domain.requests import check_absence
from tripartite.followup.models import Absence


@transaction.atomic
def note_absence(
    *, school: School, teacher: User | None, starts_on: date, ends_on: date, by: User
) -> Absence:
    """Note that the teacher is away, or (None) that the school is closed; twice is once."""
    check_absence(starts_on, ends_on)
    absence, is_new = Absence.objects.get_or_create(
        school=school, teacher=teacher, starts_on=starts_on, ends_on=ends_on
    )
    if is_new:
        who = f"Absence de {teacher}" if teacher else "Établissement fermé"
        record(
            by=by,
            school=school,
            verb="absence.noted",
            sentence=f"{who} {short_range(starts_on, ends_on)}",
            absence=absence.pk,
        )
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: User) -> None:
    who = f"Absence de {absence.teacher}" if absence.teacher else "Fermeture de l’établissement"
    record(
        by=by,
        school=absence.school,
        verb="absence.removed",
        sentence=f"{who} {short_range(absence.starts_on, absence.ends_on)} : retirée",
        absence=absence.pk,
    )
    absence.delete()
