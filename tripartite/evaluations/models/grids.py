"""The grid of a programme, as the school adapts it: versions that never change."""

from django.db import models

from tripartite.core import clock
from tripartite.school.models import Programme


class Grid(models.Model):
    """One version; the evaluations prepared from it keep it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="grids")
    number = models.PositiveSmallIntegerField("version")
    created_at = models.DateTimeField("écrite le", default=clock.now)
    author = models.CharField("écrite par", max_length=150)

    class Meta:
        verbose_name = "grille d’évaluation"
        verbose_name_plural = "grilles d’évaluation"
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="grid_number_once")
        ]

    def __str__(self) -> str:
        return f"grille {self.programme}, version {self.number}"


class GridItem(models.Model):
    """A line of a version: its competence when the student met it, or ``always``."""

    grid = models.ForeignKey(Grid, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("rang")
    section = models.CharField("partie", max_length=200)
    code = models.CharField("code", max_length=20)
    label = models.CharField("libellé", max_length=300)
    always = models.BooleanField("toujours")

    class Meta:
        verbose_name = "ligne de grille"
        verbose_name_plural = "lignes de grille"
        constraints = [
            models.UniqueConstraint(fields=["grid", "code"], name="grid_item_once"),
            models.CheckConstraint(condition=~models.Q(label=""), name="grid_item_says_something"),
        ]

    def __str__(self) -> str:
        return self.label
