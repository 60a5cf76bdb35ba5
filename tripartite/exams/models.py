"""Candidates, what they write for the exam, and what was handed in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from tripartite.core import clock
from tripartite.curriculum.models import Task
from tripartite.documents.models import StoredFile
from tripartite.exams.domain.sheets import SHEET_STATE_LABELS, SheetState
from tripartite.exams.domain.weeks import ROUTE_LABELS, Route
from tripartite.logbook.models import LogEntry
from tripartite.placements.models import Placement
from tripartite.school.models import Programme, Student


class Deadline(models.Model):
    """The day on which the files of a session are due, by the academy's circular."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    session = models.PositiveSmallIntegerField("session")
    due_on = models.DateField("dossiers à déposer au plus tard le")

    class Meta:
        verbose_name = "date de dépôt des dossiers"
        verbose_name_plural = "dates de dépôt des dossiers"
        constraints = [
            models.UniqueConstraint(fields=["programme", "session"], name="deadline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, session {self.session}"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, actor: Any) -> "CandidateQuerySet":
        """Oneself, and the students of the classes one sees."""
        return self.filter(student__in=Student.objects.visible_to(actor))


class Candidate(models.Model):
    """A student before the exam of one session; made when something of the file is first kept."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="candidacies")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    session = models.PositiveSmallIntegerField("session")
    route = models.CharField(
        "voie", max_length=12, choices=ROUTE_LABELS.items(), default=Route.SCHOOL
    )
    weeks_granted = models.PositiveSmallIntegerField(
        "semaines accordées par décision", null=True, blank=True
    )
    decision = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    substitute = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_on = models.DateField("déposé le", null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "candidat"
        constraints = [
            models.UniqueConstraint(fields=["student", "session"], name="candidate_once"),
            models.CheckConstraint(
                condition=Q(weeks_granted__isnull=True) | Q(weeks_granted__gte=8),
                name="candidate_weeks_floor",
                violation_error_message="Une décision n’accorde pas moins de huit semaines.",
            ),
            models.CheckConstraint(
                condition=Q(route__in=list(Route)), name="candidate_route_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student}, session {self.session}"

    @property
    def file(self) -> str:
        """The key of this candidate's story in the journal."""
        return f"candidate:{self.pk}"


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, actor: Any) -> "SheetQuerySet":
        return self.filter(candidate__in=Candidate.objects.visible_to(actor))


class Sheet(models.Model):
    """A fiche descriptive; ``answers`` holds the text under each heading of the official form."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="sheets")
    exam = models.CharField("épreuve", max_length=10)
    kind = models.CharField("nature", max_length=40)
    title = models.CharField("titre", max_length=200)
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    tasks = models.ManyToManyField(Task, related_name="+", blank=True)
    notes = models.ManyToManyField(
        LogEntry, related_name="+", blank=True, verbose_name="notes du journal"
    )
    answers = models.JSONField("rubriques", default=dict)
    version = models.PositiveIntegerField("version", default=1)
    state = models.CharField(
        "état", max_length=10, choices=SHEET_STATE_LABELS.items(), default=SheetState.DRAFT
    )
    remark = models.CharField("remarque de l’enseignant", max_length=1000, blank=True)
    updated_at = models.DateTimeField("modifiée le", default=clock.now)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The paper of a validated sheet, printed once: what goes into the folder.
    printed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(SheetState)), name="sheet_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.VALIDATED)
                | Q(validated_at__isnull=False, validated_by__isnull=False),
                name="sheet_validated_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(printed=None) | Q(state=SheetState.VALIDATED),
                name="sheet_printed_is_validated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exams:sheet", kwargs={"sheet": self.pk})


class SheetVersion(models.Model):
    """A sheet as it was handed to the teacher; never changed."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("version")
    title = models.CharField("titre", max_length=200)
    answers = models.JSONField("rubriques")
    made_at = models.DateTimeField("soumise le", default=clock.now)

    class Meta:
        verbose_name = "version de fiche"
        verbose_name_plural = "versions de fiche"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, version {self.number}"


class Notice(models.Model):
    """That those concerned were told, on one day, that the file is not in order."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="notices")
    told_on = models.DateField("dit le")
    recipients = models.PositiveSmallIntegerField("destinataires")

    class Meta:
        verbose_name = "alerte de dossier"
        verbose_name_plural = "alertes de dossier"
        constraints = [
            models.UniqueConstraint(fields=["candidate", "told_on"], name="notice_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.told_on}"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Any) -> "ExportQuerySet":
        return self.filter(candidate__in=Candidate.objects.visible_to(actor))


class Export(models.Model):
    """The folder of a candidate as it was handed to the exam service: frozen and dated."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="exports")
    made_at = models.DateTimeField("figé le", default=clock.now)
    archive = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    #: [{"path": …, "sha256": …}], what the folder held.
    manifest = models.JSONField("contenu")

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier figé"
        verbose_name_plural = "dossiers figés"

    def __str__(self) -> str:
        return f"{self.candidate}, {self.made_at:%d/%m/%Y}"
