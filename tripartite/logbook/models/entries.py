"""The logbook: notes, what proves them, what is said of them."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.curriculum.models import ContextItem, Task
from tripartite.documents.models import StoredFile
from tripartite.logbook.domain.entries import (
    CLIENTELE_LABELS,
    ENTRY_STATE_LABELS,
    EVIDENCE_KIND_LABELS,
    READABLE,
    Clientele,
    EntryState,
    EvidenceKind,
)
from tripartite.placements.domain import RELATION_LABELS, Relation
from tripartite.placements.models import Placement


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, actor: Any) -> "LogEntryQuerySet":
        """What was shared, to whoever is something to the placement; a draft to its author."""
        shared = Q(
            state__in=list(READABLE), placement__in=Placement.objects.visible_to(actor).values("pk")
        )
        if not isinstance(actor, User):
            return self.filter(shared)
        own = Q(state=EntryState.DRAFT, placement__enrolment__student__user=actor)
        return self.filter(shared | own)

    def readable(self) -> "LogEntryQuerySet":
        return self.filter(state__in=list(READABLE))

    def latest_first(self) -> "LogEntryQuerySet":
        return self.order_by("-day", "-pk")

    def with_counts(self) -> "LogEntryQuerySet":
        """``proofs``, ``words`` and ``commented`` (by the référent), in the same query."""
        by_referent = EntryComment.objects.filter(entry=OuterRef("pk"), relation=Relation.REFERENT)
        return self.annotate(
            proofs=Count("evidence", distinct=True),
            words=Count("comments", distinct=True),
            commented=Exists(by_referent),
        )


class LogEntry(models.Model):
    """One thing done on one day, tied to tasks of the référentiel."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="log")
    sending = models.UUIDField("envoi", default=uuid.uuid4)
    day = models.DateField("date")
    did = models.TextField("ce que j’ai fait")
    tasks = models.ManyToManyField(Task, related_name="+", verbose_name="tâches du référentiel")
    clientele = models.CharField(
        "pour qui", max_length=10, choices=CLIENTELE_LABELS.items(), blank=True
    )
    result_value = models.DecimalField(
        "résultat chiffré", max_digits=12, decimal_places=2, null=True, blank=True
    )
    result_unit = models.CharField("unité", max_length=40, blank=True)
    result = models.CharField("résultat", max_length=300, blank=True)
    tools = models.ManyToManyField(
        ContextItem, related_name="+", blank=True, verbose_name="outils numériques et ressources"
    )
    difficulty = models.TextField("difficulté", blank=True)
    learnt = models.TextField("ce que j’ai appris", blank=True)
    state = models.CharField(
        "état", max_length=10, choices=ENTRY_STATE_LABELS.items(), default=EntryState.DRAFT
    )
    created_at = models.DateTimeField("notée le", default=clock.now)
    edited_at = models.DateTimeField("modifiée le", null=True, blank=True)
    shared_at = models.DateTimeField("partagée le", null=True, blank=True)
    seen_at = models.DateTimeField("vue le", null=True, blank=True)
    seen_by = models.CharField("vue par", max_length=170, blank=True)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    validated_by = models.CharField("validée par", max_length=170, blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "note du journal de stage"
        verbose_name_plural = "notes du journal de stage"
        indexes = [models.Index(fields=["placement", "day"], name="entry_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["placement", "sending"], name="entry_sent_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(EntryState)), name="entry_state_known"
            ),
            models.CheckConstraint(
                condition=Q(clientele="") | Q(clientele__in=list(Clientele)),
                name="entry_clientele_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(READABLE)) | Q(shared_at__isnull=False),
                name="entry_shared_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.VALIDATED)
                | (Q(validated_at__isnull=False) & ~Q(validated_by="")),
                name="entry_validated_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.SEEN) | (Q(seen_at__isnull=False) & ~Q(seen_by="")),
                name="entry_seen_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(result_value=None) | ~Q(result_unit=""),
                name="entry_figure_has_unit",
                violation_error_message="Dites ce que compte le chiffre du résultat.",
            ),
        ]

    def __str__(self) -> str:
        return f"note du {self.day:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("journal:entry", kwargs={"logentry": self.pk})


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Any) -> "EvidenceQuerySet":
        return self.filter(entry__in=LogEntry.objects.visible_to(actor).values("pk"))


class Evidence(models.Model):
    """A photo, a document or a link that proves a note."""

    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="evidence")
    kind = models.CharField("type", max_length=10, choices=EVIDENCE_KIND_LABELS.items())
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    #: A photo as the page of the note shows it; the photo itself opens from there.
    thumbnail = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField("lien", max_length=500, blank=True)
    caption = models.CharField("légende", max_length=200, blank=True)
    added_at = models.DateTimeField("ajoutée le", default=clock.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "preuve"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(EvidenceKind)), name="evidence_kind_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind=EvidenceKind.LINK) & Q(file=None) & ~Q(url=""))
                | (~Q(kind=EvidenceKind.LINK) & Q(file__isnull=False) & Q(url="")),
                name="evidence_is_a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or (self.file.name if self.file else self.url)


class EntryComment(models.Model):
    """A word of the student, the tutor or the référent under a note; never changed."""

    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="comments")
    relation = models.CharField("qualité", max_length=12, choices=RELATION_LABELS.items())
    by_name = models.CharField("par", max_length=170)
    text = models.TextField("commentaire")
    at = models.DateTimeField("le", default=clock.now)

    class Meta:
        verbose_name = "commentaire"
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=list(Relation)), name="entry_comment_relation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} : {self.text[:60]}"


class WeekDigest(models.Model):
    """That the week of a placement was told by e-mail: once, however often cron calls."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    monday = models.DateField("semaine du")
    sent_at = models.DateTimeField("envoyé le", default=clock.now)

    class Meta:
        verbose_name = "résumé de semaine envoyé"
        verbose_name_plural = "résumés de semaine envoyés"
        constraints = [
            models.UniqueConstraint(fields=["placement", "monday"], name="digest_once_a_week")
        ]

    def __str__(self) -> str:
        return f"semaine du {self.monday:%d/%m/%Y}"
