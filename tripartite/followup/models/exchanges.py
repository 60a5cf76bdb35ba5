"""Exchanges planned, held and reported."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tripartite.followup.domain.exchanges import (
    ALERT_LABELS,
    EXCHANGE_STATE_LABELS,
    MODE_LABELS,
    Alert,
    ExchangeState,
    Mode,
)
from tripartite.placements.models import Placement


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def visible_to(self, actor: Any) -> "ExchangeQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class Exchange(models.Model):
    """One meeting of the référent with the tutor, preferably on site."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="exchanges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mode = models.CharField("forme", max_length=10, choices=MODE_LABELS.items())
    mode_reason = models.CharField("pourquoi pas sur place", max_length=300, blank=True)
    planned_for = models.DateTimeField("prévu le")
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
    actions_agreed = models.TextField("suites convenues", blank=True)
    alert = models.CharField(
        "alerte", max_length=10, choices=ALERT_LABELS.items(), default=Alert.NONE
    )
    reason = models.CharField("motif d’annulation", max_length=300, blank=True)

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
                condition=Q(state__in=list(ExchangeState)), name="exchange_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"échange du {self.planned_for:%d/%m/%Y}"
