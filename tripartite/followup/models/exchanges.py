"""Exchanges planned, held and reported."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tripartite.accounts.models import User
from tripartite.followup.domain.exchanges import (
    ALERT_LABELS,
    EXCHANGE_STATE_LABELS,
    MODE_LABELS,
    OUTCOME_LABELS,
    USUAL_MINUTES,
    WHO_LABELS,
    Alert,
    ExchangeState,
    Mode,
    Part,
)
from tripartite.placements.domain import PARTY_LABELS
from tripartite.placements.models import Mission, Placement


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def visible_to(self, actor: Any) -> "ExchangeQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class OfExchangeQuerySet(models.QuerySet[Any]):
    """Rows of an exchange, seen by whoever sees it."""

    def visible_to(self, actor: Any) -> "OfExchangeQuerySet":
        return self.filter(exchange__placement__in=Placement.objects.visible_to(actor))


class Exchange(models.Model):
    """One meeting of the référent with the tutor, preferably on site."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="exchanges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mode = models.CharField("forme", max_length=10, choices=MODE_LABELS.items())
    mode_reason = models.CharField("pourquoi pas sur place", max_length=300, blank=True)
    planned_for = models.DateTimeField("prévu le", null=True, blank=True)
    duration = models.PositiveSmallIntegerField("durée en minutes", default=USUAL_MINUTES)
    #: A tour may not move it.
    locked = models.BooleanField("ne pas déplacer", default=False)
    #: The number of its calendar entry: each change told is one more.
    sequence = models.PositiveSmallIntegerField("version de l’invitation", default=0)
    word = models.CharField("mot du tuteur", max_length=300, blank=True)
    state = models.CharField(
        "état",
        max_length=10,
        choices=EXCHANGE_STATE_LABELS.items(),
        default=ExchangeState.PLANNED,
    )
    held_at = models.DateTimeField("tenu le", null=True, blank=True)
    present = models.CharField("personnes présentes", max_length=300, blank=True)
    missions_as_framed = models.BooleanField("missions conformes au cadrage", null=True, blank=True)
    report = models.TextField("compte rendu", blank=True)
    internal_note = models.TextField("note interne à l’équipe", blank=True)
    sending = models.UUIDField("envoi du compte rendu", null=True, blank=True, editable=False)
    alert = models.CharField(
        "alerte", max_length=10, choices=ALERT_LABELS.items(), default=Alert.NONE
    )
    reason = models.CharField("motif", max_length=300, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = "échange"
        constraints = [
            models.CheckConstraint(
                condition=Q(mode=Mode.ON_SITE) | ~Q(mode_reason=""),
                name="exchange_elsewhere_has_reason",
                violation_error_message="Dites en une phrase pourquoi l’échange n’a pas lieu "
                "sur place.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExchangeState.HELD) | Q(held_at__isnull=False),
                name="exchange_held_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ExchangeState.PROPOSED, ExchangeState.CANCELLED])
                | Q(planned_for__isnull=False),
                name="exchange_planned_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ExchangeState)), name="exchange_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"échange du {self.planned_for:%d/%m/%Y}" if self.planned_for else "échange proposé"

    @property
    def ends_at(self) -> datetime | None:
        return self.planned_for + timedelta(minutes=self.duration) if self.planned_for else None

    def parts_of(self, actor: Any) -> frozenset[str]:
        """What the actor is to the placement, and whether he or she is the one who visits."""
        found: frozenset[str] = self.placement.relations_of(actor)
        is_visitor = isinstance(actor, User) and actor.pk == self.by_id
        return found | {Part.VISITOR} if is_visitor else found


class Slot(models.Model):
    """A moment proposed, by the team or by the host."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("le")
    party = models.CharField("proposé par", max_length=10, choices=PARTY_LABELS.items())

    objects = OfExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = "créneau"
        verbose_name_plural = "créneaux"
        constraints = [models.UniqueConstraint(fields=["exchange", "starts_at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y %H:%M}"


class MissionCheck(models.Model):
    """What became of one mission; its title is kept, whatever the framing becomes."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="mission_checks")
    mission = models.ForeignKey(Mission, models.SET_NULL, null=True, related_name="+")
    title = models.CharField("mission", max_length=200)
    outcome = models.CharField("suite", max_length=10, choices=OUTCOME_LABELS.items())
    word = models.CharField("précision", max_length=300, blank=True)

    class Meta:
        verbose_name = "mission constatée"
        verbose_name_plural = "missions constatées"

    def __str__(self) -> str:
        return f"{self.title} : {self.get_outcome_display()}"


class AgreedAction(models.Model):
    """One thing agreed at an exchange, ticked when it is done."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="agreed_actions")
    what = models.CharField("quoi", max_length=300)
    who = models.CharField("qui", max_length=10, choices=WHO_LABELS.items())
    due_on = models.DateField("avant le", null=True, blank=True)
    done_at = models.DateTimeField("faite le", null=True, blank=True)
    done_by = models.CharField("notée par", max_length=170, blank=True)

    objects = OfExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = "suite convenue"
        verbose_name_plural = "suites convenues"

    def __str__(self) -> str:
        return self.what
