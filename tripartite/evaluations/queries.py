"""The grid that follows from a placement, and its evaluation if there is one."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from tripartite.curriculum.models import Competence, ContextItem, Curriculum, TaskCompetence
from tripartite.evaluations.domain import (
    ATTITUDES,
    Attitude,
    CompetenceFacts,
    GridLine,
    derive_grid,
)
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.placements.models import Placement


class Section(NamedTuple):
    """A part of the grid with its lines."""

    title: str
    lines: list[EvaluationLine]


def evaluation_of(placement: Placement) -> JointEvaluation | None:
    rows = JointEvaluation.objects.filter(placement=placement).select_related("paper")
    evaluation = rows.first()
    if evaluation is not None:
        evaluation.placement = placement
    return evaluation


def covered_tasks(placement: Placement) -> list[str]:
    """Codes of the tasks that the missions point at."""
    codes = placement.missions.values_list("tasks__code", flat=True)
    return sorted({code for code in codes if code})


def grid_for(placement: Placement) -> tuple[GridLine, ...]:
    """What the grid of this placement holds now; four queries."""
    curriculum = placement.period.cohort.programme.curriculum
    proposed: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    tasks = covered_tasks(placement)
    ties = TaskCompetence.objects.filter(
        Q(school=None) | Q(school=placement.school),
        task__activity__pole__curriculum=curriculum,
        task__code__in=tasks,
    ).values_list("task__code", "competence__code", "school")
    for task, competence, school in ties:
        (proposed if school is None else own)[task].add(competence)
    return derive_grid(
        tasks,
        _competences(curriculum),
        proposed=proposed,
        own=own,
        attitudes=_attitudes(curriculum),
    )


def _competences(curriculum: Curriculum) -> list[CompetenceFacts]:
    rows = (
        Competence.objects.filter(group__block__curriculum=curriculum)
        .select_related("group__block")
        .order_by("group__block__position", "group__position", "position")
    )
    return [CompetenceFacts(row.code, row.label, row.group.block.label) for row in rows]


def _attitudes(curriculum: Curriculum) -> list[Attitude]:
    """Our choice of attitudes, in the words of this version when it has them."""
    codes = [attitude.code for attitude in ATTITUDES]
    items = ContextItem.objects.filter(curriculum=curriculum, code__in=codes)
    words = dict(items.values_list("code", "label"))
    return [Attitude(a.code, words.get(a.code, a.label)) for a in ATTITUDES]


def draft_lines(placement: Placement) -> list[EvaluationLine]:
    """The lines of a grid not written yet."""
    return [
        EvaluationLine(position=rank, section=line.section, code=line.code, label=line.label)
        for rank, line in enumerate(grid_for(placement), start=1)
    ]


def lines_of(evaluation: JointEvaluation) -> list[EvaluationLine]:
    return list(evaluation.lines.order_by("position"))


def sections(lines: list[EvaluationLine]) -> list[Section]:
    """The lines under the titles of their parts, in order."""
    found: list[Section] = []
    for line in lines:
        if not found or found[-1].title != line.section:
            found.append(Section(line.section, []))
        found[-1].lines.append(line)
    return found
