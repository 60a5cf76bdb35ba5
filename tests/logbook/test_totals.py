"""The ledger against the hours engine, on random timetables."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.logbook.partners import make_partners
from tripartite.hosts.models import Host
from tripartite.law.attendance import Attendance, effective_totals
from tripartite.law.presence import ExpectedDay, totals, totals_of, weeks_touched
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.correcting import correct_week
from tripartite.logbook.domain.presence import DayEntry, DayKind, counted_minutes, monday_of
from tripartite.logbook.queries import ledger
from tripartite.placements import schedule

CLOCKS = st.sampled_from([[], [["09:00", "12:30"]], [["08:15", "12:00"], ["13:30", "18:45"]]])
TIMETABLES = st.lists(CLOCKS, min_size=7, max_size=7).filter(any)
STARTS = st.dates(date(2026, 9, 1), date(2027, 6, 1))


@pytest.mark.django_db
@given(timetable=TIMETABLES, start=STARTS, length=st.integers(1, 40), worked=st.booleans())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_ledger_kept_as_planned_counts_what_the_law_counts(
    timetable, start, length, worked
) -> None:
    partners = make_partners(
        factories.make_school(),
        timetable=timetable,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        holidays_worked=worked,
    )
    placement = partners.placement
    plan = schedule.expected(placement)

    with time_machine.travel(placement.ends_on + timedelta(days=2), tick=False):
        for monday in sorted({monday_of(d.date) for d in plan if d.minutes}):
            week = presence.declare_as_planned(
                placement=placement, monday=monday, by=partners.student
            )
            presence.confirm_week(week=week, by=partners.tutor)

    assert ledger.totals(placement) == totals_of(plan)
    assert ledger.totals(placement) == schedule.expected_totals(placement)


@st.composite
def weeks_told(draw: st.DrawFn) -> list[list[tuple[int, DayKind, int]]]:
    """Two weeks, each said with a kind and a length for each of its five days."""
    kinds = st.sampled_from([DayKind.PRESENT, DayKind.JUSTIFIED, DayKind.UNJUSTIFIED])
    day = st.tuples(kinds, st.integers(1, 600))
    return [[(n, *draw(day)) for n in range(5)] for _ in range(2)]


@pytest.mark.django_db
@given(told=weeks_told(), corrected=weeks_told(), reopened=st.sets(st.integers(0, 1)))
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_correcting_and_reopening_keep_the_sum(told, corrected, reopened) -> None:
    """At each moment the ledger counts what the engine of the law counts on the confirmed days."""
    partners = make_partners(factories.make_school())
    placement, held = partners.placement, {}

    def agrees() -> None:
        ledger_of_law = [
            Attendance(e.day, e.minutes, 0 if e.kind is DayKind.PRESENT else e.minutes)
            for entries in held.values()
            for e in entries
        ]
        assert ledger.totals(placement) == effective_totals(ledger_of_law)

    with time_machine.travel("2027-02-01 08:00:00+01:00", tick=False):
        for n, (first, second) in enumerate(zip(told, corrected, strict=True)):
            monday = date(2027, 1, 4) + timedelta(weeks=n)
            said, then = (
                [DayEntry(monday + timedelta(days=d), kind, m) for d, kind, m in days]
                for days in (first, second)
            )
            week = presence.declare_week(
                placement=placement, monday=monday, days=said, by=partners.student
            )
            agrees()
            presence.confirm_week(week=week, by=partners.tutor)
            held[n] = said
            agrees()
            if said != then:
                correct_week(week=week, days=then, reason="Relu.", by=partners.tutor)
                held[n] = then
                agrees()
            if n in reopened:
                presence.reopen_week(week=week, reason="Encore.", by=partners.referent)
                del held[n]
                agrees()


#: What may become of a planned day: kept, shortened, lengthened, missed in part or whole.
FATES = st.sampled_from(["planned", "shorter", "longer", "split", "justified", "unjustified"])


def lived(draw: st.DataObject, day: date, planned: int) -> tuple[list[DayEntry], Attendance]:
    """What is told of a planned day, and the same as the engine of the law has it."""
    fate = draw.draw(FATES)
    part = draw.draw(st.integers(1, max(1, planned - 1)))
    if fate == "planned":
        return [DayEntry(day, DayKind.PRESENT, planned)], Attendance(day, planned)
    if fate == "shorter":
        return [DayEntry(day, DayKind.PRESENT, part)], Attendance(day, planned, planned - part)
    if fate == "longer":
        extra = min(part, 24 * 60 - planned)
        return [DayEntry(day, DayKind.PRESENT, planned + extra)], Attendance(day, planned, 0, extra)
    if fate == "split" and part < planned:
        told = [
            DayEntry(day, DayKind.PRESENT, part),
            DayEntry(day, DayKind.JUSTIFIED, planned - part),
        ]
        return told, Attendance(day, planned, planned - part)
    kind = DayKind.UNJUSTIFIED if fate == "unjustified" else DayKind.JUSTIFIED
    return [DayEntry(day, kind, planned)], Attendance(day, planned, planned)


@pytest.mark.django_db
@given(timetable=TIMETABLES, start=STARTS, length=st.integers(1, 24), draw=st.data())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_irregular_days_on_any_timetable_count_what_the_law_counts(
    timetable, start, length, draw
) -> None:
    """Days kept, shortened, missed and made up, told week by week, on random timetables."""
    partners = make_partners(
        factories.make_school(),
        timetable=timetable,
        starts_on=start,
        ends_on=start + timedelta(days=length),
    )
    placement = partners.placement
    plan = {d.date: d.minutes for d in schedule.expected(placement)}
    told: list[DayEntry] = []
    of_law: list[Attendance] = []
    missed: dict[date, int] = {}
    for day in (start + timedelta(days=n) for n in range(length + 1)):
        if plan.get(day):
            entries, attendance = lived(draw, day, plan[day])
            told += entries
            of_law.append(attendance)
            for entry in entries:
                if entry.kind is not DayKind.PRESENT:
                    missed[day] = entry.minutes
        elif missed and draw.draw(st.booleans()):
            absence = draw.draw(st.sampled_from(sorted(missed)))
            minutes = draw.draw(st.integers(1, missed.pop(absence)))
            told.append(DayEntry(day, DayKind.MADE_UP, minutes, absence))
            of_law.append(Attendance(day, 0, 0, minutes))

    with time_machine.travel(placement.ends_on + timedelta(days=2), tick=False):
        for monday in sorted({monday_of(e.day) for e in told}):
            week = presence.declare_week(
                placement=placement,
                monday=monday,
                days=[e for e in told if monday_of(e.day) == monday],
                by=partners.student,
            )
            presence.confirm_week(week=week, by=partners.tutor)

    assert ledger.totals(placement) == effective_totals(of_law)


KINDS = st.sampled_from(list(DayKind))


@given(
    st.lists(st.tuples(st.integers(0, 27), KINDS, st.integers(1, 720)), unique_by=lambda d: d[0])
)
def test_counting_the_entries_is_counting_their_days(told) -> None:
    start = date(2027, 1, 4)
    entries = [DayEntry(start + timedelta(days=n), kind, m) for n, kind, m in told]

    present = [e for e in entries if counted_minutes([e])]

    days = [ExpectedDay(e.day, counted_minutes([e]), ()) for e in entries]
    assert totals_of(days) == totals(
        counted_minutes(entries), weeks_touched(e.day for e in present)
    )


def test_a_monegasque_holiday_is_not_expected(school) -> None:
    """Sainte-Dévote, 27 January: a public holiday in Monaco, a working day in Nice."""
    placement = make_partners(school).placement
    french = {d.date: d.minutes for d in schedule.expected(placement)}
    Host.objects.filter(pk=placement.site.host_id).update(country="MC")
    placement.site.host.refresh_from_db()

    monegasque = {d.date: d.minutes for d in schedule.expected(placement)}

    assert (french[date(2027, 1, 27)], monegasque[date(2027, 1, 27)]) == (420, 0)
