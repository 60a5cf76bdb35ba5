"""The attestation: dates, effective duration, gratification, all from the ledger."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tripartite.core import clock
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, actor: Any) -> "CertificateQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class Certificate(models.Model):
    """What one attestation states; the paper that carries it is sealed by the host's signature."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="certificates")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="certificate")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    minutes = models.PositiveIntegerField("présence effective en minutes")
    days = models.PositiveSmallIntegerField("jours (7 h)")
    weeks = models.PositiveSmallIntegerField("semaines")
    gratification = models.DecimalField(
        "gratification versée", max_digits=9, decimal_places=2, default=0
    )
    created_at = models.DateTimeField("préparée le", default=clock.now)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "attestation"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="certificate_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"attestation de {self.placement}"


class CertificateReminder(models.Model):
    """That the host was written to, once for each rung of the ladder."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="certificate_reminders")
    rung = models.PositiveSmallIntegerField("jours après la fin")
    sent_at = models.DateTimeField("envoyé le", default=clock.now)

    class Meta:
        verbose_name = "relance d’attestation"
        verbose_name_plural = "relances d’attestation"
        constraints = [
            models.UniqueConstraint(fields=["placement", "rung"], name="certificate_reminder_once")
        ]

    def __str__(self) -> str:
        return f"relance à J+{self.rung} de {self.placement}"
