"""Effective presence: what really happened each day, against what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tripartite.law.errors import SpanError
from tripartite.law.presence import Totals, totals, weeks_touched
from tripartite.law.words import format_date, format_hours

LONGEST_DAY = 25 * 60  # the day the clock goes back


@dataclass(frozen=True, slots=True)
class Attendance:
    """One day of the ledger, in minutes: expected, of which absent, and made up beyond them.

    Refused: an absence longer than what was expected, negative minutes, a day of more than 25 h.
    """

    date: date
    expected: int
    absent: int = 0
    made_up: int = 0

    def __post_init__(self) -> None:
        day = format_date(self.date)
        if min(self.expected, self.absent, self.made_up) < 0:
            raise SpanError(
                "attendance.negative",
                f"Le {day}, une durée est négative : corrigez les heures saisies.",
            )
        if self.absent > self.expected:
            raise SpanError(
                "attendance.absent",
                f"Le {day}, l’absence ({format_hours(self.absent)}) dépasse la présence prévue"
                f" ({format_hours(self.expected)}) : corrigez l’une des deux.",
            )
        if self.minutes > LONGEST_DAY:
            raise SpanError(
                "attendance.too_long",
                f"Le {day} compterait {format_hours(self.minutes)} de présence :"
                " corrigez les heures rattrapées.",
            )

    @property
    def minutes(self) -> int:
        """Effective presence: never more than what was expected and made up."""
        return self.expected - self.absent + self.made_up


def effective_totals(ledger: Iterable[Attendance]) -> Totals:
    """The legal count of a ledger (D124-6); a day written twice is refused."""
    days: dict[date, int] = {}
    for entry in ledger:
        if entry.date in days:
            raise SpanError(
                "attendance.twice",
                f"Le {format_date(entry.date)} figure deux fois dans les présences :"
                " gardez une seule ligne.",
            )
        days[entry.date] = entry.minutes
    present = [day for day, minutes in days.items() if minutes]
    return totals(sum(days.values()), weeks_touched(present))
