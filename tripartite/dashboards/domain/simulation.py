"""A placement that does not exist: what the law would say of it, and what it would come to."""

from dataclasses import dataclass
from datetime import date, timedelta

from tripartite.law.calendars import Jurisdiction
from tripartite.law.gratification import Gratification, Month, gratification_due
from tripartite.law.parameters import Parameter, parameter
from tripartite.law.presence import ExpectedDay, Totals, minutes_by_month, totals_of
from tripartite.law.rules import Effect, Finding, PlacementFacts, judge
from tripartite.law.workdays import latest_filing_date


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday: None outside the dates, no expected day when nothing is worked."""

    monday: date
    days: tuple[tuple[date, ExpectedDay | None] | None, ...]

    @property
    def minutes(self) -> int:
        return sum(cell[1].minutes for cell in self.days if cell and cell[1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of the planner. Hours are expected hours: nobody has been present yet."""

    facts: PlacementFacts
    totals: Totals
    weeks: tuple[Week, ...]
    findings: tuple[Finding, ...]
    gratification: Gratification
    latest_filing: date | None

    @property
    def days_off(self) -> list[ExpectedDay]:
        """The days of the timetable that are not worked, each with its note: public holidays."""
        return [day for day in self.facts.days if day.note and not day.minutes]

    def with_effect(self, effect: Effect) -> list[Finding]:
        return [finding for finding in self.findings if finding.effect is effect]


def simulate(facts: PlacementFacts) -> Outcome:
    """Judge, count and price a placement; the refusals of the law go through (`DomainError`)."""
    return Outcome(
        facts=facts,
        totals=totals_of(facts.days),
        weeks=weeks_of(facts),
        findings=judge(facts),
        gratification=_gratification(facts),
        latest_filing=_latest_filing(facts),
    )


def weeks_of(facts: PlacementFacts) -> tuple[Week, ...]:
    """The civil weeks that the dates touch, in order."""
    expected = {day.date: day for day in facts.days}
    monday = facts.start - timedelta(days=facts.start.weekday())
    weeks = []
    while monday <= facts.last_day:
        dates = (monday + timedelta(days=n) for n in range(7))
        cells = (
            (day, expected.get(day)) if facts.start <= day <= facts.last_day else None
            for day in dates
        )
        weeks.append(Week(monday, tuple(cells)))
        monday += timedelta(days=7)
    return tuple(weeks)


def month_before(day: date) -> Month:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _gratification(facts: PlacementFacts) -> Gratification:
    """When these hours were done is not asked: they are priced as those of the month before."""
    done = facts.same_host_minutes
    return gratification_due(
        minutes_by_month(facts.days),
        previous={month_before(facts.start): done} if done else {},
        jurisdiction=facts.jurisdiction,
        rate=facts.gratification_rate,
    )


def _latest_filing(facts: PlacementFacts) -> date | None:
    """Monaco alone wants a request before the stage (rule R2)."""
    if facts.jurisdiction is not Jurisdiction.MC:
        return None
    days = int(parameter(Parameter.MC_FILING_WORKING_DAYS, facts.start).value)
    return latest_filing_date(facts.start, days)
