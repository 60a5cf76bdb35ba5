"""What the presence of a placement comes to: the plan, the ledger, and what is still to come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tripartite.core.fr import MONTHS
from tripartite.law.gratification import Gratification, gratification_due
from tripartite.law.presence import Totals, minutes_by_month, totals_of
from tripartite.logbook.domain.presence import DayEntry, WeekState, counted_minutes
from tripartite.logbook.queries.ledger import WeekLine, effective_days, totals
from tripartite.placements.models import Placement
from tripartite.placements.queries import earlier_in_host
from tripartite.placements.schedule import expected, jurisdiction_of

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: hours planned and effective, and what is due for each."""

    month: Month
    planned: int
    effective: int
    planned_amount: Decimal
    effective_amount: Decimal

    @property
    def label(self) -> str:
        year, month = self.month
        return f"{MONTHS[month - 1]} {year}"


@dataclass(frozen=True, slots=True)
class Balance:
    """The totals of a placement on a day; ``over`` once its last day is past."""

    over: bool
    expected: Totals
    effective: Totals
    waiting: int
    remaining: int
    months: tuple[MonthLine, ...]
    planned_due: bool
    effective_due: bool

    @property
    def has_gratification(self) -> bool:
        return any(line.planned_amount or line.effective_amount for line in self.months)

    @property
    def total_amount(self) -> Decimal:
        return sum((line.effective_amount for line in self.months), Decimal(0))

    @property
    def planned_amount(self) -> Decimal:
        return sum((line.planned_amount for line in self.months), Decimal(0))


def months_of(entries: Iterable[DayEntry]) -> Counter[Month]:
    """Effective minutes by (year, month)."""
    months: Counter[Month] = Counter()
    for entry in entries:
        months[entry.day.year, entry.day.month] += counted_minutes([entry])
    return months


def effective_gratification(placement: Placement) -> Gratification:
    """What the agreement and the law come to on the hours really present, this period alone."""
    return _gratification(placement, months_of(effective_days(placement)))


def _gratification(
    placement: Placement, months: Counter[Month], previous: Counter[Month] | None = None
) -> Gratification:
    jurisdiction, _region = jurisdiction_of(placement)
    return gratification_due(
        months,
        previous=earlier_months(placement) if previous is None else previous,
        jurisdiction=jurisdiction,
        rate=placement.gratification_rate,
        previous_paid=True,
    )


def earlier_months(placement: Placement) -> Counter[Month]:
    """The effective minutes of the earlier placements in the same host."""
    found = (months_of(effective_days(other)) for other in earlier_in_host(placement))
    return sum(found, Counter())


def balance_of(placement: Placement, lines: Iterable[WeekLine], today: date) -> Balance:
    """Everything that the page of presence says in figures; ``lines`` are all its weeks."""
    plan = expected(placement)
    planned = Counter(minutes_by_month(plan))
    effective = months_of(effective_days(placement))
    previous = earlier_months(placement)
    amounts = [_gratification(placement, months, previous) for months in (planned, effective)]
    due = [{(m.year, m.month): m.amount for m in one.months} for one in amounts]
    told = [(line.state, day) for line in lines for day in line.days]
    return Balance(
        over=placement.last_day < today,
        expected=totals_of(plan),
        effective=totals(placement),
        waiting=sum(day.counted for state, day in told if state is not WeekState.CONFIRMED),
        remaining=sum(day.planned for _, day in told if day.date >= today and not day.entries),
        months=tuple(
            MonthLine(
                month,
                planned[month],
                effective[month],
                due[0].get(month, Decimal(0)),
                due[1].get(month, Decimal(0)),
            )
            for month in sorted({*planned, *effective})
        ),
        planned_due=amounts[0].due,
        effective_due=amounts[1].due,
    )
