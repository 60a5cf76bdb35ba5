"""Reading the logbook: a week in short, what a form offers, whether something is awaited."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from tripartite.curriculum.domain.model import CONTEXT_LABELS, RESOURCE_KINDS, ContextKind
from tripartite.curriculum.models import ContextItem, Task
from tripartite.logbook.domain.entries import EntryState, days_untold
from tripartite.logbook.domain.presence import counted_minutes, monday_of
from tripartite.logbook.models import LogEntry, LogEntryQuerySet
from tripartite.logbook.queries import ledger
from tripartite.placements.models import Mission, Placement
from tripartite.placements.queries import tasks_of
from tripartite.placements.schedule import expected

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """A civil week of a placement: notes, hours of the ledger, tools and tasks."""

    placement: Placement
    monday: date
    entries: tuple[LogEntry, ...]
    minutes: int
    tasks: tuple[tuple[Task, int], ...]
    tools: tuple[tuple[ContextItem, int], ...]

    @property
    def sunday(self) -> date:
        return self.monday + WEEK

    @property
    def first_day(self) -> date:
        return max(self.monday, self.placement.starts_on)

    @property
    def last_day(self) -> date:
        return min(self.sunday, self.placement.ends_on)

    @property
    def figures(self) -> tuple[LogEntry, ...]:
        """The notes whose result is a figure."""
        return tuple(entry for entry in self.entries if entry.result_value is not None)

    @property
    def unread(self) -> tuple[LogEntry, ...]:
        """What the tutor has not marked as seen."""
        return tuple(entry for entry in self.entries if entry.seen_at is None)

    @property
    def to_validate(self) -> tuple[LogEntry, ...]:
        return tuple(e for e in self.entries if e.state != EntryState.VALIDATED)


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """The tasks of one activity, as the form offers them."""

    activity: str
    tasks: tuple[Task, ...]


def listed(entries: LogEntryQuerySet) -> LogEntryQuerySet:
    """The notes of a list, with their tasks and counts: two queries."""
    return entries.with_counts().prefetch_related("tasks").latest_first()


def filtered(
    entries: LogEntryQuerySet,
    *,
    task: int | None = None,
    week: date | None = None,
    state: EntryState | None = None,
) -> LogEntryQuerySet:
    """The notes of this task, of the week of this Monday, in this state; None is any."""
    if task is not None:
        entries = entries.filter(tasks=task)
    if week is not None:
        entries = entries.filter(day__range=(week, week + WEEK))
    return entries if state is None else entries.filter(state=state)


def mondays_of(placement: Placement) -> list[date]:
    """The weeks that the dates touch."""
    first = monday_of(placement.starts_on)
    weeks = (monday_of(placement.ends_on) - first).days // 7
    return [first + timedelta(weeks=n) for n in range(weeks + 1)]


def has_week(placement: Placement, monday: date, step: int) -> date | None:
    """The Monday so many weeks further, when the placement touches its week."""
    other = monday + timedelta(weeks=step)
    return other if placement.starts_on - WEEK <= other <= placement.ends_on else None


def week_summary(placement: Placement, monday: date) -> WeekSummary | None:
    """The week of this Monday; None when the placement does not touch it."""
    line = ledger.week(placement, monday)
    if line is None:
        return None
    rows = (
        LogEntry.objects.filter(placement=placement, day__range=(monday, monday + WEEK))
        .readable()
        .with_counts()
        .prefetch_related("tasks", "tools")
        .order_by("day", "pk")
    )
    entries = tuple(rows)
    for entry in entries:
        entry.placement = placement
    return WeekSummary(
        placement=placement,
        monday=monday,
        entries=entries,
        minutes=sum(counted_minutes(day.entries) for day in line.days),
        tasks=_counted(task for entry in entries for task in entry.tasks.all()),
        tools=_counted(tool for entry in entries for tool in entry.tools.all()),
    )


def _counted(items: Iterable[Any]) -> tuple[tuple[Any, int], ...]:
    """Each with how often it came, the most frequent first."""
    counts = Counter(items)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].code)))


def task_choices(placement: Placement) -> tuple[list[Task], list[TaskChoice]]:
    """The tasks of the missions first, then the others by activity: two queries."""
    planned = set(
        Mission.tasks.through.objects.filter(mission__placement=placement).values_list(
            "task", flat=True
        )
    )
    tasks = list(tasks_of(placement))
    others = [task for task in tasks if task.pk not in planned]
    return [task for task in tasks if task.pk in planned], [
        TaskChoice(activity.label, tuple(within))
        for activity, within in groupby(others, key=lambda task: task.activity)
    ]


def tool_choices(placement: Placement) -> list[tuple[str, list[ContextItem]]]:
    """The three lists of I.2.4, under their headings: one query."""
    items = ContextItem.objects.filter(
        curriculum=placement.period.cohort.programme.curriculum_id,
        kind__in=[kind.value for kind in RESOURCE_KINDS],
    )
    rank = {kind.value: n for n, kind in enumerate(RESOURCE_KINDS)}
    rows = sorted(items, key=lambda item: (rank[item.kind], item.position))
    return [
        (CONTEXT_LABELS[ContextKind(kind)], list(within))
        for kind, within in groupby(rows, key=lambda item: item.kind)
    ]


def silent_days(placement: Placement, today: date) -> int:
    """Past days of presence since the last note; zero once the placement is over."""
    if not placement.starts_on <= today <= placement.ends_on:
        return 0
    told = LogEntry.objects.filter(placement=placement).exclude(state=EntryState.WITHDRAWN)
    planned = (day.date for day in expected(placement) if day.minutes)
    return days_untold(planned, told.values_list("day", flat=True), today)


def awaited(placement: Placement) -> dict[str, int]:
    """How many notes there are, how many the tutor and the référent have still to read."""
    return (
        LogEntry.objects.filter(placement=placement)
        .readable()
        .aggregate(
            notes=Count("pk"),
            unread=Count("pk", filter=Q(seen_at=None)),
            to_validate=Count("pk", filter=~Q(state=EntryState.VALIDATED)),
        )
    )
