"""How far each task of the référentiel is worked on: planned, done, observed, proved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Depth(IntEnum):
    """Each step needs the act of one more person."""

    NONE = 0
    PLANNED = 1
    DONE = 2
    OBSERVED = 3
    PROVED = 4


DEPTH_LABELS = {
    Depth.NONE: "",
    Depth.PLANNED: "prévu",
    Depth.DONE: "fait",
    Depth.OBSERVED: "observé",
    Depth.PROVED: "prouvé",
}


@dataclass(frozen=True, slots=True)
class Worked:
    """A shared note, as the coverage counts it."""

    tasks: frozenset[int]
    observed: bool = False
    validated: bool = False
    proofs: int = 0

    @property
    def depth(self) -> Depth:
        if self.validated and self.proofs:
            return Depth.PROVED
        return Depth.OBSERVED if self.observed or self.validated else Depth.DONE


def levels(planned: Iterable[int], worked: Iterable[Worked]) -> dict[int, Depth]:
    """The depth that each task has reached; a task that nobody planned or did is absent."""
    found = dict.fromkeys(planned, Depth.PLANNED)
    for note in worked:
        for task in note.tasks:
            found[task] = max(note.depth, found.get(task, Depth.NONE))
    return found


def deepest(*known: Mapping[int, Depth]) -> dict[int, Depth]:
    """Several placements together: what was proved once is proved."""
    found: dict[int, Depth] = {}
    for placement in known:
        for task, depth in placement.items():
            found[task] = max(depth, found.get(task, Depth.NONE))
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """How deep one period went into one row."""

    depth: int
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A task or an activity, period by period; ``group`` is what it belongs to."""

    label: str
    group: str
    cells: tuple[Cell, ...]
