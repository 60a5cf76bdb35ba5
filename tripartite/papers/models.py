"""Papers about a placement and the signatures they wait for."""

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tripartite.accounts.models import PersonalLink, School
from tripartite.core import clock
from tripartite.documents.models import StoredFile
from tripartite.papers.domain import (
    ASIDE,
    CAPACITY_LABELS,
    CAPACITY_PARTY,
    DONE,
    KIND_LABELS,
    PAPER_STATE_LABELS,
    RELATION_OF,
    SIGNATURE_STATE_LABELS,
    Capacity,
    Kind,
    PaperState,
    SignatureFacts,
    SignatureState,
)
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

#: Without letters and figures that look alike; 12 of them are 60 bits.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_code() -> str:
    """The code printed on a paper: ``K7MQ-2ZRT-9XWA``."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, actor: Any) -> "PaperQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))

    def live(self) -> "PaperQuerySet":
        """Neither refused nor withdrawn."""
        return self.exclude(state__in=[PaperState.VOID, PaperState.REFUSED])

    def to_seal(self) -> "PaperQuerySet":
        """Out, and nobody left to sign: what an interrupted worker must take up again."""
        unsigned = Signature.objects.exclude(state__in=[*DONE, *ASIDE])
        return self.filter(state=PaperState.OUT).exclude(pk__in=unsigned.values("paper"))


class Paper(models.Model):
    """One paper. Going OUT freezes its bytes; a change after that is a new version."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="papers")
    kind = models.CharField("type", max_length=12, choices=KIND_LABELS.items())
    number = models.CharField("numéro", max_length=30)
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField(
        "état", max_length=10, choices=PAPER_STATE_LABELS.items(), default=PaperState.DRAFT
    )
    template = models.CharField("modèle", max_length=40)
    data = models.JSONField("contenu")
    summary = models.JSONField("résumé", default=list, blank=True)
    code = models.CharField("code de vérification", max_length=14, unique=True, default=new_code)
    issued_at = models.DateTimeField("établi le", default=clock.now)
    frozen = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    sealed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    #: What travels with the paper, inside it: the livret d'objectifs of an agreement.
    annex = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    annex_title = models.CharField("pièce jointe", max_length=150, blank=True)
    out_at = models.DateTimeField("envoyé le", null=True, blank=True)
    sealed_at = models.DateTimeField("scellé le", null=True, blank=True)
    ended_at = models.DateTimeField("refusé ou retiré le", null=True, blank=True)
    reason = models.CharField("motif", max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "papier"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "kind"],
                condition=Q(kind__in=[Kind.AGREEMENT, Kind.EVALUATION, Kind.CERTIFICATE])
                & ~Q(state__in=[PaperState.VOID, PaperState.REFUSED]),
                name="paper_one_live_version",
                violation_error_message="Une version de ce papier est déjà en cours.",
            ),
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(kind=Kind.AMENDMENT, state__in=[PaperState.DRAFT, PaperState.OUT]),
                name="paper_one_amendment_at_a_time",
                violation_error_message="Un avenant attend déjà ses signatures.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(PaperState)), name="paper_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaperState.OUT, PaperState.SEALED])
                | Q(frozen__isnull=False, out_at__isnull=False),
                name="paper_out_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.SEALED)
                | Q(sealed__isnull=False, sealed_at__isnull=False),
                name="paper_sealed_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:detail", kwargs={"paper": self.pk})


class HeadCoverQuerySet(models.QuerySet["HeadCover"]):
    def visible_to(self, actor: Any) -> "HeadCoverQuerySet":
        return self.filter(school__in=School.objects.visible_to(actor))

    def in_force(self, school: School, day: date) -> "HeadCoverQuerySet":
        """The absences of the head that are covered on this day, the latest decision first."""
        return self.filter(
            school=school, starts_on__lte=day, ends_on__gte=day, ended_at=None
        ).order_by("-pk")


class HeadCover(models.Model):
    """Who signs for the school while its head is away."""

    school = models.ForeignKey(School, models.PROTECT, related_name="head_covers")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField("fonction", max_length=120)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("décidée le", default=clock.now)
    ended_at = models.DateTimeField("levée le", null=True, blank=True)

    objects = HeadCoverQuerySet.as_manager()

    class Meta:
        verbose_name = "délégation de signature"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="head_cover_ends_after_start",
                violation_error_message="La délégation doit finir après avoir commencé.",
            ),
        ]

    def __str__(self) -> str:
        return f"délégation à {self.deputy}"

    def covers(self, day: date) -> bool:
        return self.ended_at is None and self.starts_on <= day <= self.ends_on


class StartLift(models.Model):
    """The head lets a placement begin although its agreement is not signed by all (R1)."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="start_lift")
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField("levé le", default=clock.now)
    reason = models.CharField("motif", max_length=500)

    class Meta:
        verbose_name = "commencement autorisé"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="start_lift_has_reason"),
        ]

    def __str__(self) -> str:
        return f"commencement autorisé par {self.lifted_by}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def visible_to(self, actor: Any) -> "SignatureQuerySet":
        return self.filter(paper__in=Paper.objects.visible_to(actor))

    def open_for(self, placement: Placement, relation: Relation) -> "SignatureQuerySet":
        capacities = [c for c, r in RELATION_OF.items() if r is relation]
        return self.filter(
            paper__placement=placement,
            paper__state=PaperState.OUT,
            capacity__in=capacities,
            state__in=[SignatureState.ASKED, SignatureState.SEEN],
        )


class Signature(models.Model):
    """One signature awaited or given, with all that proves it (model §4)."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures")
    rank = models.PositiveSmallIntegerField("ordre")
    capacity = models.CharField("en qualité de", max_length=10, choices=CAPACITY_LABELS.items())
    name = models.CharField("nom", max_length=170)
    title = models.CharField("fonction", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        "état",
        max_length=10,
        choices=SIGNATURE_STATE_LABELS.items(),
        default=SignatureState.WAITING,
    )
    asked_at = models.DateTimeField("demandée le", null=True, blank=True)
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)
    seen_at = models.DateTimeField("lien ouvert le", null=True, blank=True)
    signed_at = models.DateTimeField("signée le", null=True, blank=True)
    method = models.CharField("identité vérifiée par", max_length=120, blank=True)
    consent = models.CharField("version du consentement", max_length=10, blank=True)
    sha256 = models.CharField("SHA-256 du PDF signé", max_length=64, blank=True)
    ip = models.GenericIPAddressField("adresse réseau", null=True, blank=True)
    user_agent = models.CharField("navigateur", max_length=300, blank=True)
    reason = models.CharField("motif", max_length=500, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField("papier reçu le", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField("signée sur papier le", null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    countersigned_at = models.DateTimeField("copie relue le", null=True, blank=True)
    device_of = models.CharField("sur l’appareil de", max_length=170, blank=True)
    rung = models.PositiveSmallIntegerField("dernier rappel automatique", null=True, blank=True)
    cover = models.ForeignKey(
        HeadCover, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    delegate = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="delegated_from"
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "signature"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(SignatureState)), name="signature_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.SIGNED)
                | (Q(signed_at__isnull=False) & ~Q(sha256="") & ~Q(method="")),
                name="signature_signed_is_proved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SignatureState.RECEIVED, SignatureState.PAPER])
                | Q(
                    scan__isnull=False,
                    recorded_by__isnull=False,
                    received_on__isnull=False,
                    signed_on__isnull=False,
                ),
                name="signature_paper_has_scan",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.PAPER)
                | (
                    Q(countersigned_by__isnull=False, countersigned_at__isnull=False)
                    & ~Q(sha256="")
                ),
                name="signature_paper_was_read",
            ),
            models.UniqueConstraint(
                fields=["paper", "capacity"],
                condition=~Q(state=SignatureState.DELEGATED),
                name="signature_once_per_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_capacity_display()})"

    @property
    def facts(self) -> SignatureFacts:
        return SignatureFacts(self.rank, SignatureState(self.state))

    @property
    def relation(self) -> Relation:
        """What one must be to the placement to give this signature."""
        return RELATION_OF[Capacity(self.capacity)]

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def party(self) -> str:
        """The partner on whose side this signature is."""
        return CAPACITY_PARTY[Capacity(self.capacity)]
