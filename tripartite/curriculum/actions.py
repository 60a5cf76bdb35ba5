"""Loading a version once and for all; a school's own ties between tasks and competences."""

from collections.abc import Sequence

from django.db import transaction

from tripartite.accounts import journal
from tripartite.accounts.models import School, User
from tripartite.curriculum import queries
from tripartite.curriculum.domain import CurriculumData, CurriculumError
from tripartite.curriculum.models import (
    Activity,
    Block,
    Competence,
    CompetenceGroup,
    ContextItem,
    Correction,
    Criterion,
    Curriculum,
    ExpectedResult,
    Pole,
    Task,
    TaskCompetence,
)


@transaction.atomic
def load(
    *, data: CurriculumData, by: User | None = None, school: School | None = None
) -> tuple[Curriculum, bool]:
    """Write a version as rows; return it, and whether it is new.

    A version already loaded and unchanged is left alone. The same version with other words is
    refused: what was framed under it must keep its meaning. Other versions are never touched.
    ``by`` and ``school`` are given when a person loads it, for the journal.
    """
    curriculum, created = Curriculum.objects.get_or_create(
        code=data.code,
        version=data.version,
        defaults={
            "title": data.title,
            "short_title": data.short_title,
            "diploma": data.diploma,
            "level": data.level,
            "language": data.language,
            "effective_from": data.effective_from,
            "source": data.source.label,
            "source_creator": data.source.creator,
            "source_note": data.source.note,
            "ties_note": data.ties_note,
            "digest": data.fingerprint,
        },
    )
    if not created:
        if curriculum.digest != data.fingerprint:
            raise CurriculumError(
                "changed",
                f"La version {data.version} de « {data.short_title} » est déjà chargée, avec un "
                "autre contenu : donnez à celle-ci un nouveau numéro de version.",
            )
        return curriculum, False
    _write_poles(curriculum, data)
    _write_blocks(curriculum, data)
    _write_rest(curriculum, data)
    if school is not None:
        journal.record(
            by=by,
            school=school,
            verb="curriculum.loaded",
            sentence=f"Le référentiel {curriculum} a été importé.",
            curriculum=curriculum.pk,
        )
    return curriculum, True


def _write_poles(curriculum: Curriculum, data: CurriculumData) -> None:
    for rank, pole in enumerate(data.poles, start=1):
        row = Pole.objects.create(
            curriculum=curriculum,
            code=pole.code,
            position=rank,
            label=pole.label,
            description=pole.description,
            functional_links=pole.functional_links,
        )
        for place, activity in enumerate(pole.activities, start=1):
            below = Activity.objects.create(
                pole=row, code=activity.code, position=place, label=activity.label
            )
            Task.objects.bulk_create(
                Task(activity=below, code=task.code, position=n, label=task.label)
                for n, task in enumerate(activity.tasks, start=1)
            )
            ExpectedResult.objects.bulk_create(
                ExpectedResult(activity=below, code=result.code, position=n, label=result.label)
                for n, result in enumerate(activity.results, start=1)
            )


def _write_blocks(curriculum: Curriculum, data: CurriculumData) -> None:
    codes = {pole.block: pole.code for pole in data.poles}
    poles = {pole.code: pole for pole in Pole.objects.filter(curriculum=curriculum)}
    for rank, block in enumerate(data.blocks, start=1):
        row = Block.objects.create(
            curriculum=curriculum,
            pole=poles[codes[block.code]],
            code=block.code,
            unit=block.unit,
            position=rank,
            label=block.label,
        )
        for place, group in enumerate(block.groups, start=1):
            below = CompetenceGroup.objects.create(
                block=row, code=group.code, position=place, label=group.label
            )
            Competence.objects.bulk_create(
                Competence(group=below, code=each.code, position=n, label=each.label)
                for n, each in enumerate(group.competences, start=1)
            )
        Criterion.objects.bulk_create(
            Criterion(block=row, code=each.code, position=n, label=each.label)
            for n, each in enumerate(block.criteria, start=1)
        )


def _write_rest(curriculum: Curriculum, data: CurriculumData) -> None:
    ContextItem.objects.bulk_create(
        ContextItem(
            curriculum=curriculum,
            code=item.code,
            position=n,
            kind=item.kind,
            heading=item.heading,
            label=item.label,
        )
        for n, item in enumerate(data.context, start=1)
    )
    Correction.objects.bulk_create(
        Correction(
            curriculum=curriculum,
            position=n,
            code=each.code,
            where=each.where,
            seed=each.seed,
            official=each.official,
            reason=each.reason,
        )
        for n, each in enumerate(data.corrections, start=1)
    )
    tasks = {task.code: task for task in Task.objects.of(curriculum)}
    competences = {
        each.code: each for each in Competence.objects.filter(group__block__curriculum=curriculum)
    }
    TaskCompetence.objects.bulk_create(
        TaskCompetence(task=tasks[tie.task], competence=competences[tie.competence], position=n)
        for n, tie in enumerate(data.ties, start=1)
    )


@transaction.atomic
def choose_ties(*, task: Task, school: School, competences: Sequence[Competence], by: User) -> None:
    """Replace what the school ties the task to; none at all returns to the proposal."""
    allowed = {each.pk for each in queries.competences_for(task)}
    if not {each.pk for each in competences} <= allowed:
        raise CurriculumError(
            "tie",
            f"« {task} » ne peut être rattachée qu’aux compétences du bloc de son pôle : "
            "choisissez parmi elles.",
        )
    TaskCompetence.objects.filter(task=task, school=school).delete()
    TaskCompetence.objects.bulk_create(
        TaskCompetence(task=task, competence=each, school=school, position=n)
        for n, each in enumerate(competences, start=1)
    )
    codes = ", ".join(each.code for each in competences)
    journal.record(
        by=by,
        school=school,
        verb="curriculum.tied",
        sentence=f"La tâche {task.code} est rattachée à {codes or 'la proposition'}.",
        task=task.pk,
    )
