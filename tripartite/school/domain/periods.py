"""The dates of a period: what is refused, what is only remarked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tripartite.core import fr
from tripartite.core.errors import DomainError

#: Two periods of four weeks in the first year (founding document, I.1).
USUAL_WEEKS = 4


class PeriodError(DomainError):
    """These dates cannot be those of a period of this class."""


@dataclass(frozen=True, slots=True)
class Span:
    """The number and the dates of a period that the class already has."""

    number: int
    starts_on: date
    ends_on: date


def check_dates(
    starts_on: date, ends_on: date, host_due_on: date | None, others: Iterable[Span]
) -> None:
    """Raise PeriodError when the period ends before it starts, or meets another of the class."""
    if ends_on <= starts_on:
        raise PeriodError("ends_before", "La période doit finir après avoir commencé.")
    if (ends_on - starts_on).days > 366:
        raise PeriodError(
            "too_long_period", "Cette période durerait plus d’un an : vérifiez les dates."
        )
    if host_due_on is not None and host_due_on >= starts_on:
        raise PeriodError(
            "due_after_start",
            "La date limite pour trouver un accueil doit précéder le premier jour de la période.",
        )
    for other in others:
        if other.starts_on <= ends_on and starts_on <= other.ends_on:
            raise PeriodError(
                "period_overlaps",
                f"Ces dates recouvrent celles de la période {other.number} "
                f"({fr.short_range(other.starts_on, other.ends_on)}). Changez l’une des deux.",
            )


def weeks_touched(starts_on: date, ends_on: date) -> int:
    """Civil weeks, Monday to Sunday, in which the period has a day."""
    first_monday = starts_on - timedelta(days=starts_on.weekday())
    return (ends_on - first_monday).days // 7 + 1


def remark(starts_on: date, ends_on: date) -> str:
    """What to look at twice in these dates; empty when they are the usual four weeks."""
    weeks = weeks_touched(starts_on, ends_on)
    if weeks == USUAL_WEEKS:
        return ""
    return (
        f"Cette période touche {fr.count_of(weeks, 'semaine')}, alors que le BTS NDRC en prévoit "
        f"{USUAL_WEEKS} : vérifiez les dates."
    )
