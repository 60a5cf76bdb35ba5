"""From rows to a problem: the visits of a teacher, the half-days, and how far things are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.followup.domain.exchanges import FOLLOWED, ExchangeState, Mode
from tripartite.followup.models import Absence, Exchange
from tripartite.hosts import communes, directory
from tripartite.law.calendars import holidays_between
from tripartite.placements.models import Placement
from tripartite.placements.schedule import jurisdiction_of_country
from tripartite.tours.domain.freedom import Free, half_days_between
from tripartite.tours.domain.labels import USUAL_MINUTES, FreeKind
from tripartite.tours.domain.problem import (
    ALWAYS,
    Appointment,
    HalfDay,
    Problem,
    Visit,
    Week,
    week_of,
)
from tripartite.tours.domain.times import day_and_minute
from tripartite.tours.domain.travel import Point
from tripartite.tours.models import FreeTime, SiteHours, TeacherStart, Tour, TourVisit, TutorHours
from tripartite.tours.travel import matrix_between


class TourError(DomainError):
    """A tour that cannot be planned or changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem of a teacher, and what is needed to write its answer."""

    problem: Problem
    points: tuple[Point, ...]
    start_name: str
    visits: dict[int, TourVisit]
    #: Visits whose place is not on the map.
    nowhere: tuple[TourVisit, ...]


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def followed_in(tour: Tour) -> Iterable[Placement]:
    """The placements that the tour visits: followed, with a référent, not seen yet.

    Those of the period or of the teacher, and any other that the same teachers visit meanwhile.
    """
    seen = Exchange.objects.filter(state=ExchangeState.HELD).values("placement")
    rows = Placement.objects.with_people().filter(
        school=tour.school,
        state__in=list(FOLLOWED),
        starts_on__lte=tour.ends_on,
        ends_on__gte=tour.starts_on,
    )
    rows = rows.exclude(pk__in=seen).exclude(referent=None)
    if tour.teacher_id is not None:
        return rows.filter(referent=tour.teacher_id).order_by("pk")
    of_period = Q(period=tour.period_id)
    teachers = rows.filter(of_period).values("referent")
    busy = _planned(tour).values("placement")
    return rows.filter(of_period | Q(referent__in=teachers, pk__in=busy)).order_by("pk")


def _planned(tour: Tour) -> QuerySet[Exchange]:
    """The visits that are planned already, on site, from tomorrow on."""
    return Exchange.objects.filter(
        state=ExchangeState.PLANNED,
        mode=Mode.ON_SITE,
        placement__school=tour.school_id,
        planned_for__gt=clock.now(),
        planned_for__date__range=(tour.starts_on, tour.ends_on),
    )


def planned_by_placement(tour: Tour) -> dict[int, Exchange]:
    """The exchange that waits for each placement; the first one when there are two."""
    found: dict[int, Exchange] = {}
    for exchange in _planned(tour).order_by("planned_for", "pk"):
        found.setdefault(exchange.placement_id, exchange)
    return found


# ---------------------------------------------------------------- the teacher
def start_of(school: School, start: TeacherStart | None) -> tuple[Point, str]:
    """From where the teacher leaves, and its name; the school when home is not on the map."""
    if start is not None and start.point is not None:
        return start.point, f"{start.address}, {start.city}"
    return school_point(school), str(school)


def school_point(school: School, *, ask: bool = True) -> Point:
    """Where the school is; ``ask`` the geocoder or take the centre of its commune at once."""
    if ask:
        spot = directory.find_spot(
            country=school.country,
            address=school.address,
            postcode=school.postcode,
            city=school.city,
        )
    else:
        spot = communes.locate(school.country, school.postcode, school.city)
    if spot is None:
        raise TourError(
            "school_nowhere",
            "L’établissement n’est pas situé sur la carte : vérifiez son adresse, ou donnez une "
            "adresse de départ dans les disponibilités.",
        )
    return Point(spot.latitude, spot.longitude)


def half_days_of(school: School, teacher: User, first: date, last: date) -> tuple[HalfDay, ...]:
    """The half-days that the teacher has free, less absences, closures and public holidays."""
    rows = FreeTime.objects.filter(school=school, teacher=teacher).order_by("pk")
    away = Absence.objects.filter(school=school, starts_on__lte=last, ends_on__gte=first)
    off = {
        day
        for absence in away.filter(Q(teacher=teacher) | Q(teacher=None))
        for day in _days(max(absence.starts_on, first), min(absence.ends_on, last))
    }
    off |= set(holidays_between(first, last, jurisdiction_of_country(school.country)))
    frees = [Free(FreeKind(r.kind), r.weekday, r.day, r.opens, r.closes) for r in rows]
    return half_days_between(frees, first, last, off)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# ---------------------------------------------------------------- the visits
def asked_of(tour: Tour, teacher: User, visits: Sequence[TourVisit], *, ask: bool = True) -> Asked:
    """The problem of these visits; each row keeps what was fixed by hand.

    ``ask``: whether a server of routes, if there is one, is asked how far things are.
    """
    start = TeacherStart.objects.filter(school=tour.school, teacher=teacher).first()
    here, name = start_of(tour.school, start)
    first = max(tour.starts_on, clock.today() + timedelta(days=1))
    halves = half_days_of(tour.school, teacher, first, tour.ends_on)
    points, sites = [here], {}
    found, nowhere = [], []
    hosts, tutors = hours_of(visits)
    for row in visits:
        site = row.placement.site
        spot = site.spot if site is not None else None
        if site is None or spot is None:
            nowhere.append(row)
            continue
        if site.pk not in sites:
            sites[site.pk] = len(points)
            points.append(Point(spot.latitude, spot.longitude))
        found.append(
            Visit(
                key=row.pk,
                site=site.pk,
                point=sites[site.pk],
                minutes=row.minutes,
                first_day=max(first, row.placement.starts_on),
                deadline=min(tour.ends_on, row.deadline or row.placement.last_day),
                open=hosts.get(site.pk) or week_of(row.placement.weekly.to_json()),
                tutor=tutors.get(row.placement.tutor_id or 0, ALWAYS),
                locked=Appointment(*row.moment) if row.stays and row.moment else None,
            )
        )
    return Asked(
        problem=Problem(halves, tuple(found), matrix_between(points, ask=ask)),
        points=tuple(points),
        start_name=name,
        visits={row.pk: row for row in visits},
        nowhere=tuple(nowhere),
    )


def hours_of(visits: Sequence[TourVisit]) -> tuple[dict[int, Week], dict[int, Week]]:
    """When sites are open and tutors there, for those of which it is told: two queries."""
    sites = SiteHours.objects.filter(site__in=[v.placement.site_id for v in visits])
    tutors = TutorHours.objects.filter(contact__in=[v.placement.tutor_id for v in visits])
    return (
        {row.site_id: week_of(row.week) for row in sites},
        {row.contact_id: week_of(row.week) for row in tutors},
    )


def write_rows(tour: Tour, teacher: User, placements: Iterable[Placement]) -> list[TourVisit]:
    """A row for each placement to visit; those that are planned stay where they are.

    Rows that exist keep what was said of them by hand; an exchange moved or cancelled meanwhile
    takes its row along.
    """
    start = TeacherStart.objects.filter(school=tour.school, teacher=teacher).first()
    minutes = start.minutes if start else USUAL_MINUTES
    planned = planned_by_placement(tour)
    known = {row.placement_id for row in tour.visits.all()}
    _follow(tour.visits.filter(teacher=teacher, held=True), planned)
    rows = []
    for placement in placements:
        exchange = planned.get(placement.pk)
        if placement.pk in known:
            continue
        row = TourVisit(tour=tour, teacher=teacher, placement=placement, minutes=minutes)
        if exchange is not None and exchange.planned_for is not None:
            row.exchange, row.minutes = exchange, exchange.duration
            if exchange.locked or not tour.moves_planned:
                row.day, row.starts = day_and_minute(exchange.planned_for, zone())
                row.locked, row.held = exchange.locked, not exchange.locked
        rows.append(row)
    TourVisit.objects.bulk_create(rows)
    found = tour.visits.filter(teacher=teacher).select_related(
        "placement__site__host", "placement__enrolment__student__user", "placement__tutor"
    )
    return list(found.order_by("pk"))


def _follow(rows: QuerySet[TourVisit], planned: Mapping[int, Exchange]) -> None:
    """Put the rows that a planned exchange holds where it is now, or free them without it."""
    held = list(rows)
    for row in held:
        exchange = planned.get(row.placement_id)
        row.held = exchange is not None
        row.day = row.starts = None
        if exchange is not None and exchange.planned_for is not None:
            row.day, row.starts = day_and_minute(exchange.planned_for, zone())
    TourVisit.objects.bulk_update(held, ["held", "day", "starts"])


def drop_others(tour: Tour, teacher: User, placements: Sequence[Placement]) -> None:
    """Before a new computation: take over what a colleague had, forget what needs no visit now."""
    followed = [placement.pk for placement in placements]
    given = tour.visits.filter(placement__in=followed).exclude(teacher=teacher)
    given.update(teacher=teacher, journey=None)
    tour.visits.filter(teacher=teacher).exclude(placement__in=followed).delete()
