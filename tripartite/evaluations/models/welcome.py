"""What students say of the welcome, and what the host answers."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock
from tripartite.evaluations.domain.welcome import DEGREES, Question, Said
from tripartite.hosts.models import Host
from tripartite.placements.models import Placement


class WelcomeReviewQuerySet(models.QuerySet["WelcomeReview"]):
    def visible_to(self, actor: Any) -> "WelcomeReviewQuerySet":
        """One's own; the team reads ``memory`` of the host, never a review with its author."""
        if not isinstance(actor, User):
            return self.none()
        return self.filter(placement__enrolment__student__user=actor)

    def in_force(self, today: date) -> "WelcomeReviewQuerySet":
        return self.filter(expires_on__gt=today)

    def about(self, host: Host) -> "WelcomeReviewQuerySet":
        """Of this host, and of the duplicates that were merged into it."""
        return self.filter(Q(host=host) | Q(host__merged_into=host))


def _degree(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, choices=DEGREES.items())


class WelcomeReview(models.Model):
    """One student's view of the welcome (L124-4); never part of the evaluation."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="welcome_review")
    host = models.ForeignKey(Host, models.PROTECT, related_name="welcome_reviews")
    arrival = _degree("accueil des premiers jours")
    missions = _degree("missions")
    tutoring = _degree("accompagnement")
    team = _degree("place dans l’équipe")
    recommends = models.BooleanField("à conseiller")
    good = models.TextField("ce qui était bien", max_length=1500, blank=True)
    better = models.TextField("ce qui pourrait être mieux", max_length=1500, blank=True)
    given_at = models.DateTimeField("donnée le", default=clock.now)
    expires_on = models.DateField("oubliée le", db_index=True)

    objects = WelcomeReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "appréciation de l’accueil"
        verbose_name_plural = "appréciations de l’accueil"
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{question.value}__in": list(DEGREES)}),
                name=f"welcome_{question.value}_degree",
            )
            for question in Question
        ]

    def __str__(self) -> str:
        return f"appréciation de l’accueil par {self.host}"

    @property
    def said(self) -> Said:
        degrees = {question: int(getattr(self, question.value)) for question in Question}
        return Said(degrees, self.recommends)


class HostAnswerQuerySet(models.QuerySet["HostAnswer"]):
    def visible_to(self, actor: Any) -> "HostAnswerQuerySet":
        """The person of the host who is asked, by link."""
        if isinstance(actor, PersonalLink):
            return self.filter(link=actor)
        return self.none()


class HostAnswer(models.Model):
    """What a host answers, once asked by the office, to what students say of it in general."""

    host = models.ForeignKey(Host, models.PROTECT, related_name="welcome_answers")
    link = models.ForeignKey(PersonalLink, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandée le", default=clock.now)
    text = models.TextField("réponse", max_length=3000, blank=True)
    answered_at = models.DateTimeField("donnée le", null=True, blank=True)

    objects = HostAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse d’un accueil"
        verbose_name_plural = "réponses des accueils"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, text="") | Q(answered_at__isnull=False) & ~Q(text=""),
                name="host_answer_is_dated",
            )
        ]

    def __str__(self) -> str:
        return f"réponse de {self.host}"
