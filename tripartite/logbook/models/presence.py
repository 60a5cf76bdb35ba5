"""The ledger of presence: the only source of hours."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tripartite.core import clock
from tripartite.documents.models import StoredFile
from tripartite.logbook.domain.presence import (
    COUNTED,
    DAY_KIND_LABELS,
    NOTICE_LABELS,
    WEEK_STATE_LABELS,
    DayKind,
    NoticeKind,
    WeekState,
)
from tripartite.placements.models import Placement


class PresenceWeekQuerySet(models.QuerySet["PresenceWeek"]):
    def visible_to(self, actor: Any) -> "PresenceWeekQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class PresenceWeek(models.Model):
    """A civil week of a placement, declared by the student, confirmed by the tutor."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="weeks")
    monday = models.DateField("semaine du")
    state = models.CharField(
        "état", max_length=10, choices=WEEK_STATE_LABELS.items(), default=WeekState.OPEN
    )
    declared_at = models.DateTimeField("déclarée le", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    confirmed_by = models.CharField("confirmée par", max_length=170, blank=True)
    reason = models.CharField("motif de réouverture", max_length=500, blank=True)
    sheet = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the scan of what the tutor signed by hand
    recorded_by = models.CharField("feuille enregistrée par", max_length=170, blank=True)

    objects = PresenceWeekQuerySet.as_manager()

    class Meta:
        verbose_name = "semaine de présence"
        verbose_name_plural = "semaines de présence"
        constraints = [
            models.UniqueConstraint(fields=["placement", "monday"], name="week_once"),
            models.CheckConstraint(condition=Q(state__in=list(WeekState)), name="week_state_known"),
            models.CheckConstraint(
                condition=~Q(state=WeekState.CONFIRMED)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="week_confirmed_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True) | ~Q(recorded_by=""), name="week_sheet_has_recorder"
            ),
        ]

    def __str__(self) -> str:
        return f"semaine du {self.monday:%d/%m/%Y}"


class PresenceDayQuerySet(models.QuerySet["PresenceDay"]):
    def visible_to(self, actor: Any) -> "PresenceDayQuerySet":
        return self.filter(week__in=PresenceWeek.objects.visible_to(actor))

    def counted(self) -> "PresenceDayQuerySet":
        """Days whose minutes are effective presence."""
        return self.filter(kind__in=list(COUNTED))


class PresenceDay(models.Model):
    """What really happened on one day; at most one row of each kind a day."""

    week = models.ForeignKey(PresenceWeek, models.PROTECT, related_name="days")
    day = models.DateField("jour")
    kind = models.CharField("nature", max_length=12, choices=DAY_KIND_LABELS.items())
    minutes = models.PositiveSmallIntegerField("minutes")
    makes_up = models.DateField("absence rattrapée", null=True, blank=True)

    objects = PresenceDayQuerySet.as_manager()

    class Meta:
        verbose_name = "jour de présence"
        verbose_name_plural = "jours de présence"
        constraints = [
            models.UniqueConstraint(fields=["week", "day", "kind"], name="day_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=list(DayKind)), name="day_kind_known"),
            models.CheckConstraint(
                condition=Q(minutes__lte=24 * 60),
                name="day_has_24_hours",
                violation_error_message="Un jour n’a que vingt-quatre heures.",
            ),
            models.CheckConstraint(
                condition=Q(makes_up__isnull=True) | Q(kind=DayKind.MADE_UP),
                name="day_only_made_up_hours_make_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} : {self.get_kind_display()}"


class WeekCorrectionQuerySet(models.QuerySet["WeekCorrection"]):
    def visible_to(self, actor: Any) -> "WeekCorrectionQuerySet":
        return self.filter(week__in=PresenceWeek.objects.visible_to(actor))

    def of_now(self) -> "WeekCorrectionQuerySet":
        """Of what the student says now: a week told anew leaves its former corrections behind."""
        return self.filter(at__gte=F("week__declared_at"))


class WeekCorrection(models.Model):
    """What the tutor changed before confirming: the days before and after, and why."""

    week = models.ForeignKey(PresenceWeek, models.PROTECT, related_name="corrections")
    at = models.DateTimeField("le", default=clock.now)
    by = models.CharField("par", max_length=170)
    reason = models.CharField("motif", max_length=500)
    before = models.JSONField("avant")
    after = models.JSONField("après")
    contested_at = models.DateTimeField("contestée le", null=True, blank=True)
    contest = models.CharField("mot de l’étudiant", max_length=500, blank=True)
    settled_at = models.DateTimeField("tranchée le", null=True, blank=True)
    settled_by = models.CharField("tranchée par", max_length=170, blank=True)
    stands = models.BooleanField("la correction tient", null=True, blank=True)
    settlement = models.CharField("décision", max_length=500, blank=True)

    objects = WeekCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "correction d’une semaine"
        verbose_name_plural = "corrections de semaines"
        constraints = [
            models.CheckConstraint(
                condition=Q(contested_at__isnull=True, contest="")
                | (Q(contested_at__isnull=False) & ~Q(contest="")),
                name="correction_contested_in_words",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", stands=None, settlement="")
                | (
                    Q(contested_at__isnull=False, settled_at__isnull=False, stands__isnull=False)
                    & ~Q(settled_by="")
                    & ~Q(settlement="")
                ),
                name="correction_settled_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"correction du {self.at:%d/%m/%Y}"

    @property
    def is_contested(self) -> bool:
        """Whether a decision of the team is awaited."""
        return self.contested_at is not None and self.settled_at is None


class PresenceNoticeQuerySet(models.QuerySet["PresenceNotice"]):
    def visible_to(self, actor: Any) -> "PresenceNoticeQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class PresenceNotice(models.Model):
    """A message that the watch has sent: the same thing is never told twice."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="presence_notices")
    kind = models.CharField("nature", max_length=10, choices=NOTICE_LABELS.items())
    day = models.DateField("jour")
    sent_at = models.DateTimeField("envoyé le", default=clock.now)

    objects = PresenceNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "avis de présence"
        verbose_name_plural = "avis de présence"
        constraints = [
            models.UniqueConstraint(fields=["placement", "kind", "day"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=list(NoticeKind)), name="notice_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%d/%m/%Y}"
