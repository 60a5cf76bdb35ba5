"""When teachers are free and hosts are open, and the tours made of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.documents.models import Batch
from tripartite.followup.models import Exchange
from tripartite.hosts.domain import LOCATED_BY_LABELS, LocatedBy
from tripartite.hosts.models import Contact, Site
from tripartite.placements.models import Placement
from tripartite.school.models import Period
from tripartite.tours.domain.labels import (
    FREE_KIND_LABELS,
    START_LABELS,
    USUAL_MINUTES,
    WEEKDAY_LABELS,
    FreeKind,
    Start,
)
from tripartite.tours.domain.times import clock_words
from tripartite.tours.domain.travel import Point


class OfTeacherQuerySet(models.QuerySet[Any]):
    """Rows of a teacher: one's own; the office keeps those of its school."""

    def visible_to(self, actor: Any) -> "OfTeacherQuerySet":
        if not isinstance(actor, User):
            return self.none()
        return self.filter(Q(teacher=actor) | Q(school__in=School.objects.run_by(actor)))


class TeacherStart(models.Model):
    """From where a teacher leaves, and how long he or she stays."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(
        "départ", max_length=10, choices=START_LABELS.items(), default=Start.SCHOOL
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    city = models.CharField("ville", max_length=80, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    located_by = models.CharField(
        "localisation", max_length=10, choices=LOCATED_BY_LABELS.items(), blank=True
    )
    minutes = models.PositiveSmallIntegerField("durée d’une visite", default=USUAL_MINUTES)
    #: Placements that this teacher follows at most; the school's own rule otherwise.
    most = models.PositiveSmallIntegerField("stages suivis au plus", null=True, blank=True)

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "départ des visites"
        verbose_name_plural = "départs des visites"
        constraints = [
            models.UniqueConstraint(fields=["school", "teacher"], name="tour_start_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, located_by="")
                | (
                    Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                    & Q(located_by__in=list(LocatedBy))
                ),
                name="tour_start_located_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"départ de {self.teacher}"

    @property
    def point(self) -> Point | None:
        """Home, once it is on the map; None for the school."""
        if self.kind == Start.SCHOOL or self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class FreeTime(models.Model):
    """A half-day free every week, or on a date; or a date that is not free after all."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("quand", max_length=10, choices=FREE_KIND_LABELS.items())
    weekday = models.PositiveSmallIntegerField(
        "jour", choices=WEEKDAY_LABELS.items(), null=True, blank=True
    )
    day = models.DateField("date", null=True, blank=True)
    #: Minutes of the day.
    opens = models.PositiveSmallIntegerField("de")
    closes = models.PositiveSmallIntegerField("à")

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "demi-journée libre"
        verbose_name_plural = "demi-journées libres"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FreeKind.WEEKLY, weekday__range=(0, 6), day=None)
                | (Q(kind__in=[FreeKind.DATED, FreeKind.BUSY], weekday=None) & ~Q(day=None)),
                name="free_time_weekly_or_dated",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens"), closes__lte=24 * 60),
                name="free_time_ends_after_start",
                violation_error_message="La demi-journée finit avant de commencer.",
            ),
        ]

    def __str__(self) -> str:
        hours = f"de {clock_words(self.opens)} à {clock_words(self.closes)}"
        if self.kind == FreeKind.WEEKLY:
            return f"le {self.get_weekday_display()} {hours}"
        return f"le {self.day:%d/%m/%Y} {hours}"


class OfSchoolQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Any) -> "OfSchoolQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))


class SharingRule(models.Model):
    """What a school wants of the share of référents, beside the law; kept from one to the next."""

    school = models.OneToOneField(School, models.CASCADE, related_name="+")
    most = models.PositiveSmallIntegerField("stages par enseignant, au plus", null=True, blank=True)
    #: There and back; beyond it a placement is proposed to nobody.
    farthest = models.PositiveSmallIntegerField("kilomètres au plus", null=True, blank=True)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "règle de répartition"
        verbose_name_plural = "règles de répartition"

    def __str__(self) -> str:
        return f"règle de {self.school}"


class OfHostQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Any) -> "OfHostQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))


class SiteHours(models.Model):
    """When a place can be visited; the student's own timetable otherwise."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    site = models.OneToOneField(Site, models.CASCADE, related_name="visiting_hours")
    week = models.JSONField("horaires", default=list)

    objects = OfHostQuerySet.as_manager()

    class Meta:
        verbose_name = "heures de visite d’un lieu"
        verbose_name_plural = "heures de visite des lieux"

    def __str__(self) -> str:
        return f"heures de {self.site}"


class TutorHours(models.Model):
    """When a tutor can be met; at any hour otherwise."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="visiting_hours")
    week = models.JSONField("disponibilités", default=list)

    objects = OfHostQuerySet.as_manager()

    class Meta:
        verbose_name = "disponibilités d’un tuteur"
        verbose_name_plural = "disponibilités des tuteurs"

    def __str__(self) -> str:
        return f"disponibilités de {self.contact}"


class TourQuerySet(models.QuerySet["Tour"]):
    def visible_to(self, actor: Any) -> "TourQuerySet":
        """The office those of its school; a teacher those in which he or she visits."""
        if not isinstance(actor, User):
            return self.none()
        mine = TourVisit.objects.filter(teacher=actor).values("tour")
        return self.filter(
            Q(school__in=School.objects.run_by(actor)) | Q(teacher=actor) | Q(pk__in=mine)
        )


class Tour(models.Model):
    """The visits of one teacher, or of all, between two dates; a proposal until applied."""

    school = models.ForeignKey(School, models.PROTECT, related_name="tours")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="tours")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tours"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    moves_planned = models.BooleanField("déplace les échanges déjà prévus", default=False)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.CharField("trajets", max_length=100, blank=True)
    created_at = models.DateTimeField("demandée le", default=clock.now)
    applied_at = models.DateTimeField("appliquée le", null=True, blank=True)

    objects = TourQuerySet.as_manager()

    class Meta:
        verbose_name = "tournée"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="tour_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"visites de {self.whose}"

    def get_absolute_url(self) -> str:
        return reverse("tours:tour", kwargs={"tour": self.pk})

    @property
    def whose(self) -> str:
        """The teacher, or the class and its period."""
        if self.teacher is not None or self.period is None:
            return str(self.teacher)
        return f"{self.period.cohort.name}, {self.period}"


class OfTourQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Any) -> "OfTourQuerySet":
        """The office all; a teacher his or her own."""
        if not isinstance(actor, User):
            return self.none()
        runs = Q(tour__school__in=School.objects.run_by(actor))
        return self.filter(runs | Q(teacher=actor))


class TourJourney(models.Model):
    """One half-day of one teacher; minutes of the day."""

    tour = models.ForeignKey(Tour, models.CASCADE, related_name="journeys")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField("jour")
    leaves = models.PositiveSmallIntegerField("départ")
    back = models.PositiveSmallIntegerField("retour")
    metres = models.PositiveIntegerField("mètres")
    latitude = models.FloatField("latitude du départ")
    longitude = models.FloatField("longitude du départ")
    start = models.CharField("départ et retour", max_length=100)

    objects = OfTourQuerySet.as_manager()

    class Meta:
        verbose_name = "demi-journée de visites"
        verbose_name_plural = "demi-journées de visites"

    def __str__(self) -> str:
        return f"{self.teacher}, {self.day:%d/%m/%Y}"

    @property
    def km(self) -> int:
        return round(self.metres / 1000)


class TourVisit(models.Model):
    """One placement to visit: when, or why not."""

    tour = models.ForeignKey(Tour, models.CASCADE, related_name="visits")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    journey = models.ForeignKey(
        TourJourney, models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    day = models.DateField("jour", null=True, blank=True)
    starts = models.PositiveSmallIntegerField("heure", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée", default=USUAL_MINUTES)
    locked = models.BooleanField("fixée", default=False)
    #: The exchange was planned before, and the tour was asked not to move those.
    held = models.BooleanField("déjà prévue", default=False)
    deadline = models.DateField("à voir avant le", null=True, blank=True)
    #: Why it has no place, or what hindered it when the tour was applied.
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    exchange = models.ForeignKey(Exchange, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OfTourQuerySet.as_manager()

    class Meta:
        verbose_name = "visite"
        constraints = [
            models.UniqueConstraint(fields=["tour", "placement"], name="tour_visit_once"),
            models.CheckConstraint(
                condition=Q(day=None, starts=None) | (~Q(day=None) & ~Q(starts=None)),
                name="tour_visit_timed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"visite à {self.placement}"

    @property
    def moment(self) -> tuple[date, int] | None:
        if self.day is None or self.starts is None:
            return None
        return self.day, self.starts

    @property
    def stays(self) -> bool:
        """Whether a computation leaves it at its hour."""
        return self.locked or self.held

    @property
    def clock(self) -> str:
        return clock_words(self.starts) if self.starts is not None else ""
