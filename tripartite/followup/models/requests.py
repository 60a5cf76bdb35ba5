"""Requests to the team, what is written in them, and who is away when."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tripartite.accounts.models import Membership, PersonalLink, School, User
from tripartite.core import clock
from tripartite.followup.domain.requests import (
    ASKERS,
    REQUEST_KIND_LABELS,
    REQUEST_STATE_LABELS,
    Part,
    RequestKind,
    RequestState,
    may_read,
)
from tripartite.placements.domain import PARTY_LABELS, Party
from tripartite.placements.models import SCHOOL_WIDE, Placement, PlacementLink
from tripartite.school.models import Teaching

#: One author: an account or a personal link.
ONE_AUTHOR = Q(user__isnull=True, link__isnull=False) | Q(user__isnull=False, link__isnull=True)


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def visible_to(self, actor: Any) -> "HelpRequestQuerySet":
        """Twin of ``is_read_by``: the team reads all, a party its own and what is shared."""
        if isinstance(actor, PersonalLink):
            host = [r for r, party in ASKERS.items() if party is Party.HOST]
            links = PlacementLink.objects.filter(link=actor, relation__in=host)
            return self.filter(
                Q(party=Party.HOST) | Q(shared=True), placement__in=links.values("placement")
            )
        wide = Membership.objects.filter(user=actor, role__in=list(SCHOOL_WIDE)).values("school")
        taught = Teaching.objects.filter(teacher=actor).values("cohort")
        return self.filter(
            Q(placement__school__in=wide)
            | Q(placement__referent=actor)
            | Q(placement__enrolment__student__user=actor, party=Party.STUDENT)
            | Q(placement__enrolment__student__user=actor, shared=True)
            | Q(placement__enrolment__cohort__in=taught, shared=True)
        )

    def open(self) -> "HelpRequestQuerySet":
        return self.filter(state=RequestState.OPEN)


class HelpRequest(models.Model):
    """A difficulty, help to frame the missions, or any question; answered by the team."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="requests")
    kind = models.CharField("nature", max_length=12, choices=REQUEST_KIND_LABELS.items())
    party = models.CharField("demandée par", max_length=10, choices=PARTY_LABELS.items())
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    asker_name = models.CharField("nom", max_length=170)
    asked_at = models.DateTimeField("demandée le", default=clock.now)
    due_on = models.DateField("réponse attendue le")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="confiée à",
    )  # fmt: skip
    state = models.CharField(
        "état", max_length=10, choices=REQUEST_STATE_LABELS.items(), default=RequestState.OPEN
    )
    shared = models.BooleanField("lue par les trois partenaires", default=False)
    escalated_at = models.DateTimeField("signalée au bureau le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        constraints = [
            models.CheckConstraint(condition=ONE_AUTHOR, name="request_one_asker"),
            models.CheckConstraint(
                condition=Q(state__in=list(RequestState)), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CLOSED) | Q(closed_at__isnull=False),
                name="request_closed_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="request_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.asker_name}"

    def get_absolute_url(self) -> str:
        return reverse("followup:request", kwargs={"helprequest": self.pk})

    def parts_of(self, actor: Any) -> frozenset[str]:
        """What the actor is to the placement, and whether it is he or she who asked."""
        found: frozenset[str] = self.placement.relations_of(actor)
        return found | {Part.ASKER} if self.is_asked_by(actor) else found

    def is_asked_by(self, actor: Any) -> bool:
        if isinstance(actor, PersonalLink):
            return self.link_id == actor.pk
        return isinstance(actor, User) and self.user_id == actor.pk

    def is_read_by(self, actor: Any) -> bool:
        """Twin of ``visible_to``, from what the actor is to the placement."""
        relations = self.placement.relations_of(actor)
        return may_read(relations, party=Party(self.party), shared=self.shared)

    @property
    def about_student(self) -> bool:
        """A tutor's difficulty: the one that the student must not come upon."""
        return self.kind == RequestKind.DIFFICULTY and self.party == Party.HOST

    def late(self, today: date) -> bool:
        return self.state == RequestState.OPEN and self.due_on < today


class RequestMessage(models.Model):
    """What somebody wrote in a request; the first one is the request itself."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="messages")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField("auteur", max_length=170)
    party = models.CharField("de la part de", max_length=10, choices=PARTY_LABELS.items())
    at = models.DateTimeField("écrit le", default=clock.now)
    text = models.TextField("message")

    class Meta:
        verbose_name = "message d’une demande"
        verbose_name_plural = "messages d’une demande"
        constraints = [
            models.CheckConstraint(condition=ONE_AUTHOR, name="request_message_one_author")
        ]

    def __str__(self) -> str:
        return f"{self.author_name}, {self.at:%d/%m/%Y}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, actor: Any) -> "AbsenceQuerySet":
        """One's own; the office sees and keeps those of its school."""
        if not isinstance(actor, User):
            return self.none()
        return self.filter(Q(teacher=actor) | Q(school__in=School.objects.run_by(actor)))

    def covering(self, day: date) -> "AbsenceQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Absence(models.Model):
    """Days when a teacher is not there to answer; without a teacher, the school is closed."""

    school = models.ForeignKey(School, models.PROTECT, related_name="absences")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="absences"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_start",
                violation_error_message="L’absence finit avant de commencer.",
            ),
            models.UniqueConstraint(
                fields=["teacher", "school", "starts_on", "ends_on"], name="absence_once"
            ),
            models.UniqueConstraint(
                fields=["school", "starts_on", "ends_on"],
                condition=Q(teacher=None),
                name="closure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"absence du {self.starts_on:%d/%m/%Y} au {self.ends_on:%d/%m/%Y}"
