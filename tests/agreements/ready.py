"""A placement whose agreement may leave: every mention is there."""

import io
import re
from typing import Any

from pypdf import PdfReader

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.curriculum.models import (
    Block,
    Competence,
    CompetenceGroup,
    ExpectedResult,
    Pole,
    Task,
    TaskCompetence,
)
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


def block_of(pole: Pole) -> Block:
    block, _ = Block.objects.get_or_create(
        curriculum=pole.curriculum,
        pole=pole,
        code=f"B-{pole.code}",
        position=pole.position,
        label="Bloc",
    )
    return block


def make_competence(task: Task, label: str) -> Competence:
    """A competence of the block of the task's pole, proposed for this task."""
    pole = task.activity.pole
    block = block_of(pole)
    group, _ = CompetenceGroup.objects.get_or_create(
        block=block, code=f"G-{pole.code}", position=1, label="Groupe"
    )
    number = group.competences.count() + 1
    competence = Competence.objects.create(
        group=group, code=f"C{pole.code}{number}", position=number, label=label
    )
    TaskCompetence.objects.create(task=task, competence=competence)
    return competence


def make_ready(school: School, **fields: Any) -> Placement:
    """Approved, framed, with its people, its insurance and its competences."""
    School.objects.filter(pk=school.pk).update(
        insurance="contrat MAE n° 4521", deliberation_date="2026-06-12"
    )
    school.refresh_from_db()
    cohort = factories.make_cohort(school)
    referent = factories.make_teacher(cohort, first_name="Éric", last_name="Référent")
    factories.make_user(school, Role.HEAD, first_name="Hélène", last_name="Proviseure")
    factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")
    student = fields.pop("student", None) or factories.make_student(
        school, address="3 rue de la Buffa", postcode="06000", city="Nice"
    )
    placement = factories.make_placement(
        factories.make_enrolment(cohort, student),
        referent=referent,
        state=fields.pop("state", State.APPROVED),
        framed=True,
        **fields,
    )
    task = placement.missions.get().tasks.get()
    # Each pole of a référentiel has its block: the livret that is joined prints them all.
    for pole in Pole.objects.filter(curriculum=task.activity.pole.curriculum):
        block_of(pole)
    make_competence(task, "Mettre en œuvre une démarche de prospection")
    ExpectedResult.objects.create(
        activity=task.activity, code="R1", position=1, label="Précision du ciblage"
    )
    return placement


def text_of(pdf: bytes) -> str:
    """The text of all pages on one line, as a person reads it."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def missing_from(pdf: bytes, sentences: list[str]) -> list[str]:
    """Those of the sentences that the paper does not say."""
    text = text_of(pdf)
    return [each for each in sentences if re.sub(r"\s+", " ", each) not in text]
