"""What the three agree on before anything is signed: headings, missions, promises."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.core import clock
from tripartite.curriculum.models import Competence, ExpectedResult, Task
from tripartite.placements.domain.framing import (
    USUAL_DIFFICULTY,
    USUAL_EVALUATION,
    USUAL_EXCHANGES,
)
from tripartite.placements.models.placement import Placement


class Framing(models.Model):
    """The five headings of the founding document, agreed before anything is signed."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="framing")
    objectives = models.TextField("objectifs poursuivis", blank=True)
    modalities = models.TextField("responsabilités et missions confiées", blank=True)
    information = models.TextField("informations que l’organisme s’engage à fournir", blank=True)
    means = models.TextField("moyens matériels, humains et financiers", blank=True)
    tutoring = models.TextField("modalités de tutorat", blank=True)
    places = models.TextField("lieux et équipements", blank=True)
    people = models.TextField("personnes qui aident", blank=True)
    expenses = models.TextField("frais pris en charge", blank=True)
    rhythm = models.TextField("rythme du suivi", blank=True)
    exchanges = models.TextField("échanges prévus", blank=True, default=USUAL_EXCHANGES)
    difficulty = models.TextField("en cas de difficulté", blank=True, default=USUAL_DIFFICULTY)
    evaluation = models.TextField("évaluation conjointe", blank=True, default=USUAL_EVALUATION)
    version = models.PositiveIntegerField("version", default=1)
    updated_at = models.DateTimeField("modifié le", default=clock.now)

    class Meta:
        verbose_name = "cadrage"

    def __str__(self) -> str:
        return f"cadrage de {self.placement}"


class Mission(models.Model):
    """One mission, tied to tasks of the référentiel."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="missions")
    position = models.PositiveSmallIntegerField("rang")
    title = models.CharField("mission", max_length=200)
    description = models.TextField("description", blank=True)
    expected_result = models.CharField("résultat attendu", max_length=300, blank=True)
    tasks = models.ManyToManyField(Task, related_name="+", verbose_name="tâches du référentiel")
    results = models.ManyToManyField(
        ExpectedResult,
        related_name="+",
        blank=True,
        verbose_name="résultats attendus du référentiel",
    )

    class Meta:
        verbose_name = "mission"
        constraints = [
            models.UniqueConstraint(fields=["placement", "position"], name="mission_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """A competence to acquire or to deepen, picked in the référentiel and said for this host."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="objectives")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("rang")
    wording = models.CharField("objectif", max_length=400)

    class Meta:
        verbose_name = "objectif"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "competence"], name="objective_competence_once"
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="objective_says_something"),
        ]

    def __str__(self) -> str:
        return self.wording


class PromisedInformationQuerySet(models.QuerySet["PromisedInformation"]):
    def visible_to(self, actor: Any) -> "PromisedInformationQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class PromisedInformation(models.Model):
    """One thing that the host undertakes to provide, ticked when the student has received it."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="promises")
    position = models.PositiveSmallIntegerField("rang")
    label = models.CharField("information promise", max_length=300)
    received_on = models.DateField("reçue le", null=True, blank=True)

    objects = PromisedInformationQuerySet.as_manager()

    class Meta:
        verbose_name = "information promise"
        verbose_name_plural = "informations promises"
        constraints = [
            models.UniqueConstraint(fields=["placement", "label"], name="promise_said_once"),
            models.CheckConstraint(condition=~Q(label=""), name="promise_says_something"),
        ]

    def __str__(self) -> str:
        return self.label
