"""What was expected, what was told, what counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tripartite.law.presence import ExpectedDay, Totals, weeks_touched
from tripartite.law.presence import totals as legal_totals
from tripartite.logbook.domain.presence import (
    ABSENT,
    DayEntry,
    DayKind,
    WeekState,
    counted_minutes,
    in_week,
    missing_days,
    monday_of,
)
from tripartite.logbook.models import PresenceDay, PresenceWeek, WeekCorrection
from tripartite.papers.domain import Kind
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a week: what was planned and what was told of it."""

    date: date
    planned: int
    note: str
    entries: tuple[DayEntry, ...]
    inside: bool

    @property
    def counted(self) -> int:
        return counted_minutes(self.entries)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One civil week of a placement; ``row`` is None until something is told."""

    monday: date
    days: tuple[DayLine, ...]
    row: PresenceWeek | None
    missing: int

    @property
    def opens_on(self) -> date | None:
        """The day after the first day of presence; None when nothing is planned."""
        first = next((day.date for day in self.days if day.planned), None)
        return first + timedelta(days=1) if first else None

    @property
    def last_planned(self) -> date | None:
        return max((day.date for day in self.days if day.planned), default=None)

    @property
    def state(self) -> WeekState:
        return WeekState(self.row.state) if self.row else WeekState.OPEN

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def planned(self) -> int:
        return sum(day.planned for day in self.days)

    @property
    def told(self) -> int:
        return sum(day.counted for day in self.days)

    @property
    def is_told(self) -> bool:
        return any(day.entries for day in self.days)


def entries_of(week: PresenceWeek) -> list[DayEntry]:
    """What the ledger tells of a week, in the order of the days."""
    return [_entry(row) for row in week.days.order_by("day", "kind")]


def _entry(row: PresenceDay) -> DayEntry:
    return DayEntry(row.day, DayKind(row.kind), row.minutes, row.makes_up)


def entries_elsewhere(placement: Placement, monday: date) -> list[DayEntry]:
    """What the ledger tells of the other weeks of the placement."""
    rows = PresenceDay.objects.filter(week__placement=placement).exclude(week__monday=monday)
    return [_entry(row) for row in rows.order_by("day", "kind")]


def last_correction(week: PresenceWeek) -> WeekCorrection | None:
    """What the tutor changed last in this week, as the student tells it now."""
    rows = WeekCorrection.objects.of_now().filter(week=week)
    return rows.order_by("-at", "-pk").first()


def weeks(placement: Placement) -> list[WeekLine]:
    """Every civil week that the dates touch, in order; two queries."""
    plan = expected(placement)
    rows = {
        row.monday: row
        for row in PresenceWeek.objects.filter(placement=placement).prefetch_related("days")
    }
    mondays = _mondays(placement.starts_on, placement.last_day)
    return [_week_line(placement, monday, plan, rows.get(monday)) for monday in mondays]


def week(placement: Placement, monday: date) -> WeekLine | None:
    """The week of this Monday; None when the placement does not touch it."""
    if monday not in _mondays(placement.starts_on, placement.last_day):
        return None
    rows = PresenceWeek.objects.filter(placement=placement, monday=monday)
    row = rows.prefetch_related("days").first()
    return _week_line(placement, monday, expected(placement), row)


def _mondays(start: date, end: date) -> list[date]:
    first = monday_of(start)
    return [first + timedelta(weeks=n) for n in range((monday_of(end) - first).days // 7 + 1)]


def _week_line(
    placement: Placement, monday: date, plan: Iterable[ExpectedDay], row: PresenceWeek | None
) -> WeekLine:
    planned = {day.date: day for day in plan if in_week(day.date, monday)}
    told: dict[date, list[DayEntry]] = defaultdict(list)
    for day in sorted(row.days.all(), key=lambda d: (d.day, d.kind)) if row else ():
        told[day.day].append(_entry(day))
    days = []
    for date_ in (monday + timedelta(days=n) for n in range(7)):
        here = planned.get(date_)
        days.append(
            DayLine(
                date=date_,
                planned=here.minutes if here else 0,
                note=here.note if here else "",
                entries=tuple(told[date_]),
                inside=placement.starts_on <= date_ <= placement.last_day,
            )
        )
    return WeekLine(
        monday=monday,
        days=tuple(days),
        row=row,
        missing=len(
            missing_days(planned.values(), [e for day in days for e in day.entries], monday)
        ),
    )


def _days(placement: Placement, *states: WeekState) -> list[DayEntry]:
    rows = PresenceDay.objects.filter(week__placement=placement, week__state__in=states)
    return [_entry(row) for row in rows.order_by("day", "kind")]


def effective_days(placement: Placement) -> list[DayEntry]:
    """The days of the confirmed weeks, in order: the only source of an attestation."""
    return _days(placement, WeekState.CONFIRMED)


def absences(placement: Placement) -> list[DayEntry]:
    """Every absence that the ledger tells: what made-up hours may replace."""
    rows = PresenceDay.objects.filter(week__placement=placement, kind__in=list(ABSENT))
    return [_entry(row) for row in rows.order_by("day", "kind")]


def effective_minutes(placement: Placement) -> int:
    """Presence that counts: told by the student and confirmed by the tutor."""
    return counted_minutes(_days(placement, WeekState.CONFIRMED))


def declared_minutes(placement: Placement) -> int:
    """Presence told, whether confirmed or not yet."""
    return counted_minutes(_days(placement, WeekState.DECLARED, WeekState.CONFIRMED))


def totals(placement: Placement) -> Totals:
    """The legal count of the confirmed ledger: the only source of an attestation."""
    days = _days(placement, WeekState.CONFIRMED)
    present = [entry.day for entry in days if counted_minutes([entry])]
    return legal_totals(counted_minutes(days), weeks_touched(present))


def all_confirmed(placement: Placement) -> bool:
    """Whether each week with hours in the timetable is confirmed."""
    lines = [line for line in weeks(placement) if line.planned or line.is_told]
    return bool(lines) and all(line.state is WeekState.CONFIRMED for line in lines)


def is_attested(placement: Placement) -> bool:
    """Whether an attestation states these hours, or waits for its signature."""
    return Paper.objects.live().filter(placement=placement, kind=Kind.CERTIFICATE).exists()
