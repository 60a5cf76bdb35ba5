"""What the host declares of the post, by its own people."""

from django.db import models
from django.db.models import Q

from tripartite.core import clock
from tripartite.law.facts import ForbiddenUse
from tripartite.placements.domain import RELATION_LABELS, Relation
from tripartite.placements.domain.fitness import Fitness, Situation
from tripartite.placements.models.placement import Placement


class FitnessDeclaration(models.Model):
    """One for a placement, the latest; the journal keeps those before it."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="fitness")
    situations = models.JSONField("situations permises", default=list)
    tools = models.JSONField("outils numériques disponibles", default=list)
    #: The uses that the host says the post has: none, when each was denied.
    forbidden = models.JSONField("usages interdits", default=list)
    declared_by = models.CharField("déclaré par", max_length=200)
    declared_as = models.CharField("en qualité de", max_length=12, choices=RELATION_LABELS.items())
    declared_at = models.DateTimeField("déclaré le", default=clock.now)

    class Meta:
        verbose_name = "déclaration de l’organisation d’accueil"
        constraints = [
            models.CheckConstraint(
                condition=Q(declared_as__in=[Relation.TUTOR, Relation.SIGNATORY, Relation.OFFICE]),
                name="fitness_declared_by_the_host",
            )
        ]

    def __str__(self) -> str:
        return f"déclaration pour {self.placement}"

    @property
    def fitness(self) -> Fitness:
        """The declaration as the check reads it."""
        return Fitness(
            frozenset(Situation(s) for s in self.situations),
            tuple(self.tools),
            frozenset(ForbiddenUse(u) for u in self.forbidden),
        )
