"""What a school writes into its agreements."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.accounts.models import School
from tripartite.core import clock


class ClauseSetQuerySet(models.QuerySet["ClauseSet"]):
    def visible_to(self, actor: Any) -> "ClauseSetQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))


class ClauseSet(models.Model):
    """One version of the school's clauses; a version in use is frozen."""

    school = models.ForeignKey(School, models.PROTECT, related_name="clause_sets")
    version = models.PositiveSmallIntegerField("version")
    clauses = models.JSONField("articles")
    created_at = models.DateTimeField("écrite le", default=clock.now)
    used_at = models.DateTimeField("utilisée depuis le", null=True, blank=True)

    objects = ClauseSetQuerySet.as_manager()

    class Meta:
        verbose_name = "clauses de l’établissement"
        verbose_name_plural = "clauses de l’établissement"
        constraints = [
            models.UniqueConstraint(fields=["school", "version"], name="clauses_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="clauses_version_counts"),
        ]

    def __str__(self) -> str:
        return f"clauses, version {self.version}"
