"""What a school writes into its agreements, and the rules somebody lifted to send one."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from tripartite.accounts.models import School
from tripartite.agreements.domain import Clauses, read_clauses
from tripartite.core import clock
from tripartite.placements.models import Placement


class ClauseSetQuerySet(models.QuerySet["ClauseSet"]):
    def visible_to(self, actor: Any) -> "ClauseSetQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))

    def in_force(self) -> "ClauseSetQuerySet":
        """Those that were put in force, the one of today first."""
        return self.filter(in_force_at__isnull=False).order_by("-version")

    def drafts(self) -> "ClauseSetQuerySet":
        return self.filter(in_force_at=None)


class ClauseSet(models.Model):
    """One version of the school's clauses: a draft until it is put in force, frozen from then on.

    The version in force is the highest that was put in force; the former ones stay to be read.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="clause_sets")
    version = models.PositiveSmallIntegerField("version")
    clauses = models.JSONField("articles")
    created_at = models.DateTimeField("écrite le", default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force_at = models.DateTimeField("en service depuis le", null=True, blank=True)
    approved_on = models.DateField(
        "approuvée par le conseil d’administration le", null=True, blank=True
    )
    used_at = models.DateTimeField("utilisée depuis le", null=True, blank=True)

    objects = ClauseSetQuerySet.as_manager()

    class Meta:
        verbose_name = "clauses de l’établissement"
        verbose_name_plural = "clauses de l’établissement"
        constraints = [
            models.UniqueConstraint(fields=["school", "version"], name="clauses_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="clauses_version_counts"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(in_force_at=None),
                name="clauses_one_draft",
                violation_error_message="Un projet de clauses est déjà en cours.",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(in_force_at__isnull=False),
                name="clauses_used_is_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"clauses, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:clauses_version", kwargs={"clauseset": self.pk})

    @property
    def is_draft(self) -> bool:
        return self.in_force_at is None

    @property
    def articles(self) -> Clauses:
        return read_clauses(self.clauses)

    @property
    def approval(self) -> date | None:
        """When the board approved this version; the first one has the date of the settings."""
        return self.approved_on or (self.school.deliberation_date if self.version == 1 else None)


class RuleLiftQuerySet(models.QuerySet["RuleLift"]):
    def visible_to(self, actor: Any) -> "RuleLiftQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class RuleLift(models.Model):
    """Somebody entitled let an agreement leave against a rule that can be lifted, and said why."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="rule_lifts")
    rule = models.CharField("règle", max_length=10)
    sentence = models.CharField("ce qu’elle signalait", max_length=500)
    reason = models.CharField("motif", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("levée le", default=clock.now)

    objects = RuleLiftQuerySet.as_manager()

    class Meta:
        verbose_name = "règle levée"
        verbose_name_plural = "règles levées"
        constraints = [
            models.UniqueConstraint(fields=["placement", "rule"], name="rule_lifted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_lift_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} levée"
