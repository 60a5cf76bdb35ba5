"""Handing out the livret d'objectifs: to one student, or to a whole class in the background."""

from django.db.models import QuerySet

from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.models import Batch, BatchQuerySet
from tripartite.school import papers
from tripartite.school.domain.livrets import SHORT_LABELS, Bundle
from tripartite.school.livret_queue import print_livrets
from tripartite.school.models import Cohort, Enrolment, Period, Student

KIND = "livrets"


def livret_of(period: Period, student: Student) -> bytes:
    """The PDF of the student's livret for the period, dated today unless the school says a day."""
    livret = papers.class_livret(period, today=clock.today())
    return papers.print_one(papers.for_student(livret, student))


def present_in(cohort: Cohort) -> QuerySet[Enrolment]:
    """The students of the class who have not left it, by name."""
    return (
        cohort.enrolments.filter(left_on=None)
        .select_related("student__user")
        .order_by("student__user__last_name", "student__user__first_name", "pk")
    )


def order_livrets(*, period: Period, bundle: Bundle, by: User) -> Batch:
    """Have the livrets of the class printed; asked for twice at once, they are printed once.

    Raises BatchError when nobody is in the class.
    """
    cohort = period.cohort
    return documents.start_batch(
        school=cohort.programme.school,
        kind=KIND,
        title=f"Livrets d’objectifs, {cohort}, période {period.number} ({SHORT_LABELS[bundle]})",
        task=print_livrets,
        items=[(str(e.student_id), str(e.student)) for e in present_in(cohort)],
        params={
            "period": period.pk,
            "bundle": bundle.value,
            "today": clock.today().isoformat(),
        },
        by=by,
        file=_file(cohort),
    )


def ordered_for(period: Period) -> BatchQuerySet:
    """The batches of livrets asked for the period."""
    return Batch.objects.filter(kind=KIND, file=_file(period.cohort), params__period=period.pk)


def _file(cohort: Cohort) -> str:
    return f"cohort:{cohort.pk}"
