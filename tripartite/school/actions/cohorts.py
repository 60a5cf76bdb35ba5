"""Classes, their periods and their teachers."""

from datetime import date
from typing import Any

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.core import fr
from tripartite.core.errors import DomainError
from tripartite.school.domain.periods import PeriodError, Span, check_dates
from tripartite.school.models import Cohort, Period, Programme, Teaching


class CohortError(DomainError):
    """The class cannot be so."""


def _refuse_twin(programme: Programme, name: str, year: int, but: int = 0) -> None:
    twins = Cohort.objects.filter(programme=programme, name=name, year=year)
    if twins.exclude(pk=but).exists():
        raise CohortError("cohort_twice", "Cette classe existe déjà pour cette année scolaire.")


@transaction.atomic
def open_cohort(
    *, programme: Programme, name: str, year: int, exam_session: int | None = None, by: Actor
) -> Cohort:
    """A class in a school year. Raises CohortError when it exists."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    _refuse_twin(programme, name, year)
    cohort = Cohort.objects.create(
        programme=programme, name=name, year=year, exam_session=exam_session
    )
    _tell(cohort, by, "cohort.opened", f"Classe {cohort} ouverte")
    return cohort


@transaction.atomic
def change_cohort(
    *,
    cohort: Cohort,
    programme: Programme,
    name: str,
    year: int,
    exam_session: int | None,
    by: Actor,
) -> Cohort:
    """Write the class otherwise. Raises CohortError when another one is already so."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    _refuse_twin(programme, name, year, but=cohort.pk)
    cohort.programme, cohort.name = programme, name
    cohort.year, cohort.exam_session = year, exam_session
    cohort.save(update_fields=["programme", "name", "year", "exam_session"])
    _tell(cohort, by, "cohort.changed", f"Classe {cohort} modifiée")
    return cohort


@transaction.atomic
def open_period(
    *,
    cohort: Cohort,
    number: int,
    starts_on: date,
    ends_on: date,
    by: Actor,
    host_due_on: date | None = None,
    **texts: Any,
) -> Period:
    """A period of the class. Raises PeriodError when its dates or its number cannot be."""
    cohort = _locked_with_others(cohort, number, starts_on, ends_on, host_due_on)
    period = Period.objects.create(
        cohort=cohort,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        host_due_on=host_due_on,
        **texts,
    )
    dates = fr.short_range(starts_on, ends_on)
    _tell(cohort, by, "period.opened", f"Période {number} de {cohort} : {dates}")
    return period


@transaction.atomic
def change_period(
    *,
    period: Period,
    number: int,
    starts_on: date,
    ends_on: date,
    by: Actor,
    host_due_on: date | None = None,
    **texts: Any,
) -> Period:
    """Write the period otherwise; placements already open keep the dates they have.

    Raises PeriodError when its dates or its number cannot be.
    """
    cohort = _locked_with_others(
        period.cohort, number, starts_on, ends_on, host_due_on, but=period.pk
    )
    period = Period.objects.get(pk=period.pk)
    values = {
        "number": number,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "host_due_on": host_due_on,
        **texts,
    }
    for name, value in values.items():
        setattr(period, name, value)
    period.save(update_fields=list(values))
    dates = fr.short_range(starts_on, ends_on)
    _tell(cohort, by, "period.changed", f"Période {number} de {cohort} modifiée : {dates}")
    return period


def _locked_with_others(
    cohort: Cohort,
    number: int,
    starts_on: date,
    ends_on: date,
    host_due_on: date | None,
    *,
    but: int = 0,
) -> Cohort:
    """The class, locked so that two people cannot open overlapping periods."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    others = list(cohort.periods.exclude(pk=but).order_by("number"))
    if any(p.number == number for p in others):
        raise PeriodError("number_taken", f"Cette classe a déjà une période {number}.")
    spans = [Span(p.number, p.starts_on, p.ends_on) for p in others]
    check_dates(starts_on, ends_on, host_due_on, spans)
    return cohort


@transaction.atomic
def add_teacher(*, cohort: Cohort, teacher: User, by: Actor) -> None:
    """Name a teacher on the class. Raises CohortError when that is no teacher of the school."""
    school = cohort.programme.school
    if not User.objects.members_of(school, Role.TEACHER).filter(pk=teacher.pk).exists():
        raise CohortError(
            "not_a_teacher",
            f"{teacher} n’est pas enseignant de l’établissement : invitez d’abord cette personne "
            "dans l’équipe.",
        )
    _, created = Teaching.objects.get_or_create(cohort=cohort, teacher=teacher)
    if created:
        _tell(cohort, by, "teaching.given", f"{teacher} enseigne en {cohort}")


@transaction.atomic
def remove_teacher(*, teaching: Teaching, by: Actor) -> None:
    """Take the teacher off the class: its placements are no longer seen, but as a référent."""
    gone, _ = Teaching.objects.filter(pk=teaching.pk).delete()
    if gone:
        sentence = f"{teaching.teacher} n’enseigne plus en {teaching.cohort}"
        _tell(teaching.cohort, by, "teaching.taken", sentence)


def _tell(cohort: Cohort, by: Actor, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=cohort.programme.school,
        verb=verb,
        sentence=sentence,
        file=f"cohort:{cohort.pk}",
    )
