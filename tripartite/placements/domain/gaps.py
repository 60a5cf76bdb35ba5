"""What the student still lacks over both periods, and how to ask the host for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tripartite.hosts.domain import Clientele

#: A student does not ask for more than a few things at once.
MOST = 3

#: How the customers of the host are called in a sentence said to it.
CUSTOMERS = {
    Clientele.PRIVATE: "auprès de vos clients particuliers",
    Clientele.PROFESSIONAL: "auprès de vos clients professionnels",
    Clientele.BOTH: "auprès de vos clients",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """An activity of the référentiel of which no task is covered over the two periods.

    ``at_hand`` when the placement already works in its pole: the host surely does it.
    """

    activity: str
    pole: str
    tasks: tuple[str, ...]
    at_hand: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to ask for, and the sentence to say."""

    activity: str
    pole: str
    sentence: str


def suggest(gaps: Iterable[Gap], clientele: str = "") -> tuple[Suggestion, ...]:
    """What to ask the host for, what is at hand first, then in the order of the référentiel."""
    ranked = sorted(gaps, key=lambda gap: not gap.at_hand)
    with_whom = CUSTOMERS[Clientele(clientele)] if clientele else ""
    return tuple(Suggestion(gap.activity, gap.pole, _say(gap, with_whom)) for gap in ranked[:MOST])


def _say(gap: Gap, with_whom: str) -> str:
    wanted = f"« {gap.activity} »" + (f", {with_whom}" if with_whom else "")
    sentence = f"Mon diplôme demande aussi l’activité {wanted}."
    if gap.tasks:
        examples = " ou ".join(f"« {task} »" for task in gap.tasks[:2])
        sentence += f" Pourrais-je, pendant le stage, faire par exemple {examples} ?"
    return sentence
