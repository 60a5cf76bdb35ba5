"""The livrets of a whole class, printed by the worker one student after the other."""

from datetime import date
from functools import cached_property

from django.utils.text import slugify
from django_tasks import task

from tripartite.core.archive import zipped
from tripartite.core.errors import DomainError
from tripartite.documents import actions as documents
from tripartite.documents.models import Batch, BatchItem, StoredFile
from tripartite.documents.papers import LivretPaper
from tripartite.school import papers
from tripartite.school.domain.livrets import Bundle
from tripartite.school.models import Enrolment, Period, Student


class LivretError(DomainError):
    """This livret cannot be printed."""


class LivretWorker:
    """A `documents.batches.Worker`: the key of an item is that of the student.

    Each livret is printed on its own in both forms, so that one that cannot be printed is named
    and does not spoil the file of the others.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.bundle = Bundle(batch.params["bundle"])

    @cached_property
    def period(self) -> Period:
        found = Period.objects.select_related(
            "cohort__programme__school", "cohort__programme__curriculum"
        ).filter(pk=self.batch.params["period"])
        period = found.first()
        if period is None:
            raise LivretError("period_gone", "Cette période de stage n’existe plus.")
        return period

    @cached_property
    def common(self) -> LivretPaper:
        return papers.class_livret(
            self.period, today=date.fromisoformat(self.batch.params["today"])
        )

    def step(self, item: BatchItem) -> StoredFile | None:
        student = self._student(item)
        pdf = papers.print_one(papers.for_student(self.common, student))
        if self.bundle is Bundle.ONE:
            return None
        return documents.keep(school=self.batch.school, content=pdf, name=papers.file_name(student))

    def gather(self, items: list[BatchItem]) -> StoredFile:
        cohort = self.period.cohort
        stem = f"livrets-{slugify(cohort.name)}-{cohort.year}-periode-{self.period.number}"
        if self.bundle is Bundle.ZIP:
            return documents.keep(
                school=self.batch.school,
                content=zipped([(i.file.name, documents.read(i.file)) for i in items if i.file]),
                name=f"{stem}.zip",
                mime="application/zip",
            )
        livrets = [papers.for_student(self.common, self._student(item)) for item in items]
        return documents.keep(
            school=self.batch.school, content=papers.print_together(livrets), name=f"{stem}.pdf"
        )

    def _student(self, item: BatchItem) -> Student:
        found = Enrolment.objects.select_related("student__user").filter(
            cohort=self.period.cohort, student=int(item.key), left_on=None
        )
        enrolment = found.first()
        if enrolment is None:
            raise LivretError(
                "left", f"{item.label} n’est plus inscrit dans la classe : rien n’est à imprimer."
            )
        return enrolment.student


@task()
def print_livrets(batch_id: int) -> str:
    """Print what is left of a class; safe to run twice."""
    return documents.run_batch(batch_id, LivretWorker)
