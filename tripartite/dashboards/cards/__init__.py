"""The cards of the placement file: each app's part, composed here.

A card is a function from the ``File`` to what its template reads (``dashboards/_*_card.html``,
named by ``_placement_main.html`` or ``_placement_side.html``). A capability adds its module and
its line to ``CARDS``.
"""

from collections.abc import Callable
from typing import Any

from tripartite.dashboards.cards import (
    amendments,
    coverage,
    evaluation,
    exchanges,
    fitness,
    framing,
    incidents,
    journal,
    logbook,
    managing,
    order,
    papers,
    presence,
    requests,
)
from tripartite.dashboards.cards.file import File

CARDS: tuple[Callable[[File], dict[str, Any]], ...] = (
    order.card,
    papers.card,
    amendments.card,
    framing.card,
    fitness.card,
    presence.card,
    logbook.card,
    exchanges.card,
    requests.card,
    incidents.card,
    evaluation.card,
    coverage.card,
    managing.card,
    journal.card,
)


def context_of(file: File) -> dict[str, Any]:
    """What the templates of all cards read; two cards never give the same name."""
    context: dict[str, Any] = {}
    for card in CARDS:
        given = card(file)
        if context.keys() & given.keys():
            raise AssertionError(f"{card.__module__} gives a name that another card gave")
        context |= given
    return context


__all__ = ["File", "context_of"]
