"""The exceptional days of a placement: other hours, or the host closed."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.core import clock
from tripartite.core.fr import day_in_words
from tripartite.law.timetable import Interval
from tripartite.logbook.domain.days import DAY_STATE_LABELS, LIVE_DAYS, WAITING, DayState
from tripartite.placements.models import Placement


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    def visible_to(self, actor: Any) -> "SpecialDayQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(actor))

    def live(self) -> "SpecialDayQuerySet":
        return self.filter(state__in=list(LIVE_DAYS))


class SpecialDay(models.Model):
    """A day that does not follow the timetable; without ``hours``, nobody is expected."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="exceptions")
    day = models.DateField("jour")
    hours = models.JSONField("horaires", default=list)
    label = models.CharField("objet", max_length=120)
    state = models.CharField(
        "état", max_length=10, choices=DAY_STATE_LABELS.items(), default=DayState.PROPOSED
    )
    proposed_by = models.CharField("proposé par", max_length=170)
    proposed_at = models.DateTimeField("proposé le", default=clock.now)
    agreed_at = models.DateTimeField("convenu le", null=True, blank=True)
    reason = models.CharField("motif", max_length=300, blank=True)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = "jour exceptionnel"
        verbose_name_plural = "jours exceptionnels"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "day"],
                condition=Q(state__in=sorted(LIVE_DAYS)),
                name="special_day_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(DayState)), name="special_day_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=DayState.AGREED) | Q(agreed_at__isnull=False),
                name="special_day_agreed_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DayState.REFUSED, DayState.WITHDRAWN]) | ~Q(reason=""),
                name="special_day_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{day_in_words(self.day)} : {self.label}"

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return tuple(Interval.from_clock(*pair) for pair in self.hours)

    @property
    def minutes(self) -> int:
        return sum(span.minutes for span in self.intervals)

    @property
    def in_words(self) -> str:
        """« 10 h – 18 h », or that nobody is expected."""
        return ", ".join(span.in_words() for span in self.intervals) or "pas de présence"

    @property
    def waits(self) -> bool:
        return self.state in WAITING
