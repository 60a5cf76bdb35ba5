"""The placement: a student at a site for a period, and everybody who is something to it."""

import json
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, PersonalLink, School, User
from tripartite.core import clock
from tripartite.hosts.models import Contact, Site
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.domain import RELATION_LABELS, STATE_LABELS, Relation, State
from tripartite.school.models import Cohort, Enrolment, Period, Teaching

#: Roles in the school that are relations to each of its placements.
SCHOOL_WIDE = {Role.OFFICE: Relation.OFFICE, Role.HEAD: Relation.HEAD}


@lru_cache(maxsize=1024)
def _week(stored: str) -> WeeklyTimetable:
    """A class shares a few weeks among many placements: each is read once."""
    return WeeklyTimetable.from_json(json.loads(stored))


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, actor: Any) -> "PlacementQuerySet":
        """The placements to which the actor is something; see ``Placement.relations_of``."""
        if isinstance(actor, PersonalLink):
            mine = PlacementLink.objects.current().filter(link=actor)
            inspected = Cohort.objects.visible_to(actor)
            return self.filter(
                Q(pk__in=mine.values("placement")) | Q(enrolment__cohort__in=inspected)
            )
        wide = Membership.objects.filter(user=actor, role__in=list(SCHOOL_WIDE)).values("school")
        taught = Teaching.objects.filter(teacher=actor).values("cohort")
        return self.filter(
            Q(school__in=wide)
            | Q(referent=actor)
            | Q(enrolment__student__user=actor)
            | Q(enrolment__cohort__in=taught)
        )

    def with_people(self) -> "PlacementQuerySet":
        """Everything a page names, in one query."""
        return self.select_related(
            "school",
            "period__cohort__programme",
            "enrolment__student__user",
            "site__host",
            "tutor",
            "signatory",
            "referent",
        )

    def running_on(self, day: date) -> "PlacementQuerySet":
        """Those that last on this day, were it only planned; one that stopped before does not."""
        stopped = Q(interrupted_on__isnull=False, interrupted_on__lte=day)
        return self.live().filter(starts_on__lte=day, ends_on__gte=day).exclude(stopped)

    def live(self) -> "PlacementQuerySet":
        return self.exclude(state=State.CANCELLED)


class Placement(models.Model):
    """The spine. What time moves (to come, running, ended, late) is computed, never stored."""

    school = models.ForeignKey(School, models.PROTECT, related_name="placements")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="placements")
    period = models.ForeignKey(Period, models.PROTECT, related_name="placements")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="placements")
    tutor = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    signatory = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="referred"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    dates_reason = models.CharField("motif des dates", max_length=300, blank=True)
    timetable = models.JSONField("horaires", default=list)
    holidays_worked = models.BooleanField("jours fériés travaillés", default=False)
    #: Several timetables one after the other, after an amendment; empty with one only.
    stretches = models.JSONField("horaires successifs", default=list, blank=True)
    interrupted_on = models.DateField("interrompu à compter du", null=True, blank=True)
    #: The terms of the sealed agreement, as they were: see ``actions.terms``.
    agreed = models.JSONField("termes de la convention", null=True, blank=True)
    #: The exceptional days that tutor and référent agreed: [{"day", "hours", "label"}].
    special_days = models.JSONField("jours exceptionnels", default=list, blank=True)
    gratification_rate = models.DecimalField(
        "gratification horaire", max_digits=6, decimal_places=2, default=0
    )
    state = models.CharField(
        "état", max_length=15, choices=STATE_LABELS.items(), default=State.DRAFT
    )
    reason = models.CharField("motif", max_length=500, blank=True)
    created_at = models.DateTimeField("créé le", default=clock.now)
    declared_at = models.DateTimeField("accueil déclaré le", null=True, blank=True)
    submitted_at = models.DateTimeField("soumis le", null=True, blank=True)
    approved_at = models.DateTimeField("validé le", null=True, blank=True)
    closed_at = models.DateTimeField("terminé le", null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "stage"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "period"],
                condition=~Q(state=State.CANCELLED),
                name="placement_once_a_period",
                violation_error_message="Cet étudiant a déjà un stage pour cette période.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="placement_ends_after_start",
                violation_error_message="Le stage doit finir après avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="placement_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(submitted_at__isnull=False),
                name="placement_submitted_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(approved_at__isnull=False),
                name="placement_approved_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.INTERRUPTED) | Q(interrupted_on__isnull=False),
                name="placement_interrupted_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} – {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("dashboards:placement", kwargs={"placement": self.pk})

    @property
    def student(self) -> User:
        """The student's account; costs a query unless ``with_people`` joined it."""
        return self.enrolment.student.user

    @property
    def file(self) -> str:
        """The key of this placement's story in the journal."""
        return f"placement:{self.pk}"

    @property
    def last_day(self) -> date:
        """The last day of the placement: the one before it stops, else the end."""
        if self.interrupted_on is None:
            return self.ends_on
        return min(self.ends_on, self.interrupted_on - timedelta(days=1))

    @property
    def weekly(self) -> WeeklyTimetable:
        """The weekly timetable as the law reads it; the latest one when there are several."""
        return _week(json.dumps(self.timetable or [[] for _ in range(7)]))

    def _inspected_by(self, link: PersonalLink) -> frozenset[Relation]:
        inspected = Cohort.objects.visible_to(link).filter(pk=self.enrolment.cohort_id)
        return frozenset({Relation.INSPECTOR} if inspected.exists() else ())

    def relations_of(self, actor: Any) -> frozenset[Relation]:
        """What the actor is to this placement; costs up to two queries.

        Twin of ``visible_to``: a test proves that visible ⇔ at least one relation.
        """
        if isinstance(actor, PersonalLink):
            rows = PlacementLink.objects.current().filter(link=actor, placement=self)
            held = frozenset(Relation(r) for r in rows.values_list("relation", flat=True))
            return held or self._inspected_by(actor)
        if not isinstance(actor, User):
            return frozenset()
        roles = Membership.objects.filter(user=actor, school=self.school_id).values_list(
            "role", flat=True
        )
        found = {SCHOOL_WIDE[Role(r)] for r in roles if Role(r) in SCHOOL_WIDE}
        if self.referent_id == actor.pk:
            found.add(Relation.REFERENT)
        if self.enrolment.student.user_id == actor.pk:
            found.add(Relation.STUDENT)
        if Teaching.objects.filter(teacher=actor, cohort=self.enrolment.cohort_id).exists():
            found.add(Relation.TEACHER)
        return frozenset(found)


class PlacementLinkQuerySet(models.QuerySet["PlacementLink"]):
    def visible_to(self, actor: Any) -> "PlacementLinkQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))

    def current(self) -> "PlacementLinkQuerySet":
        """Whoever was replaced is nobody to the placement from that day on."""
        return self.filter(Q(until=None) | Q(until__gt=clock.today()))

    def usable(self) -> "PlacementLinkQuerySet":
        return self.filter(link__revoked_at=None)


class PlacementLink(models.Model):
    """What the holder of a personal link is to a placement."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="links")
    link = models.ForeignKey(PersonalLink, models.PROTECT, related_name="placement_links")
    relation = models.CharField("qualité", max_length=12, choices=RELATION_LABELS.items())
    until = models.DateField("remplacé le", null=True, blank=True)

    objects = PlacementLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "accès par lien"
        verbose_name_plural = "accès par lien"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "link", "relation"], name="placement_link_once"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=list(Relation)), name="placement_link_relation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link.name} ({self.get_relation_display()})"
