"""A workflow is a table. Read the table and you know the product.

The same rows draw the buttons, guard the actions, fill the permission matrix and print
docs/workflows.md. A row says: from, to, who may, what must be true, whether a reason is needed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from tripartite.core.errors import DomainError

S = TypeVar("S", bound=Enum)


class TransitionError(DomainError):
    """The move is not possible from this state, not for this person, or not yet."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true of the facts, and the sentence said when it is not."""

    code: str
    sentence: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    name: str
    label: str
    sources: frozenset[S]
    target: S
    by: frozenset[str]
    needs: tuple[Condition, ...] = ()
    reason: bool = False


def move(
    name: str,
    label: str,
    sources: set[S],
    target: S,
    by: set[Any],
    *,
    needs: tuple[Condition, ...] = (),
    reason: bool = False,
) -> Transition[S]:
    """One row of a workflow; ``label`` is the French word of the button."""
    return Transition(name, label, frozenset(sources), target, frozenset(by), needs, reason)


class Workflow(Generic[S]):
    def __init__(self, subject: str, *transitions: Transition[S]) -> None:
        self.subject = subject
        self.transitions = {t.name: t for t in transitions}

    def __getitem__(self, name: str) -> Transition[S]:
        return self.transitions[name]

    def available(self, state: S, relations: Iterable[str]) -> list[Transition[S]]:
        """The rows whose source is this state and whose doers include one of these relations."""
        mine = set(relations)
        return [t for t in self.transitions.values() if state in t.sources and mine & t.by]

    def may(self, name: str, relations: Iterable[str]) -> bool:
        """Whether one of these relations may ever make this move, whatever the state."""
        return bool(self.transitions[name].by & set(relations))

    def target(
        self,
        name: str,
        state: S,
        relations: Iterable[str],
        *,
        facts: object = None,
        reason: str = "",
    ) -> S:
        """The state to write.

        Raises TransitionError when the state or the person forbids the move, when a condition
        on the facts does not hold, or when a required reason is empty.
        """
        row = self.transitions[name]
        if row not in self.available(state, relations):
            raise TransitionError(
                "not_possible",
                f"« {row.label} » n’est plus possible : {self.subject} a changé d’état, "
                "ou ce n’est pas à vous de le faire. La page montre l’état à jour.",
            )
        for condition in row.needs:
            if not condition.holds(facts):
                raise TransitionError(condition.code, condition.sentence)
        if row.reason and not reason.strip():
            raise TransitionError(
                "reason_needed", f"« {row.label} » demande un motif : écrivez-le en une phrase."
            )
        return row.target

    def mermaid(self) -> str:
        """The diagram printed in docs/workflows.md."""
        lines = [
            f"    {s.name} --> {t.target.name}: {t.name}"
            for t in self.transitions.values()
            for s in sorted(t.sources, key=lambda s: s.name)
        ]
        return "\n".join(["stateDiagram-v2", *lines])

    def markdown(self) -> str:
        """The table printed in docs/workflows.md."""
        lines = [
            "| Move | Button | From | To | By | Needs | Reason |",
            "|---|---|---|---|---|---|---|",
        ]
        for t in self.transitions.values():
            cells = (
                t.name,
                t.label,
                ", ".join(sorted(s.name for s in t.sources)),
                t.target.name,
                ", ".join(sorted(str(r) for r in t.by)),
                ", ".join(c.code for c in t.needs) or "—",
                "yes" if t.reason else "—",
            )
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)
