"""How far the référentiel is covered, by a placement and by all those of a student."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from tripartite.logbook.domain.coverage import Depth, Worked, deepest, levels
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.models import EntryComment, Evidence, LogEntry
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Mission, Placement
from tripartite.school.models import Student


def levels_of(placements: Iterable[int]) -> dict[int, dict[int, Depth]]:
    """For each placement, the depth that each task has reached: two queries for them all."""
    pks = list(placements)
    planned: dict[int, list[int]] = defaultdict(list)
    missions = Mission.tasks.through.objects.filter(mission__placement__in=pks)
    for pk, task in missions.values_list("mission__placement", "task"):
        planned[pk].append(task)
    worked: dict[int, list[Worked]] = defaultdict(list)
    for pk, note in _worked(pks):
        worked[pk].append(note)
    return {pk: levels(planned[pk], worked[pk]) for pk in pks}


def _worked(pks: list[int]) -> Iterable[tuple[int, Worked]]:
    commented = EntryComment.objects.filter(entry=OuterRef("pk"), relation=Relation.REFERENT)
    rows = (
        LogEntry.objects.filter(placement__in=pks)
        .readable()
        .annotate(
            commented=Exists(commented),
            proved=Exists(Evidence.objects.filter(entry=OuterRef("pk"))),
        )
        .values_list("placement", "tasks", "seen_at", "state", "commented", "proved")
    )
    for pk, task, seen_at, state, heard, proved in rows:
        yield (
            pk,
            Worked(
                tasks=frozenset({task}),
                observed=seen_at is not None or heard,
                validated=state == EntryState.VALIDATED,
                proofs=int(proved),
            ),
        )


def coverage_levels(student: Student) -> dict[int, Depth]:
    """The depth of each task over all the placements of a student, whatever the class."""
    placements = Placement.objects.filter(enrolment__student=student)
    kept = placements.exclude(state=State.CANCELLED).values_list("pk", flat=True)
    return deepest(*levels_of(kept).values())


def tasks_done(placement: Placement) -> set[str]:
    """The codes of the tasks of what the student wrote and shared, beyond his missions."""
    entries = LogEntry.objects.filter(placement=placement).readable()
    return set(entries.filter(tasks__isnull=False).values_list("tasks__code", flat=True))
