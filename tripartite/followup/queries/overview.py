"""Who visits whom and when, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership
from tripartite.followup.domain.exchanges import FOLLOWED, ExchangeState
from tripartite.followup.domain.watching import is_late
from tripartite.followup.models import Exchange
from tripartite.placements.models import Placement
from tripartite.school.models import Period

#: Without a period chosen: what runs, ended less than a month ago, or begins within two.
AROUND = (timedelta(days=31), timedelta(days=62))


@dataclass(slots=True)
class ReferentRow:
    """One référent and the state of his or her exchanges."""

    pk: int | None
    name: str
    placements: int = 0
    planned: int = 0
    held: int = 0
    late: int = 0


def _schools(actor: Any) -> QuerySet[Membership, Any]:
    """The schools that the actor runs or heads."""
    return Membership.objects.filter(user=actor, role__in=[Role.OFFICE, Role.HEAD]).values("school")


def _placements(actor: Any, today: date, period: int | None) -> QuerySet[Placement]:
    rows = Placement.objects.filter(school__in=_schools(actor), state__in=list(FOLLOWED))
    if period is not None:
        return rows.filter(period=period)
    return rows.filter(ends_on__gte=today - AROUND[0], starts_on__lte=today + AROUND[1])


def by_referent(actor: Any, today: date, period: int | None) -> list[ReferentRow]:
    """Each référent, those who are late first; one query."""
    exchanges = Exchange.objects.filter(placement=OuterRef("pk"))
    rows = (
        _placements(actor, today, period)
        .annotate(
            is_planned=Exists(exchanges.filter(state=ExchangeState.PLANNED)),
            is_held=Exists(exchanges.filter(state=ExchangeState.HELD)),
        )
        .values_list(
            "referent", "referent__first_name", "referent__last_name",
            "starts_on", "ends_on", "is_planned", "is_held",
        )
    )  # fmt: skip
    found: dict[int | None, ReferentRow] = {}
    for pk, first, last, starts, ends, planned, held in rows:
        name = f"{first} {last}" if pk else "Sans référent"
        row = found.setdefault(pk, ReferentRow(pk, name))
        row.placements += 1
        row.held += held
        row.planned += planned and not held
        row.late += is_late(today, starts_on=starts, ends_on=ends, planned=planned, held=held)
    return sorted(found.values(), key=lambda r: (-r.late, r.name))


def week_of(actor: Any, monday: date, period: int | None) -> QuerySet[Exchange]:
    """The exchanges of the seven days, in order."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start = datetime.combine(monday, time(), zone)
    end = datetime.combine(monday + timedelta(days=7), time(), zone)
    rows = Exchange.objects.filter(
        placement__school__in=_schools(actor), planned_for__gte=start, planned_for__lt=end
    ).exclude(state=ExchangeState.CANCELLED)
    if period is not None:
        rows = rows.filter(placement__period=period)
    return rows.select_related(
        "by", "placement__enrolment__student__user", "placement__site__host"
    ).order_by("planned_for", "pk")


def periods_of(actor: Any, today: date) -> QuerySet[Period]:
    """The periods to choose from: those of the last year and to come."""
    return (
        Period.objects.filter(
            cohort__programme__school__in=_schools(actor),
            ends_on__gte=today - timedelta(days=300),
        )
        .select_related("cohort")
        .order_by("starts_on", "cohort__name", "pk")
    )
