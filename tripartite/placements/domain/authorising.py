"""When the request to the Direction du Travail of Monaco is asked about (rule R2)."""

from datetime import date

#: So many days before the last day for filing.
FILING_RUNGS = (15, 7, 3)


def filing_rung(today: date, latest: date) -> int | None:
    """The reminder that is due: the nearest reached; None before them all and past the day."""
    left = (latest - today).days
    reached = [rung for rung in FILING_RUNGS if 0 <= left <= rung]
    return min(reached, default=None)
