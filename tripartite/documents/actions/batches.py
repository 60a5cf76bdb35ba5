"""Starting, doing, stopping and taking up again a long work."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.documents.batches import BatchError, Enqueued, Worker, progress_of
from tripartite.documents.domain import BATCH, BatchState, By, ItemState
from tripartite.documents.models import Batch, BatchItem, StoredFile

#: What became of an item: its state, its file, what was done or why it was not.
Outcome = tuple[ItemState, StoredFile | None, str]

logger = logging.getLogger(__name__)

UNEXPECTED = (
    "Une erreur inattendue a empêché ce travail ; elle est notée dans le journal du serveur. "
    "Réessayez, puis prévenez l’exploitant."
)


@transaction.atomic
def start_batch(
    *,
    school: School,
    kind: str,
    title: str,
    task: Enqueued,
    items: Sequence[tuple[str, str]],
    params: Mapping[str, Any],
    by: User,
    file: str = "",
) -> Batch:
    """Write the work, its items (key, label), and enqueue it.

    The same work asked for again while it is waiting or running is not started twice: the one
    under way is returned. Raises BatchError when there is nothing to do.
    """
    if not items:
        raise BatchError("nothing_to_do", "Il n’y a rien à préparer : la liste est vide.")
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    for twin in Batch.objects.unfinished().filter(school=school, kind=kind, file=file):
        if twin.params == params:
            return twin
    batch = Batch.objects.create(
        school=school,
        kind=kind,
        title=title,
        file=file,
        params=dict(params),
        task=task.module_path,
        by=by,
    )
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, position=position, key=key, label=label)
        for position, (key, label) in enumerate(items, start=1)
    )
    _tell(batch, by, "batch.started", f"{title} : travail demandé")
    task.enqueue(batch.pk)
    return batch


def run_batch(batch_id: int, make: type[Worker]) -> str:
    """Do what is left of a batch; the state is returned. Safe to run twice, even at once.

    A refusal or an error stops one item, not the others. The last run to begin owns the work:
    an earlier one that is still alive leaves it at its next item.
    """
    run = _begin(batch_id)
    if run:
        batch = Batch.objects.select_related("school", "by").get(pk=batch_id)
        _work(batch, run, make)
    return Batch.objects.values_list("state", flat=True).get(pk=batch_id)


def _work(batch: Batch, run: int, make: type[Worker]) -> None:
    try:
        worker = make(batch)
        for item in batch.items.filter(state=ItemState.PENDING).order_by("position"):
            if not (_owns(batch, run) and _note(batch, run, item, _do(worker, item))):
                return
        done = batch.items.filter(state=ItemState.DONE).select_related("file")
        items = list(done.order_by("position"))
        _finish(batch, run, worker.gather(items) if items else None)
    except DomainError as error:
        _finish(batch, run, None, remark=str(error))
    except Exception:
        logger.exception("Batch %s failed", batch.pk)
        _finish(batch, run, None, remark=UNEXPECTED)


def _do(worker: Worker, item: BatchItem) -> Outcome:
    """The state of the item, its file, and the sentence: what was done, or why it was not."""
    try:
        made = worker.step(item)
    except DomainError as error:
        return ItemState.FAILED, None, str(error)
    except Exception:
        logger.exception("Item %s of batch %s failed", item.key, item.batch_id)
        return ItemState.FAILED, None, UNEXPECTED
    if isinstance(made, str):
        return ItemState.DONE, None, made
    return ItemState.DONE, made, ""


@transaction.atomic
def _begin(batch_id: int) -> int:
    """The number of this run; 0 when the work is stopped or over."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    state = BatchState(batch.state)
    if BATCH["run"] not in BATCH.available(state, {By.SYSTEM}):
        return 0
    batch.state = BATCH.target("run", state, {By.SYSTEM})
    batch.run += 1
    batch.started_at = batch.started_at or clock.now()
    batch.save(update_fields=["state", "run", "started_at"])
    return batch.run


def _owns(batch: Batch, run: int) -> bool:
    return Batch.objects.filter(pk=batch.pk, run=run, state=BatchState.RUNNING).exists()


@transaction.atomic
def _note(batch: Batch, run: int, item: BatchItem, became: Outcome) -> bool:
    """Write what became of the item; False when the work was stopped or taken over meanwhile."""
    Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not _owns(batch, run):
        return False
    item.state, item.file, sentence = became
    item.sentence = sentence[:300]
    item.save(update_fields=["state", "file", "sentence"])
    return True


@transaction.atomic
def _finish(batch: Batch, run: int, result: StoredFile | None, *, remark: str = "") -> None:
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not _owns(batch, run):
        return
    batch.state = BATCH.target("finish", BatchState(batch.state), {By.SYSTEM})
    batch.result = result
    batch.remark = remark[:300]
    batch.finished_at = clock.now()
    batch.save(update_fields=["state", "result", "remark", "finished_at"])
    progress = progress_of(batch)
    _tell(
        batch,
        None,
        "batch.finished",
        f"{batch.title} : {progress.done} sur {progress.total} faits",
        failed=progress.failed,
    )


@transaction.atomic
def stop_batch(*, batch: Batch, by: User) -> Batch:
    """Let the item under way end, and no other begin. Raises TransitionError when it is over."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    batch.state = BATCH.target("stop", BatchState(batch.state), batch.relations_of(by))
    batch.save(update_fields=["state"])
    _tell(batch, by, "batch.stopped", f"{batch.title} : travail arrêté")
    return batch


@transaction.atomic
def resume_batch(*, batch: Batch, by: User) -> Batch:
    """Do what is left, failures included. Raises TransitionError when nothing is."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    left = progress_of(batch).left(batch.remark)
    batch.state = BATCH.target(
        "resume", BatchState(batch.state), batch.relations_of(by), facts=left
    )
    batch.remark = ""
    batch.finished_at = None
    batch.save(update_fields=["state", "remark", "finished_at"])
    batch.items.filter(state=ItemState.FAILED).update(state=ItemState.PENDING, sentence="")
    _tell(batch, by, "batch.resumed", f"{batch.title} : travail repris")
    _enqueue(batch)
    return batch


def recover_batches() -> int:
    """Enqueue every unfinished batch again, and count them: for the start of the server."""
    left = list(Batch.objects.unfinished().order_by("pk"))
    for batch in left:
        _enqueue(batch)
    return len(left)


def _enqueue(batch: Batch) -> None:
    task: Enqueued = import_string(batch.task)
    task.enqueue(batch.pk)


def _tell(batch: Batch, by: User | None, verb: str, sentence: str, **detail: Any) -> None:
    record(
        by=by,
        school=batch.school,
        verb=verb,
        sentence=sentence,
        file=batch.file,
        batch=batch.pk,
        **detail,
    )
