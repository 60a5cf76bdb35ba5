"""The folders of a class for the exam service, made by the worker one candidate after the other."""

from functools import cached_property

from django.utils.text import slugify
from django_tasks import task

from tripartite.core import clock
from tripartite.core.archive import unzipped, zipped
from tripartite.core.errors import DomainError
from tripartite.documents.actions.batches import run_batch
from tripartite.documents.actions.files import keep, read
from tripartite.documents.models import Batch, BatchItem, StoredFile
from tripartite.exams.domain.folder import manifest_of
from tripartite.exams.folders import archive_of, folder_name, pieces_of
from tripartite.exams.models import Candidate, Export
from tripartite.school.models import Cohort


class ExportError(DomainError):
    """The folder of this candidate cannot be made."""


class ExportWorker:
    """A ``documents.batches.Worker``: the key of an item is that of the candidate."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    @cached_property
    def cohort(self) -> Cohort:
        found = Cohort.objects.filter(pk=self.batch.params["cohort"]).first()
        if found is None:
            raise ExportError("cohort_gone", "Cette classe n’existe plus.")
        return found

    def step(self, item: BatchItem) -> StoredFile:
        """Freeze the folder of one candidate; an empty one is said instead of handed in."""
        candidate = Candidate.objects.select_related(
            "student__user", "student__school", "decision", "substitute"
        ).get(pk=int(item.key))
        pieces = pieces_of(candidate)
        if not pieces:
            raise ExportError(
                "empty_folder",
                f"Le dossier de {candidate.student} est vide : aucune fiche validée, aucune "
                "attestation signée.",
            )
        made_at = clock.now()
        archive = keep(
            school=self.batch.school,
            content=archive_of(candidate, pieces, made_at),
            name=f"{folder_name(candidate)}.zip",
            mime="application/zip",
        )
        Export.objects.create(
            candidate=candidate, made_at=made_at, archive=archive, manifest=manifest_of(pieces)
        )
        return archive

    def gather(self, items: list[BatchItem]) -> StoredFile:
        """One folder per candidate, in one archive."""
        files = [
            (f"{item.file.name.removesuffix('.zip')}/{path}", content)
            for item in items
            if item.file
            for path, content in unzipped(read(item.file))
        ]
        stem = f"dossiers-{slugify(self.cohort.name)}-session-{self.cohort.exam_session}"
        return keep(
            school=self.batch.school,
            content=zipped(files),
            name=f"{stem}.zip",
            mime="application/zip",
        )


@task()
def export_folders(batch_id: int) -> str:
    """Make what is left of the folders of a class; safe to run twice."""
    return run_batch(batch_id, ExportWorker)
