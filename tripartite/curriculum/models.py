"""A référentiel as rows: what missions, logbook entries and grids point at.

A version is loaded once from its file and never changed: what was framed under it stays readable.
"""

from typing import Any

from django.db import models
from django.urls import reverse

from tripartite.accounts.models import School
from tripartite.curriculum.domain.model import CONTEXT_LABELS, ContextKind


class CurriculumQuerySet(models.QuerySet["Curriculum"]):
    def visible_to(self, _actor: Any) -> "CurriculumQuerySet":
        """The référentiel is public."""
        return self.all()

    def in_order(self) -> "CurriculumQuerySet":
        """By diploma, the latest version first."""
        return self.order_by("short_title", "-effective_from", "-pk")


class Curriculum(models.Model):
    """One version of the référentiel of one diploma."""

    code = models.CharField("code", max_length=40)
    version = models.CharField("version", max_length=40)
    title = models.CharField("intitulé", max_length=200)
    short_title = models.CharField("intitulé court", max_length=60)
    diploma = models.CharField("diplôme", max_length=100, blank=True)
    level = models.CharField("niveau", max_length=20, blank=True)
    language = models.CharField("langue", max_length=10, default="fr")
    effective_from = models.DateField("applicable depuis le", null=True, blank=True)
    source = models.TextField("source")
    source_creator = models.CharField("auteur du texte", max_length=200, blank=True)
    source_note = models.TextField("note sur la source", blank=True)
    ties_note = models.TextField("note sur les rattachements proposés", blank=True)
    digest = models.CharField("empreinte des données", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now_add=True)

    objects = CurriculumQuerySet.as_manager()

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="curriculum_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.short_title} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("curriculum:activities", args=(self.code, self.version))


class Element(models.Model):
    """What all elements have: a stable code within the version, an order, an official label."""

    code = models.CharField("code", max_length=20)
    position = models.PositiveSmallIntegerField("rang")
    label = models.CharField("libellé officiel", max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


class Pole(Element):
    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="poles")
    description = models.TextField("description")
    functional_links = models.TextField("liaisons fonctionnelles")

    class Meta:
        verbose_name = "pôle"
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "code"], name="pole_code_once")
        ]


class Activity(Element):
    pole = models.ForeignKey(Pole, models.CASCADE, related_name="activities")

    class Meta:
        verbose_name = "activité"
        constraints = [models.UniqueConstraint(fields=["pole", "code"], name="activity_code_once")]


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, _actor: Any) -> "TaskQuerySet":
        """The référentiel is public."""
        return self.all()

    def of(self, curriculum: Curriculum) -> "TaskQuerySet":
        """The tasks of a version in the official order, activity and pole joined."""
        return (
            self.filter(activity__pole__curriculum=curriculum)
            .select_related("activity__pole")
            .order_by("activity__pole__position", "activity__position", "position")
        )


class Task(Element):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="tasks")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche"
        constraints = [models.UniqueConstraint(fields=["activity", "code"], name="task_code_once")]


class ExpectedResult(Element):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="results")

    class Meta:
        verbose_name = "résultat attendu"
        verbose_name_plural = "résultats attendus"
        constraints = [
            models.UniqueConstraint(fields=["activity", "code"], name="result_code_once")
        ]


class Block(Element):
    """A block of competences; each pole is officially tied to one."""

    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="blocks")
    pole = models.OneToOneField(Pole, models.CASCADE, related_name="block")
    unit = models.CharField("unité de certification", max_length=10, blank=True)

    class Meta:
        verbose_name = "bloc de compétences"
        verbose_name_plural = "blocs de compétences"
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "code"], name="block_code_once")
        ]


class CompetenceGroup(Element):
    block = models.ForeignKey(Block, models.CASCADE, related_name="groups")

    class Meta:
        verbose_name = "groupe de compétences"
        verbose_name_plural = "groupes de compétences"
        constraints = [models.UniqueConstraint(fields=["block", "code"], name="group_code_once")]


class Competence(Element):
    group = models.ForeignKey(CompetenceGroup, models.CASCADE, related_name="competences")

    class Meta:
        verbose_name = "compétence"
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="competence_code_once")
        ]


class Criterion(Element):
    block = models.ForeignKey(Block, models.CASCADE, related_name="criteria")

    class Meta:
        verbose_name = "critère d’évaluation"
        verbose_name_plural = "critères d’évaluation"
        constraints = [
            models.UniqueConstraint(fields=["block", "code"], name="criterion_code_once")
        ]


class ContextItem(Element):
    """A line of the field of activity (founding document §I): a job, a tool, an aptitude…"""

    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="context_items")
    kind = models.CharField(
        "liste", max_length=40, choices=[(kind.value, CONTEXT_LABELS[kind]) for kind in ContextKind]
    )
    heading = models.CharField("sous", max_length=300, blank=True)
    label = models.TextField("libellé")

    class Meta:
        verbose_name = "élément de contexte"
        verbose_name_plural = "éléments de contexte"
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "code"], name="context_code_once")
        ]


class Correction(models.Model):
    """Where a label departs from the document the school hands out, and why."""

    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="corrections")
    position = models.PositiveSmallIntegerField("rang")
    code = models.CharField("code", max_length=20)
    where = models.CharField("endroit", max_length=300)
    seed = models.TextField("libellé du document")
    official = models.TextField("libellé officiel")
    reason = models.TextField("raison")

    class Meta:
        verbose_name = "correction"

    def __str__(self) -> str:
        return f"{self.code} : {self.official}"


class TaskCompetence(models.Model):
    """A tie between a task and a competence; without a school it is the product's proposal.

    A school that ties a task itself replaces the proposal for that task, and for itself alone.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="competence_ties")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="task_ties")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "lien tâche–compétence"
        verbose_name_plural = "liens tâche–compétence"
        constraints = [
            models.UniqueConstraint(
                fields=["task", "competence", "school"], name="tie_once_a_school"
            ),
            models.UniqueConstraint(
                fields=["task", "competence"],
                condition=models.Q(school=None),
                name="tie_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} → {self.competence}"
