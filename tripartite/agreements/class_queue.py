"""The agreements of a whole class, checked and sent by the worker one student after the other."""

from django_tasks import task

from tripartite.agreements import actions
from tripartite.agreements.domain import AgreementError
from tripartite.agreements.queries import live_agreement
from tripartite.core.fr import long_day
from tripartite.documents import actions as documents
from tripartite.documents.models import Batch, BatchItem, StoredFile
from tripartite.papers.domain import PaperState
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement


class ClassWorker:
    """A `documents.batches.Worker`: the key of an item is that of the placement.

    Sending is one transaction, so a paper is never half sent. When the worker dies after it and
    before its note, the item is done again: it finds the agreement out and says so.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    def step(self, item: BatchItem) -> str:
        placement = Placement.objects.filter(school=self.batch.school, pk=int(item.key)).first()
        if placement is None:
            raise AgreementError("placement_gone", f"Le stage de {item.label} n’existe plus.")
        live = live_agreement(placement)
        if live is not None and live.state != PaperState.DRAFT:
            return self._already(live)
        paper = actions.send(placement=placement, by=self.batch.by)
        first = paper.signatures.order_by("rank").first()
        asked = f" ; {first.name} est invité à signer" if first else ""
        return f"Convention n° {paper.number} envoyée{asked}."

    def _already(self, paper: Paper) -> str:
        if paper.out_at and paper.out_at >= self.batch.created_at:
            return f"Convention n° {paper.number} envoyée."
        day = long_day(paper.out_at.date()) if paper.out_at else "auparavant"
        return f"Laissée telle quelle : convention n° {paper.number} déjà envoyée, {day}."

    def gather(self, _items: list[BatchItem]) -> StoredFile | None:
        """Each student has an agreement of his own: nothing to take away."""
        return None


@task()
def send_agreements(batch_id: int) -> str:
    """Send what is left of a class; safe to run twice."""
    return documents.run_batch(batch_id, ClassWorker)
