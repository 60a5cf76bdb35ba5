"""Handing the folders of a class to the exam service, in the background."""

from tripartite.accounts.models import User
from tripartite.documents.actions.batches import start_batch
from tripartite.documents.models import Batch
from tripartite.exams.actions.sheets import candidate_of
from tripartite.exams.export_queue import export_folders
from tripartite.school.models import Cohort, Enrolment

KIND = "exam_folders"


def order_export(*, cohort: Cohort, by: User) -> Batch:
    """Have a folder per candidate frozen and gathered; asked twice at once, it is made once.

    Raises BatchError when nobody is in the class, SheetError while its session is not known.
    """
    enrolments = (
        Enrolment.objects.filter(cohort=cohort, left_on=None)
        .select_related("student__user", "cohort__programme")
        .order_by("student__user__last_name", "student__user__first_name", "pk")
    )
    return start_batch(
        school=cohort.programme.school,
        kind=KIND,
        title=f"Dossiers d’épreuve, {cohort}",
        task=export_folders,
        items=[(str(candidate_of(e).pk), str(e.student)) for e in enrolments],
        params={"cohort": cohort.pk},
        by=by,
        file=f"cohort:{cohort.pk}",
    )
