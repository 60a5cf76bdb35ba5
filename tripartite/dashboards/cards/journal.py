"""The latest entries of the journal, for those who may read it."""

from typing import Any

from tripartite.accounts.models import JournalEntry
from tripartite.dashboards.access import JOURNAL
from tripartite.dashboards.cards.file import File

LATEST = 6


def card(file: File) -> dict[str, Any]:
    if not file.relations & JOURNAL:
        return {"entries": []}
    return {
        "entries": [entry_line(e) for e in JournalEntry.objects.of(file.placement.file)[:LATEST]]
    }


def entry_line(entry: JournalEntry) -> dict[str, Any]:
    """An entry as the timeline shows it."""
    return {"when": entry.at, "who": entry.actor_name, "what": entry.sentence}
