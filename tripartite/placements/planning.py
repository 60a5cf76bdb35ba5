"""What the law says of a welcome while it is being declared, before anything is saved."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.hosts.domain import ContactDetails
from tripartite.hosts.domain.people import is_one_person
from tripartite.hosts.models import Host
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts, Step
from tripartite.law.regions import region_of
from tripartite.law.rules import Finding, judge
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.models import Authorisation, Placement
from tripartite.placements.schedule import expected_totals, jurisdiction_of_country
from tripartite.school.models import Period, Student


@dataclass(frozen=True, slots=True)
class Plan:
    """A welcome as it stands on the page; ``host`` is a known one, ``placement`` the one edited."""

    school: School
    student: Student
    period: Period
    starts_on: date
    ends_on: date
    timetable: WeeklyTimetable
    holidays_worked: bool
    host: Host | None
    country: str
    postcode: str
    headcount: int | None
    tutor: ContactDetails | None
    placement: Placement | None


def findings_of(plan: Plan) -> tuple[Finding, ...]:
    """What the rules have to say: seven queries at most, whatever the number of placements."""
    here = jurisdiction_of_country(plan.country)
    student, school = plan.student, plan.school
    others = Placement.objects.live().filter(
        school=school, starts_on__lte=plan.ends_on, ends_on__gte=plan.starts_on
    )
    if plan.placement is not None:
        others = others.exclude(pk=plan.placement.pk)
    rate = plan.placement.gratification_rate if plan.placement else None
    referent = plan.placement.referent_id if plan.placement else None
    answer = _answer(plan, here)
    return judge(
        PlacementFacts(
            today=clock.today(),
            start=plan.starts_on,
            end=plan.ends_on,
            timetable=plan.timetable,
            step=Step.PLAN,
            jurisdiction=here,
            school_jurisdiction=jurisdiction_of_country(school.country),
            region=region_of(plan.postcode) if here is Jurisdiction.FR else None,
            holidays_worked=plan.holidays_worked,
            same_host_minutes=_earlier_minutes(plan),
            birth_date=student.birth_date,
            guardian_known=bool(student.guardian_name),
            headcount=plan.headcount,
            host_interns=others.filter(site__host=plan.host).count() if plan.host else None,
            tutor_running=_tutor_running(plan),
            referent_running=others.filter(referent=referent).count() if referent else None,
            gratification_rate=rate or None,
            authorisation_filed=answer.filed_on if answer else None,
            authorisation_granted=answer.granted if answer else None,
        )
    )


def _answer(plan: Plan, here: Jurisdiction) -> Authorisation | None:
    """What is noted of the request to Monaco (R2)."""
    if plan.placement is None or here is not Jurisdiction.MC:
        return None
    return Authorisation.objects.filter(placement=plan.placement).first()


def _earlier_minutes(plan: Plan) -> int:
    """What the student already does in this host in the school year (L124-6)."""
    if plan.host is None:
        return 0
    earlier = Placement.objects.live().filter(
        enrolment__student=plan.student,
        site__host=plan.host,
        period__cohort__year=plan.period.cohort.year,
        starts_on__lt=plan.starts_on,
    )
    if plan.placement is not None:
        earlier = earlier.exclude(pk=plan.placement.pk)
    return sum(expected_totals(p).minutes for p in earlier.select_related("site__host"))


def _tutor_running(plan: Plan) -> int | None:
    """The placements that this tutor follows on the first day, this one left out (L124-10)."""
    tutor, host = plan.tutor, plan.host.pk if plan.host else None
    if tutor is None and plan.placement is not None and plan.placement.tutor is not None:
        tutor = plan.placement.tutor.details
    if tutor is None:
        return None
    running = Placement.objects.running_on(plan.starts_on).filter(
        tutor_like(tutor, host), school=plan.school
    )
    if plan.placement is not None:
        running = running.exclude(pk=plan.placement.pk)
    return sum(
        is_one_person(row.details, tutor, host=row.host_id, other_host=host)
        for row in (p.tutor for p in running.select_related("tutor"))
        if row is not None
    )


def tutor_like(tutor: ContactDetails, host: int | None) -> Q:
    """The placements whose tutor may be this person: of the same host, or at the same address."""
    here = Q() if host is None else Q(tutor__host=host)
    there = Q(tutor__email__iexact=tutor.email) if tutor.email else Q()
    return (here | there) or Q(pk__in=[])
