"""The joint evaluation of a placement and its lines."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.core import clock
from tripartite.documents.models import StoredFile
from tripartite.evaluations.domain import (
    EVALUATION_STATE_LABELS,
    FORM_LABELS,
    GROUND_LABELS,
    LEVEL_LABELS,
    SETTLED,
    EvaluationState,
    Form,
    Ground,
    Level,
)
from tripartite.evaluations.models.grids import Grid
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
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="+")
    #: Grows with each writing of the session, so that nobody overwrites what he has not seen.
    version = models.PositiveIntegerField("version", default=1)
    held_on = models.DateField("tenue le", null=True, blank=True)
    place = models.CharField("lieu", max_length=150, blank=True)
    form = models.CharField("forme", max_length=10, choices=FORM_LABELS.items(), default=Form.FACE)
    form_reason = models.CharField("raison du téléphone", max_length=300, blank=True)
    present = models.CharField("personnes présentes", max_length=300, blank=True)
    strengths = models.TextField("points forts", blank=True)
    advice = models.TextField("conseils", blank=True)
    agreed_at = models.DateTimeField("convenue le", null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    ground = models.CharField(
        "pourquoi elle n’a pas eu lieu", max_length=12, choices=GROUND_LABELS.items(), blank=True
    )
    settled_reason = models.CharField("explication", max_length=300, blank=True)
    settled_at = models.DateTimeField("réglée autrement le", null=True, blank=True)
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )

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
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SETTLED))
                | Q(settled_at__isnull=False) & ~Q(settled_reason=""),
                name="evaluation_settled_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.ELSEWHERE) | Q(document__isnull=False),
                name="evaluation_elsewhere_has_document",
            ),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.WITHOUT, ground__in=list(Ground))
                | ~Q(state=EvaluationState.WITHOUT) & Q(ground=""),
                name="evaluation_ground_when_without",
            ),
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


class EvaluationReminder(models.Model):
    """That those awaited were written to, once for each rung of the ladder."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="evaluation_reminders")
    rung = models.PositiveSmallIntegerField("jours après la fin")
    sent_at = models.DateTimeField("envoyé le", default=clock.now)

    class Meta:
        verbose_name = "relance d’évaluation"
        verbose_name_plural = "relances d’évaluation"
        constraints = [
            models.UniqueConstraint(fields=["placement", "rung"], name="evaluation_reminder_once")
        ]

    def __str__(self) -> str:
        return f"relance à J+{self.rung} de {self.placement}"
