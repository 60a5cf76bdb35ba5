"""Coverage of the référentiel over all placements: tasks × periods, of a student and of a class."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tripartite.curriculum.models import Task, TaskCompetence
from tripartite.evaluations.models import EvaluationLine
from tripartite.logbook.domain.coverage import DEPTH_LABELS, Cell, Depth, Row, deepest
from tripartite.logbook.queries.coverage import levels_of
from tripartite.papers.domain import PaperState
from tripartite.placements.domain.gaps import Gap, Suggestion, suggest
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment

#: A level that says that the competence was not seen: nothing is assessed by it.
NOT_OBSERVED = "NO"
ASSESSED = "évalué"


@dataclass(frozen=True, slots=True)
class Coverage:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    #: What no placement plans yet, and how to ask the next host for it.
    advice: tuple[Suggestion, ...]


def coverage_of(enrolment: Enrolment) -> Coverage:
    """The tasks of the référentiel, period by period; seven queries."""
    placements = list(
        Placement.objects.live()
        .filter(enrolment__student=enrolment.student_id)
        .select_related("period__cohort")
        .order_by("starts_on", "pk")
    )
    levels = levels_of([p.pk for p in placements])
    assessed = assessed_tasks([p.pk for p in placements], enrolment.cohort)
    tasks = _tasks(enrolment.cohort)
    rows = tuple(
        Row(
            task.label,
            _group(task),
            tuple(
                _cell(levels[p.pk].get(task.pk, Depth.NONE), task.pk in assessed[p.pk])
                for p in placements
            ),
        )
        for task in tasks
    )
    columns = tuple(f"{p.period.cohort.name} P{p.period.number}" for p in placements)
    return Coverage(columns, rows, _advice(tasks, deepest(*levels.values())))


def _cell(depth: Depth, assessed: bool) -> Cell:  # noqa: FBT001  # a yes or no of the cell itself
    return Cell(depth, DEPTH_LABELS[depth], ASSESSED if assessed else "")


def _tasks(cohort: Cohort) -> list[Task]:
    return list(Task.objects.of(cohort.programme.curriculum))


def _group(task: Task) -> str:
    return f"{task.activity.pole.label} – {task.activity.label}"


def assessed_tasks(placements: list[int], cohort: Cohort) -> dict[int, set[int]]:
    """For each placement, the tasks behind a competence that its signed evaluation rates."""
    lines = (
        EvaluationLine.objects.filter(
            evaluation__placement__in=placements, evaluation__paper__state=PaperState.SEALED
        )
        .exclude(level__in=["", NOT_OBSERVED])
        .values_list("evaluation__placement", "code")
    )
    school = cohort.programme.school_id
    ties = TaskCompetence.objects.filter(
        Q(school=None) | Q(school=school),
        competence__group__block__curriculum=cohort.programme.curriculum_id,
    )
    behind: dict[str, set[int]] = defaultdict(set)
    for code, task in ties.values_list("competence__code", "task"):
        behind[code].add(task)
    found: dict[int, set[int]] = defaultdict(set)
    for placement, code in lines:
        found[placement] |= behind[code]
    return found


def _advice(tasks: Iterable[Task], reached: dict[int, Depth]) -> tuple[Suggestion, ...]:
    by_activity: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        by_activity[task.activity_id].append(task)
    worked = {t.activity.pole_id for ts in by_activity.values() for t in ts if t.pk in reached}
    return suggest(
        Gap(
            ts[0].activity.label,
            ts[0].activity.pole.label,
            tuple(task.label for task in ts),
            at_hand=ts[0].activity.pole_id in worked,
        )
        for ts in by_activity.values()
        if not any(task.pk in reached for task in ts)
    )


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One task, and how many students of the class have come how far."""

    task: Task
    counts: dict[int, int]
    students: int
    assessed: int = 0

    @property
    def cells(self) -> list[tuple[str, int]]:
        """For each depth, how many students have come at least so far; then who was assessed."""
        reached = [
            (label, sum(n for depth, n in self.counts.items() if depth >= wanted))
            for wanted, label in DEPTH_LABELS.items()
            if wanted
        ]
        return [*reached, (ASSESSED, self.assessed)]

    @property
    def nobody(self) -> bool:
        return not any(self.counts.values())


def class_coverage(cohort: Cohort) -> list[ClassRow]:
    """How far the class has come with each task over all placements; seven queries."""
    enrolments = Enrolment.objects.filter(cohort=cohort, left_on=None)
    students = set(enrolments.values_list("student", flat=True))
    of_student = dict(
        Placement.objects.live()
        .filter(enrolment__student__in=students)
        .values_list("pk", "enrolment__student")
    )
    by_student: dict[int, list[dict[int, Depth]]] = defaultdict(list)
    for placement, levels in levels_of(of_student).items():
        by_student[of_student[placement]].append(levels)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for known in by_student.values():
        for task, depth in deepest(*known).items():
            counts[task][depth] += 1
    assessed: dict[int, set[int]] = defaultdict(set)
    for placement, rated in assessed_tasks(list(of_student), cohort).items():
        for task in rated:
            assessed[task].add(of_student[placement])
    return [
        ClassRow(task, counts[task.pk], len(students), len(assessed[task.pk]))
        for task in _tasks(cohort)
    ]
