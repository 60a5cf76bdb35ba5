"""Coverage of the référentiel by a student's placements: activities × periods."""

from collections import defaultdict
from dataclasses import dataclass

from tripartite.curriculum.models import Activity
from tripartite.placements.domain import State
from tripartite.placements.models import Mission, Placement
from tripartite.school.models import Period

PLANNED = 1


@dataclass(frozen=True, slots=True)
class Cell:
    depth: int
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One activity; ``group`` is its pole."""

    label: str
    group: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def missing(self) -> list[str]:
        """The activities that no placement covers."""
        return [r.label for r in self.rows if not any(c.depth for c in r.cells)]


def coverage_of(placement: Placement) -> Coverage:
    """What the missions of all the student's placements of this class cover; three queries."""
    periods = list(Period.objects.filter(cohort=placement.enrolment.cohort_id).order_by("number"))
    curriculum = placement.period.cohort.programme.curriculum_id
    activities = (
        Activity.objects.filter(pole__curriculum=curriculum)
        .select_related("pole")
        .order_by("pole__position", "position")
    )
    covered: dict[tuple[int, int], int] = defaultdict(int)
    ties = (
        Mission.objects.filter(placement__enrolment=placement.enrolment_id)
        .exclude(placement__state=State.CANCELLED)
        .values_list("tasks__activity", "placement__period")
        .order_by("pk")
    )
    for activity, period in ties:
        covered[activity, period] += 1
    return Coverage(
        columns=tuple(f"P{p.number}" for p in periods),
        rows=tuple(
            Row(
                activity.label,
                activity.pole.label,
                tuple(_cell(covered[activity.pk, p.pk]) for p in periods),
            )
            for activity in activities
        ),
    )


def _cell(ties: int) -> Cell:
    return Cell(PLANNED, "prévu") if ties else Cell(0)
