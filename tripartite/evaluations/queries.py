"""The grid that follows from a placement, and its evaluation if there is one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from tripartite.curriculum.models import (
    Competence,
    ContextItem,
    Criterion,
    Curriculum,
    TaskCompetence,
)
from tripartite.evaluations.domain import (
    ATTITUDES,
    Attitude,
    CompetenceFacts,
    GridItem,
    GridLine,
    Level,
    derive_grid,
    proposed_items,
    wanted_codes,
)
from tripartite.evaluations.domain.voices import (
    SPEAKER_LABELS,
    Gap,
    Speaker,
    VoiceState,
    common_level,
    gap_of,
    gaps_first,
)
from tripartite.evaluations.models import (
    EvaluationLine,
    Grid,
    JointEvaluation,
    Voice,
    VoiceMark,
)
from tripartite.placements import done
from tripartite.placements.models import Placement
from tripartite.school.models import Programme


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
    """Codes of the tasks that the missions point at, and of those done beyond them."""
    planned = placement.missions.values_list("tasks__code", flat=True)
    return sorted({*filter(None, planned), *done.tasks_of(placement)})


def school_grid(programme: Programme) -> Grid | None:
    """The version in use; None while the school has written none."""
    return Grid.objects.filter(programme=programme).order_by("-number").first()


def codes_used(programme: Programme) -> list[str]:
    """The codes of every version that the school ever wrote."""
    grids = Grid.objects.filter(programme=programme)
    return list(grids.exclude(items=None).values_list("items__code", flat=True))


def items_of(programme: Programme) -> tuple[GridItem, ...]:
    """The lines of the school's grid, or those proposed from the référentiel."""
    grid = school_grid(programme)
    if grid is None:
        curriculum = programme.curriculum
        return proposed_items(_competences(curriculum), _attitudes(curriculum))
    rows = grid.items.order_by("position")
    return tuple(GridItem(row.section, row.code, row.label, row.always) for row in rows)


def grid_for(placement: Placement) -> tuple[GridLine, ...]:
    """What the grid of this placement holds now; seven queries at most."""
    programme = placement.period.cohort.programme
    proposed: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    tasks = covered_tasks(placement)
    ties = TaskCompetence.objects.filter(
        Q(school=None) | Q(school=placement.school),
        task__activity__pole__curriculum=programme.curriculum_id,
        task__code__in=tasks,
    ).values_list("task__code", "competence__code", "school")
    for task, competence, school in ties:
        (proposed if school is None else own)[task].add(competence)
    return derive_grid(items_of(programme), wanted_codes(tasks, proposed=proposed, own=own))


def criteria_of(placement: Placement) -> dict[str, list[str]]:
    """What each block of the référentiel is judged by, under its title."""
    rows = (
        Criterion.objects.filter(block__curriculum=placement.period.cohort.programme.curriculum_id)
        .order_by("block__position", "position")
        .values_list("block__label", "label")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for block, label in rows:
        found[block].append(label)
    return dict(found)


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


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says of one line."""

    speaker: Speaker
    label: str
    level: Level | None
    comment: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One line with its three voices side by side."""

    line: EvaluationLine
    said: tuple[Said, ...]
    gap: Gap
    proposal: Level | None


def voices_of(evaluation: JointEvaluation) -> dict[Speaker, Voice]:
    rows = Voice.objects.filter(evaluation=evaluation).order_by("pk")
    return {Speaker(voice.speaker): voice for voice in rows}


def marks_of(voice: Voice) -> dict[str, VoiceMark]:
    """What this voice has said, by code of line."""
    return {mark.line.code: mark for mark in voice.marks.select_related("line")}


def compared(
    evaluation: JointEvaluation, lines: list[EvaluationLine], *, given_only: bool
) -> list[Compared]:
    """The lines in the order they are talked over; one query. ``given_only``: finished voices."""
    marks = VoiceMark.objects.filter(voice__evaluation=evaluation.pk).select_related("voice")
    if given_only:
        marks = marks.filter(voice__state=VoiceState.GIVEN)
    found = {(mark.line_id, Speaker(mark.voice.speaker)): mark for mark in marks}
    by_code = {line.code: _said(line, found) for line in lines}
    levels = {code: [said.level for said in row] for code, row in by_code.items()}
    by_line = {line.code: line for line in lines}
    return [
        Compared(by_line[code], by_code[code], gap_of(levels[code]), common_level(levels[code]))
        for code in gaps_first(levels)
    ]


def _said(line: EvaluationLine, found: dict[tuple[int, Speaker], VoiceMark]) -> tuple[Said, ...]:
    row = []
    for speaker, label in SPEAKER_LABELS.items():
        mark = found.get((line.pk, speaker))
        level = Level(mark.level) if mark and mark.level else None
        row.append(Said(speaker, label, level, mark.comment if mark else ""))
    return tuple(row)
