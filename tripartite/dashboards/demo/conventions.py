"""Agreements sent to a whole class, corrected once out, amended once sealed."""

from collections.abc import Sequence
from datetime import date

from tripartite.agreements import actions as agreements
from tripartite.agreements import classes
from tripartite.agreements.amendments import actions as amendments
from tripartite.agreements.amendments.domain import Wanted
from tripartite.curriculum.models import Task
from tripartite.dashboards.demo.casting import SATURDAYS
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import run_worker
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain.terms import AgreedMission, Week
from tripartite.placements.models import Placement
from tripartite.placements.queries import final_terms
from tripartite.school.models import Period


def send_class(period: Period, placements: Sequence[Placement], team: Team) -> None:
    """The office has the agreements of a class checked and sent in the background."""
    classes.order_agreements(
        period=period, placements=[placement.pk for placement in placements], by=team.office
    )
    run_worker()


def agreement_of(placement: Placement) -> Paper:
    """The agreement that is out."""
    return Paper.objects.get(placement=placement, kind=Kind.AGREEMENT, state=PaperState.OUT)


def correct_address(placement: Placement, team: Team) -> Paper:
    """The student moved after the sending: the next version says what changed, and why."""
    student = placement.enrolment.student
    student.address, student.postcode, student.city = "24 rue Longue", "06500", "Menton"
    student.save(update_fields=["address", "postcode", "city"])
    return agreements.replace_agreement(
        placement=placement,
        reason="L’étudiant a déménagé : l’adresse de la convention n’était plus la bonne.",
        by=team.office,
    )


def amend_hours(placement: Placement, team: Team, since: date, week: Week) -> Paper:
    """The office amends the timetable from this day on, with a mission that goes with it."""
    now = final_terms(placement)
    curriculum = placement.period.cohort.programme.curriculum
    tasks = Task.objects.of(curriculum).filter(code__in=SATURDAYS.tasks)
    saturdays = AgreedMission(
        key=-1,
        title=SATURDAYS.title,
        description=SATURDAYS.description,
        expected_result=SATURDAYS.expected_result,
        tasks=tuple(sorted(tasks.values_list("pk", flat=True))),
    )
    wanted = Wanted(
        reason="Le magasin ouvre désormais le samedi et ferme le lundi.",
        since=since,
        starts_on=now.starts_on,
        ends_on=now.ends_on,
        week=week,
        holidays_worked=now.current.holidays_worked,
        site=now.site,
        tutor=now.tutor,
        referent=now.referent,
        headings=now.headings,
        missions=(*now.missions, saturdays),
    )
    return amendments.send(placement=placement, wanted=wanted, by=team.office)
