"""Incidents, what was done after an accident, and the school's own instructions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from tripartite.accounts.models import Membership, PersonalLink, School
from tripartite.core import clock
from tripartite.followup.domain.incidents import (
    INCIDENT_KIND_LABELS,
    INCIDENT_STATE_LABELS,
    PRACTICE_LABELS,
    IncidentKind,
    IncidentState,
    may_read,
)
from tripartite.followup.domain.requests import ASKERS
from tripartite.followup.models.requests import ONE_AUTHOR
from tripartite.placements.domain import PARTY_LABELS, Party
from tripartite.placements.models import SCHOOL_WIDE, Placement, PlacementLink


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Any) -> "IncidentQuerySet":
        """Twin of ``Incident.is_read_by``."""
        accident = Q(kind=IncidentKind.ACCIDENT)
        if isinstance(actor, PersonalLink):
            host = [r for r, party in ASKERS.items() if party is Party.HOST]
            links = PlacementLink.objects.filter(link=actor, relation__in=host)
            return self.filter(
                Q(party=Party.HOST) | accident, placement__in=links.values("placement")
            )
        wide = Membership.objects.filter(user=actor, role__in=list(SCHOOL_WIDE)).values("school")
        student = Q(placement__enrolment__student__user=actor)
        return self.filter(
            Q(placement__school__in=wide)
            | Q(placement__referent=actor)
            | (student & (Q(party=Party.STUDENT) | accident))
        )


class Incident(models.Model):
    """Something that went wrong, told in words, never medical."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="incidents")
    kind = models.CharField("nature", max_length=12, choices=INCIDENT_KIND_LABELS.items())
    happened_on = models.DateField("arrivé le")
    place = models.CharField("lieu", max_length=200, blank=True)
    words = models.TextField("ce qui s’est passé")
    party = models.CharField("signalé par", max_length=10, choices=PARTY_LABELS.items())
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    reporter_name = models.CharField("nom", max_length=170)
    reported_at = models.DateTimeField("signalé le", default=clock.now)
    state = models.CharField(
        "état", max_length=10, choices=INCIDENT_STATE_LABELS.items(),
        default=IncidentState.REPORTED,
    )  # fmt: skip
    outcome = models.TextField("ce qui a été fait", blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "incident"
        constraints = [
            models.CheckConstraint(condition=ONE_AUTHOR, name="incident_one_reporter"),
            models.CheckConstraint(
                condition=Q(state__in=list(IncidentState)), name="incident_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=IncidentState.HANDLED) | ~Q(outcome=""),
                name="incident_handled_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} du {self.happened_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("followup:incident", kwargs={"incident": self.pk})

    @property
    def is_accident(self) -> bool:
        return self.kind == IncidentKind.ACCIDENT

    def is_read_by(self, actor: Any) -> bool:
        """Twin of ``visible_to``, from what the actor is to the placement."""
        return may_read(
            self.placement.relations_of(actor),
            kind=IncidentKind(self.kind),
            party=Party(self.party),
        )


class AccidentStep(models.Model):
    """One thing done after an accident, on which day, noted by whom."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="steps")
    key = models.CharField("étape", max_length=10)
    done_on = models.DateField("fait le")
    noted_by = models.CharField("noté par", max_length=170)

    class Meta:
        verbose_name = "démarche après un accident"
        verbose_name_plural = "démarches après un accident"
        constraints = [
            models.UniqueConstraint(fields=["incident", "key"], name="accident_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.done_on:%d/%m/%Y}"


class AccidentInstructions(models.Model):
    """What the school tells its partners to do; without a row, the rule of its country holds."""

    school = models.OneToOneField(School, models.PROTECT, related_name="accident_instructions")
    practice = models.CharField("qui déclare", max_length=10, choices=PRACTICE_LABELS.items())
    contact = models.CharField("personne à prévenir", max_length=150, blank=True)
    phone = models.CharField("téléphone d’urgence", max_length=30, blank=True)
    words = models.TextField("consignes de l’établissement", blank=True)

    class Meta:
        verbose_name = "consignes en cas d’accident"
        verbose_name_plural = "consignes en cas d’accident"

    def __str__(self) -> str:
        return f"consignes de {self.school}"


class ExchangeAlert(models.Model):
    """An alert that was told: each once, to the référent first, then to the office."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="exchange_alerts")
    kind = models.CharField("alerte", max_length=12)
    told = models.CharField("prévenu", max_length=10)
    at = models.DateTimeField("le", default=clock.now)

    class Meta:
        verbose_name = "alerte d’échange"
        verbose_name_plural = "alertes d’échange"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "kind", "told"], name="exchange_alert_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.told})"
