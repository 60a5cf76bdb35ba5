"""The joint evaluation of a placement and its lines."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.evaluations.domain import (
    EVALUATION_STATE_LABELS,
    FORM_LABELS,
    LEVEL_LABELS,
    EvaluationState,
    Form,
    Level,
)
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement


class JointEvaluationQuerySet(models.QuerySet["JointEvaluation"]):
    def visible_to(self, actor: Any) -> "JointEvaluationQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class JointEvaluation(models.Model):
    """One session of the three partners, agreed line by line, then signed as a paper."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="evaluation")
    state = models.CharField(
        "état",
        max_length=10,
        choices=EVALUATION_STATE_LABELS.items(),
        default=EvaluationState.DRAFT,
    )
    held_on = models.DateField("tenue le", null=True, blank=True)
    place = models.CharField("lieu", max_length=150, blank=True)
    form = models.CharField("forme", max_length=10, choices=FORM_LABELS.items(), default=Form.FACE)
    present = models.CharField("personnes présentes", max_length=300, blank=True)
    strengths = models.TextField("points forts", blank=True)
    advice = models.TextField("conseils", blank=True)
    agreed_at = models.DateTimeField("convenue le", null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    objects = JointEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "évaluation conjointe"
        verbose_name_plural = "évaluations conjointes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(EvaluationState)), name="evaluation_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.AGREED)
                | Q(agreed_at__isnull=False, held_on__isnull=False),
                name="evaluation_agreed_is_dated",
            ),
            models.CheckConstraint(condition=Q(form__in=list(Form)), name="evaluation_form_known"),
        ]

    def __str__(self) -> str:
        return f"évaluation de {self.placement}"


class EvaluationLine(models.Model):
    """One line of the grid; ``code`` is that of the competence or of the attitude."""

    evaluation = models.ForeignKey(JointEvaluation, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField("rang")
    section = models.CharField("partie", max_length=200)
    code = models.CharField("code", max_length=20)
    label = models.CharField("compétence ou attitude", max_length=300)
    level = models.CharField("niveau", max_length=2, choices=LEVEL_LABELS.items(), blank=True)
    comment = models.CharField("commentaire", max_length=500, blank=True)

    class Meta:
        verbose_name = "ligne d’évaluation"
        verbose_name_plural = "lignes d’évaluation"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "code"], name="line_once"),
            models.CheckConstraint(condition=Q(level__in=["", *Level]), name="line_level_known"),
        ]

    def __str__(self) -> str:
        return self.label
