"""Coverage of the référentiel by all the placements of a student: activities × periods."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from tripartite.curriculum.models import Activity, Task
from tripartite.logbook.domain.coverage import DEPTH_LABELS, Cell, Depth, Row
from tripartite.logbook.queries.coverage import levels_of
from tripartite.placements.models import Placement
from tripartite.school.models import Period


@dataclass(frozen=True, slots=True)
class Coverage:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def covered(self) -> int:
        return len(self.rows) - len(self.missing)

    @property
    def missing(self) -> list[str]:
        """The activities that no placement covers."""
        return [r.label for r in self.rows if not any(c.depth for c in r.cells)]


def coverage_of(placement: Placement) -> Coverage:
    """How far each activity is worked on, period by period; six queries.

    The columns are the periods of the class, and those of other classes in which the student was
    on placement.
    """
    student = placement.enrolment.student_id
    lived = Placement.objects.filter(enrolment__student=student).live()
    periods = list(
        Period.objects.filter(
            Q(cohort=placement.enrolment.cohort_id) | Q(placements__in=lived.values("pk"))
        )
        .select_related("cohort")
        .order_by("starts_on", "pk")
        .distinct()
    )
    of_period = dict(lived.values_list("period", "pk"))
    levels = levels_of(of_period.values())
    several = len({period.cohort_id for period in periods}) > 1
    return Coverage(
        columns=tuple(
            f"{p.cohort.name} P{p.number}" if several else f"P{p.number}" for p in periods
        ),
        rows=tuple(
            Row(
                activity.label,
                activity.pole.label,
                tuple(_cell(activity, levels.get(of_period.get(p.pk, 0), {})) for p in periods),
            )
            for activity in _activities(placement)
        ),
    )


def _activities(placement: Placement) -> list[Activity]:
    curriculum = placement.period.cohort.programme.curriculum_id
    return list(
        Activity.objects.filter(pole__curriculum=curriculum)
        .select_related("pole")
        .prefetch_related(Prefetch("tasks", Task.objects.order_by("position")))
        .order_by("pole__position", "position")
    )


def _cell(activity: Activity, levels: dict[int, Depth]) -> Cell:
    """The deepest of its tasks, and how many are worked on at all."""
    depths = [levels.get(task.pk, Depth.NONE) for task in activity.tasks.all()]
    depth = max(depths, default=Depth.NONE)
    worked = sum(d > Depth.NONE for d in depths)
    return Cell(depth, DEPTH_LABELS[depth], f"{worked} sur {len(depths)}" if depth else "")
