"""Files that never change, the school's seal, and long works."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.documents.domain import (
    BATCH_STATE_LABELS,
    ITEM_STATE_LABELS,
    UNFINISHED,
    BatchState,
    By,
    ItemState,
)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, actor: Any) -> "StoredFileQuerySet":
        """For the office only; others reach a file through the row that owns it."""
        return self.filter(school__in=School.objects.run_by(actor))


class StoredFile(models.Model):
    """One immutable file of the store, named by its SHA-256."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveIntegerField("taille en octets")
    mime = models.CharField("type", max_length=80)
    name = models.CharField("nom", max_length=150)
    created_at = models.DateTimeField("créé le", default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"

    def __str__(self) -> str:
        return self.name


class SealKey(models.Model):
    """The school's own seal: a PKCS#12 whose password is derived from SECRET_KEY."""

    school = models.OneToOneField(School, models.PROTECT, related_name="seal_key")
    pkcs12 = models.BinaryField("PKCS#12")
    created_at = models.DateTimeField("créé le", default=clock.now)

    class Meta:
        verbose_name = "cachet"

    def __str__(self) -> str:
        return f"cachet de {self.school}"


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, actor: Any) -> "BatchQuerySet":
        """The office of the school, and whoever asked for the work while a member of it."""
        if not isinstance(actor, User):
            return self.none()
        mine = Q(by=actor, school__in=School.objects.visible_to(actor).values("pk"))
        return self.filter(Q(school__in=School.objects.run_by(actor)) | mine)

    def unfinished(self) -> "BatchQuerySet":
        """Waiting, or running: what a killed worker left is among them."""
        return self.filter(state__in=list(UNFINISHED))

    def latest_first(self) -> "BatchQuerySet":
        return self.order_by("-created_at", "-pk")


class Batch(models.Model):
    """A long work, done item by item by the worker; it can be left, stopped and taken up again.

    ``task`` is the path of the task that does it, as the queue itself writes it; ``run`` counts
    how often a worker took it up, so that the one before notices that it has lost the work.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("type", max_length=30)
    title = models.CharField("intitulé", max_length=150)
    file = models.CharField("dossier", max_length=40, blank=True)
    params = models.JSONField("réglages", default=dict)
    task = models.CharField("tâche", max_length=150)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(
        "état", max_length=10, choices=BATCH_STATE_LABELS.items(), default=BatchState.QUEUED
    )
    run = models.PositiveIntegerField("nombre de départs", default=0)
    result = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.CharField("remarque", max_length=300, blank=True)
    created_at = models.DateTimeField("demandé le", default=clock.now)
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    finished_at = models.DateTimeField("fini le", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "travail de fond"
        verbose_name_plural = "travaux de fond"
        indexes = [models.Index(fields=["school", "created_at"], name="batch_by_school")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(BatchState)), name="batch_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.DONE) | Q(finished_at__isnull=False),
                name="batch_done_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:batch", kwargs={"batch": self.pk})

    @property
    def back(self) -> dict[str, str] | None:
        """The page that asked for the work, when whoever asked said one: its address and name."""
        if "back" not in self.params:
            return None
        return {"url": self.params["back"], "label": self.params["back_label"]}

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    def relations_of(self, actor: Any) -> frozenset[By]:
        """What this person is to the work; one query."""
        found = {By.STARTER} if isinstance(actor, User) and actor.pk == self.by_id else set()
        if School.objects.run_by(actor).filter(pk=self.school_id).exists():
            found.add(By.OFFICE)
        return frozenset(found)


class BatchItem(models.Model):
    """One step of a long work; ``key`` tells the task what to do, ``label`` tells people."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField("rang")
    key = models.CharField("clé", max_length=60)
    label = models.CharField("intitulé", max_length=170)
    state = models.CharField(
        "état", max_length=10, choices=ITEM_STATE_LABELS.items(), default=ItemState.PENDING
    )
    sentence = models.CharField("raison", max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "élément d’un travail de fond"
        verbose_name_plural = "éléments d’un travail de fond"
        constraints = [
            models.UniqueConstraint(fields=["batch", "key"], name="batch_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(ItemState)), name="batch_item_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.FAILED) | ~Q(sentence=""),
                name="batch_failure_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return self.label
