"""How an app describes a long work, and how its progress is read.

A work is a task of its app, three lines long, that calls ``actions.run_batch`` with a ``Worker``::

    @task()
    def print_livrets(batch_id: int) -> str:
        return run_batch(batch_id, LivretWorker)

``actions.start_batch(task=print_livrets, …)`` writes the rows and enqueues it. The path of the
task is kept on the row, as the queue does: ``recover`` needs no list of kinds to take up again
what a killed worker left.
"""

from typing import Any, Protocol

from django.db.models import Count, Q

from tripartite.core.errors import DomainError
from tripartite.documents.domain import ItemState, Progress
from tripartite.documents.models import Batch, BatchItem, StoredFile


class BatchError(DomainError):
    """The work cannot be started or done."""


class Worker(Protocol):
    """What knows how to do the items of one kind of work; made anew for each run of a batch.

    Making it, and both methods, may raise a DomainError: its sentence is shown on the page.
    """

    def __init__(self, batch: Batch) -> None: ...

    def step(self, item: BatchItem) -> StoredFile | str | None:
        """Do one item and return the file it made, or a sentence on what became of it.

        Called outside any transaction, at least once: when the worker dies between the work and
        its note, the item is done again, so doing it twice must be the same as doing it once.
        """
        ...

    def gather(self, items: list[BatchItem]) -> StoredFile | None:
        """The file that people take away, made of the items that are done, in their order."""
        ...


class Enqueued(Protocol):
    """The two things of a django-tasks task that a batch needs."""

    @property
    def module_path(self) -> str: ...

    def enqueue(self, *args: Any) -> Any: ...


def progress_of(batch: Batch) -> Progress:
    """How far it is; one query."""
    counts = batch.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=ItemState.DONE)),
        failed=Count("pk", filter=Q(state=ItemState.FAILED)),
    )
    return Progress(**counts)


def lines_of(batch: Batch) -> list[BatchItem]:
    """The items that were done and have something to say of it."""
    done = batch.items.filter(state=ItemState.DONE).exclude(sentence="")
    return list(done.order_by("position"))


def failures_of(batch: Batch) -> list[BatchItem]:
    """The items that could not be done, each with its sentence."""
    return list(batch.items.filter(state=ItemState.FAILED).order_by("position"))
