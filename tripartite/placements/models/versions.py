"""Versions of a framing, who agreed to which, and what was said about it."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.core import clock
from tripartite.placements.domain import PARTY_LABELS, Party
from tripartite.placements.domain.versions import CHANNEL_LABELS, AgreedBy
from tripartite.placements.models.placement import Placement

PARTIES = [(party.value, label) for party, label in PARTY_LABELS.items()]


class FramingVersionQuerySet(models.QuerySet["FramingVersion"]):
    def visible_to(self, actor: Any) -> "FramingVersionQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class FramingVersion(models.Model):
    """The framing as it stood when somebody handed it over; never rewritten."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="framing_versions")
    number = models.PositiveSmallIntegerField("version")
    content = models.JSONField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    author = models.CharField("auteur", max_length=150)
    party = models.CharField("partie", max_length=10, choices=PARTIES)
    made_at = models.DateTimeField("du", default=clock.now)

    objects = FramingVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version du cadrage"
        verbose_name_plural = "versions du cadrage"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "number"], name="framing_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(party__in=list(Party)), name="framing_version_party_known"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class FramingConsentQuerySet(models.QuerySet["FramingConsent"]):
    def standing(self) -> "FramingConsentQuerySet":
        return self.filter(withdrawn_at=None)


class FramingConsent(models.Model):
    """That a party agreed to one version, and how; taken back when that party writes again."""

    version = models.ForeignKey(FramingVersion, models.PROTECT, related_name="consents")
    party = models.CharField("partie", max_length=10, choices=PARTIES)
    name = models.CharField("qui", max_length=150)
    channel = models.CharField("comment", max_length=10, choices=CHANNEL_LABELS.items())
    agreed_on = models.DateField("le")
    note = models.CharField("précision", max_length=300, blank=True)
    recorded_by = models.CharField("noté par", max_length=150, blank=True)
    recorded_at = models.DateTimeField("noté le", default=clock.now)
    withdrawn_at = models.DateTimeField("repris le", null=True, blank=True)

    objects = FramingConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "accord sur le cadrage"
        verbose_name_plural = "accords sur le cadrage"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party"],
                condition=Q(withdrawn_at=None),
                name="framing_consent_once_a_party",
            ),
            models.CheckConstraint(
                condition=Q(party__in=list(Party)), name="framing_consent_party_known"
            ),
            models.CheckConstraint(
                condition=Q(channel=AgreedBy.SCREEN) | ~Q(recorded_by=""),
                name="framing_consent_elsewhere_is_recorded_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"


class FramingMessage(models.Model):
    """A short word about the framing, read by the three partners."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="framing_messages")
    text = models.TextField("message")
    author = models.CharField("auteur", max_length=150)
    party = models.CharField("partie", max_length=10, choices=PARTIES)
    said_at = models.DateTimeField("dit le", default=clock.now)

    class Meta:
        verbose_name = "message sur le cadrage"
        verbose_name_plural = "messages sur le cadrage"
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=list(Party)), name="framing_message_party_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="framing_message_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.author} : {self.text[:60]}"
