"""From the rows back to the data, and what a school says of a task."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from tripartite.accounts.models import School
from tripartite.curriculum.domain import (
    ActivityData,
    BlockData,
    CompetenceData,
    ContextItemData,
    ContextKind,
    CorrectionData,
    CriterionData,
    CurriculumData,
    CurriculumError,
    GroupData,
    PoleData,
    ResultData,
    SourceData,
    TaskData,
    TieData,
)
from tripartite.curriculum.models import (
    Activity,
    Block,
    Competence,
    CompetenceGroup,
    Criterion,
    Curriculum,
    ExpectedResult,
    Pole,
    Task,
    TaskCompetence,
)


@dataclass(frozen=True, slots=True)
class TaskTies:
    """The competences a task is tied to; ``chosen`` when the school has said so itself."""

    competences: list[Competence]
    chosen: bool


def as_data(curriculum: Curriculum) -> CurriculumData:
    """The référentiel as it was loaded, equal to what its file holds; eleven queries."""
    return CurriculumData(
        code=curriculum.code,
        version=curriculum.version,
        title=curriculum.title,
        short_title=curriculum.short_title,
        diploma=curriculum.diploma,
        level=curriculum.level,
        language=curriculum.language,
        effective_from=curriculum.effective_from or date.min,
        source=SourceData(curriculum.source_creator, curriculum.source, curriculum.source_note),
        context=tuple(
            ContextItemData(item.code, ContextKind(item.kind), item.heading, item.label)
            for item in curriculum.context_items.order_by("position")
        ),
        poles=_poles(curriculum),
        blocks=_blocks(curriculum),
        ties=tuple(
            TieData(tie.task.code, tie.competence.code)
            for tie in TaskCompetence.objects.filter(
                school=None, task__activity__pole__curriculum=curriculum
            )
            .select_related("task", "competence")
            .order_by("position")
        ),
        ties_note=curriculum.ties_note,
        corrections=tuple(
            CorrectionData(each.code, each.where, each.seed, each.official, each.reason)
            for each in curriculum.corrections.order_by("position")
        ),
    )


def _poles(curriculum: Curriculum) -> tuple[PoleData, ...]:
    rows = (
        Pole.objects.filter(curriculum=curriculum)
        .select_related("block")
        .order_by("position")
        .prefetch_related(
            Prefetch("activities", Activity.objects.order_by("position")),
            Prefetch("activities__tasks", Task.objects.order_by("position")),
            Prefetch("activities__results", ExpectedResult.objects.order_by("position")),
        )
    )
    for pole in rows:
        if not hasattr(pole, "block"):
            raise CurriculumError(
                "pole_without_block",
                f"Le référentiel « {curriculum.title} » est incomplet : son pôle « {pole.label} » "
                "n’a pas de bloc de compétences. Demandez à l’exploitant de le recharger.",
            )
    return tuple(
        PoleData(
            code=pole.code,
            block=pole.block.code,
            label=pole.label,
            description=pole.description,
            functional_links=pole.functional_links,
            activities=tuple(
                ActivityData(
                    activity.code,
                    activity.label,
                    tuple(TaskData(row.code, row.label) for row in activity.tasks.all()),
                    tuple(ResultData(row.code, row.label) for row in activity.results.all()),
                )
                for activity in pole.activities.all()
            ),
        )
        for pole in rows
    )


def _blocks(curriculum: Curriculum) -> tuple[BlockData, ...]:
    rows = (
        Block.objects.filter(curriculum=curriculum)
        .order_by("position")
        .prefetch_related(
            Prefetch("groups", CompetenceGroup.objects.order_by("position")),
            Prefetch("groups__competences", Competence.objects.order_by("position")),
            Prefetch("criteria", Criterion.objects.order_by("position")),
        )
    )
    return tuple(
        BlockData(
            code=block.code,
            unit=block.unit,
            label=block.label,
            groups=tuple(
                GroupData(
                    group.code,
                    group.label,
                    tuple(CompetenceData(row.code, row.label) for row in group.competences.all()),
                )
                for group in block.groups.all()
            ),
            criteria=tuple(CriterionData(row.code, row.label) for row in block.criteria.all()),
        )
        for block in rows
    )


def ties_of(task: Task, school: School | None) -> TaskTies:
    """What the school chose for the task, or the proposal; one query."""
    ties = list(
        TaskCompetence.objects.filter(Q(school=None) | Q(school=school), task=task)
        .select_related("competence")
        .order_by("position")
    )
    chosen = [tie for tie in ties if tie.school_id is not None]
    return TaskTies([tie.competence for tie in chosen or ties], chosen=bool(chosen))


def competences_for(task: Task) -> list[Competence]:
    """The competences a task may be tied to: those of the block of its pole, in order."""
    return list(
        Competence.objects.filter(group__block__pole=task.activity.pole)
        .select_related("group")
        .order_by("group__position", "position")
    )
