"""What changes a placement once all have signed, and what Monaco answers before it begins."""

from django.db import models
from django.db.models import F, Q

from tripartite.core import clock
from tripartite.documents.models import StoredFile
from tripartite.placements.domain.terms import WHAT_LABELS, Change, What
from tripartite.placements.models.placement import Placement


class TermChange(models.Model):
    """A change of the terms that is in force; rows are added, never touched."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="changes")
    position = models.PositiveSmallIntegerField("rang")
    what = models.CharField("objet", max_length=12, choices=WHAT_LABELS.items())
    since = models.DateField("à compter du")
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après")
    source = models.CharField("décidé par", max_length=80)
    in_force_at = models.DateTimeField("en vigueur depuis le", default=clock.now)

    class Meta:
        verbose_name = "changement de la convention"
        verbose_name_plural = "changements de la convention"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "position"], name="term_change_position_once"
            ),
            models.CheckConstraint(condition=Q(what__in=list(What)), name="term_change_what_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} ({self.source})"

    @property
    def change(self) -> Change:
        """As the pure function reads it."""
        return Change(What(self.what), self.since, self.after)


class Authorisation(models.Model):
    """What the Direction du Travail of Monaco answers to the host before a placement begins."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="authorisation")
    filed_on = models.DateField("demande déposée le")
    decided_on = models.DateField("décision du", null=True, blank=True)
    granted = models.BooleanField("accordée", null=True, blank=True)
    number = models.CharField("numéro", max_length=60, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField("noté le", default=clock.now)

    class Meta:
        verbose_name = "autorisation de la Direction du Travail"
        verbose_name_plural = "autorisations de la Direction du Travail"
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_on__isnull=True)
                | Q(granted__isnull=False, decided_on__isnull=False),
                name="authorisation_decision_is_dated",
                violation_error_message="Donnez la décision et sa date, ou ni l’une ni l’autre.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("filed_on")),
                name="authorisation_decided_after_filing",
                violation_error_message="La décision ne peut pas précéder la demande.",
            ),
        ]

    def __str__(self) -> str:
        return f"autorisation du stage de {self.placement}"
