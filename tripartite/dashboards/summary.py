"""Figures of the periods, counted by the database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment, Period

#: A period leaves the home page so long after its end.
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """How far a class is with one period."""

    period: Period
    students: int
    hosted: int
    to_decide: int
    sealed: int
    certified: int

    @property
    def without_host(self) -> int:
        return self.students - self.hosted


def period_summaries(actor: Any, today: date) -> list[PeriodSummary]:
    """The periods at hand of the classes this person sees; five queries."""
    periods = list(
        Period.objects.filter(
            cohort__in=Cohort.objects.visible_to(actor), ends_on__gte=today - KEPT
        )
        .select_related("cohort__programme")
        .order_by("starts_on", "pk")
    )
    pks = [p.pk for p in periods]
    students = _counts(Enrolment.objects.filter(cohort__periods__in=pks, left_on=None), "cohort")
    placements = Placement.objects.filter(period__in=pks).live()
    hosted = _counts(placements.exclude(declared_at=None), "period")
    submitted = _counts(placements.filter(state=State.SUBMITTED), "period")
    papers = (
        Paper.objects.filter(placement__period__in=pks, state=PaperState.SEALED)
        .values("placement__period")
        .order_by()
        .annotate(
            agreements=Count("pk", filter=Q(kind=Kind.AGREEMENT)),
            certificates=Count("pk", filter=Q(kind=Kind.CERTIFICATE)),
        )
    )
    sealed = {row["placement__period"]: (row["agreements"], row["certificates"]) for row in papers}
    return [
        PeriodSummary(
            period=p,
            students=students.get(p.cohort_id, 0),
            hosted=hosted.get(p.pk, 0),
            to_decide=submitted.get(p.pk, 0),
            sealed=sealed.get(p.pk, (0, 0))[0],
            certified=sealed.get(p.pk, (0, 0))[1],
        )
        for p in periods
    ]


def _counts(rows: Any, by: str) -> dict[int, int]:
    """How many distinct rows there are by this column."""
    counted = rows.values(by).order_by().annotate(n=Count("pk", distinct=True))
    return {row[by]: row["n"] for row in counted}
