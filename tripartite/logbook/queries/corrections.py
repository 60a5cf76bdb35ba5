"""The last correction of a week, day by day, for those who read it."""

from dataclasses import dataclass

from tripartite.logbook.domain.corrections import Change, changes, entries_from_json
from tripartite.logbook.models import WeekCorrection
from tripartite.logbook.queries.ledger import WeekLine, last_correction


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and the days that it changed."""

    row: WeekCorrection
    changes: tuple[Change, ...]


def correction_of(line: WeekLine) -> Corrected | None:
    """What the tutor changed last in this week; None when nothing was."""
    row = last_correction(line.row) if line.row else None
    if row is None:
        return None
    found = changes(entries_from_json(row.before), entries_from_json(row.after))
    return Corrected(row, found)
