"""The fifteen mentions as the office checks them off before sending."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tripartite.agreements.domain import PLACE_LABELS, Missing, Place
from tripartite.documents.papers import MENTIONS

PARTIES = "Parties et signataires"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing and the page where it is filled."""

    sentence: str
    label: str
    url: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One mention: complete when it has no gap that blocks."""

    number: int
    title: str
    gaps: tuple[Gap, ...]

    @property
    def complete(self) -> bool:
        return not any(gap.blocks for gap in self.gaps)


def gaps_of(missing: Iterable[Missing], url_of: Callable[[Place], str]) -> tuple[Gap, ...]:
    """Each with the page where it is filled."""
    return tuple(
        Gap(each.sentence, PLACE_LABELS[each.where], url_of(each.where), each.blocks)
        for each in missing
    )


def checklist(missing: Iterable[Missing], url_of: Callable[[Place], str]) -> list[Check]:
    """The parties, then the mentions of D124-4 in their order, each with its gaps."""
    rows = list(missing)
    return [
        Check(number, title, gaps_of((m for m in rows if m.mention == number), url_of))
        for number, title in ({0: PARTIES} | MENTIONS).items()
    ]
