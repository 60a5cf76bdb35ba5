"""Outgoing e-mail as rows: written with the act that causes it, sent after its commit."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.mailing.domain import DELIVERY_LABELS, Delivery


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    def visible_to(self, actor: Any) -> "OutgoingMessageQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))

    def queued(self) -> "OutgoingMessageQuerySet":
        """What has still to leave, now or later."""
        return self.filter(state=Delivery.QUEUED)

    def due(self) -> "OutgoingMessageQuerySet":
        """What should leave now."""
        return self.queued().filter(not_before__lte=clock.now())


class OutgoingMessage(models.Model):
    """One e-mail. The body carries links and codes: it is emptied once sent, but in a demo."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField("évènement", max_length=60)
    to = models.EmailField("destinataire")
    to_name = models.CharField("nom", max_length=170, blank=True)
    reply_to = models.EmailField("répondre à", blank=True)
    subject = models.CharField("objet", max_length=250)
    text = models.TextField("texte", blank=True)
    html = models.TextField("mise en page", blank=True)
    attachments = models.JSONField("pièces jointes", default=list, blank=True)
    file = models.CharField("dossier", max_length=40, blank=True, db_index=True)
    state = models.CharField(
        "état", max_length=10, choices=DELIVERY_LABELS.items(), default=Delivery.QUEUED
    )
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.CharField("dernier refus", max_length=300, blank=True)
    created_at = models.DateTimeField("écrit le", default=clock.now)
    not_before = models.DateTimeField("pas avant", default=clock.now)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(Delivery)), name="message_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=Delivery.SENT) | Q(sent_at__isnull=False),
                name="message_sent_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="message_due")]

    def __str__(self) -> str:
        return self.subject
