"""The life of a long work: asked for, done item by item, stopped, taken up again. Plain Python."""

from dataclasses import dataclass
from enum import StrEnum

from tripartite.core.workflow import Condition, Workflow, move


class BatchState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


BATCH_STATE_LABELS = {
    BatchState.QUEUED: "en attente",
    BatchState.RUNNING: "en cours",
    BatchState.DONE: "terminé",
    BatchState.STOPPED: "arrêté",
}

#: A worker has it, or will.
UNFINISHED = frozenset({BatchState.QUEUED, BatchState.RUNNING})


class ItemState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


ITEM_STATE_LABELS = {
    ItemState.PENDING: "à faire",
    ItemState.DONE: "fait",
    ItemState.FAILED: "pas fait",
}


class By(StrEnum):
    """What somebody is to a batch; SYSTEM is the worker."""

    STARTER = "starter"
    OFFICE = "office"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items, and what became of them."""

    total: int
    done: int
    failed: int

    @property
    def tried(self) -> int:
        return self.done + self.failed

    def left(self, remark: str = "") -> int:
        """What a new run would do: items not tried or failed, and the gathering that failed."""
        return self.total - self.done + bool(remark)


SOMETHING_LEFT = Condition(
    "nothing_left",
    "Tout est déjà fait : il n’y a rien à reprendre.",
    lambda left: left > 0,
)

BATCH = Workflow(
    "le travail",
    # A worker takes up a running batch when the one that had it was killed.
    move(
        "run",
        "Commencer",
        {BatchState.QUEUED, BatchState.RUNNING},
        BatchState.RUNNING,
        {By.SYSTEM},
    ),
    move("finish", "Terminer", {BatchState.RUNNING}, BatchState.DONE, {By.SYSTEM}),
    move(
        "stop",
        "Arrêter",
        {BatchState.QUEUED, BatchState.RUNNING},
        BatchState.STOPPED,
        {By.STARTER, By.OFFICE},
    ),
    move(
        "resume",
        "Reprendre",
        {BatchState.STOPPED, BatchState.DONE},
        BatchState.QUEUED,
        {By.STARTER, By.OFFICE},
        needs=(SOMETHING_LEFT,),
    ),
)
