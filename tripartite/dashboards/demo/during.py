"""What most placements of the running period live: told, late, contested, visited."""

from datetime import date, timedelta

from tripartite.accounts.domain import Country
from tripartite.core import clock, origin
from tripartite.dashboards.demo import notes, steps
from tripartite.dashboards.demo.casting import WELCOMES
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import PHONE, come_in, days_before, moment, monday_of
from tripartite.dashboards.queries import mondays
from tripartite.followup.actions.incidents import report_incident
from tripartite.followup.domain.exchanges import ExchangeState
from tripartite.followup.domain.incidents import IncidentKind
from tripartite.followup.models import Exchange
from tripartite.law.timetable import Interval
from tripartite.logbook.actions.correcting import contest_week, correct_week
from tripartite.logbook.actions.days import agree_day, propose_day
from tripartite.logbook.actions.presence import declare_as_planned
from tripartite.logbook.domain.presence import DayEntry, DayKind
from tripartite.logbook.queries import ledger
from tripartite.papers.domain import Capacity
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Period
from tripartite.tours.actions import planning
from tripartite.tours.actions.freedom import add_free_time, note_start
from tripartite.tours.domain.labels import FreeKind, Start

WEEK = timedelta(weeks=1)
#: The first ones of these students are signed and told; then one who waits for the head, one who
#: waits for the référent, one who only has a host. The last has none.
SIGNED = 5
#: An agreement in Monaco asks for an authorisation that takes weeks.
HOSTS = [w for w in (*WELCOMES[4:], *WELCOMES[:4]) if w.host.country == Country.FR]
#: Minutes of the day.
MORNING, AFTERNOON = (8 * 60, 12 * 60 + 30), (13 * 60, 18 * 60)
FAIR = (Interval(10 * 60, 13 * 60), Interval(14 * 60, 18 * 60))


def ordinary(team: Team, students: list[Enrolment], period: Period, today: date) -> None:
    """Placements that go as they should, each with an event of its own, and three late ones."""
    for n, enrolment in enumerate(students[: SIGNED + 3]):
        with days_before(today, 60 if n < SIGNED else 20):
            placement = steps.declare(enrolment, period, HOSTS[n % len(HOSTS)])
        if n < SIGNED:
            steps.sign_before(placement, team, today, 36 - n)
            _lived(placement, n, today)
        elif n == SIGNED:
            paper = steps.send_before(placement, team, today, 12)
            with days_before(today, 3):
                steps.sign_until(paper, Capacity.SCHOOL)
        elif n == SIGNED + 1:
            with days_before(today, 5):
                steps.frame(placement)
                steps.submit(placement)


def _lived(placement: Placement, n: int, today: date) -> None:
    over = [m for m in mondays(placement.starts_on, placement.ends_on) if m + WEEK <= today]
    for monday in over[:-1]:
        steps.live_week(placement, monday)
    if n == 0:
        contested(placement, over[-1])
    elif n == 1:
        steps.live_week(placement, over[-1])
        fair(placement, today)
    elif n == 2:
        steps.live_week(placement, over[-1], confirmed=False)
        off_mission(placement, today)
    elif n == 3:
        steps.live_week(placement, over[-1])
        with days_before(today, 9):
            exchange = steps.plan_exchange(placement, today - timedelta(days=5))
        with days_before(today, 4):
            steps.report_exchange(exchange)
    notes.keep_log(placement, today, scripts=notes.SCRIPTS[n : n + 3])


def contested(placement: Placement, monday: date) -> None:
    """The tutor takes two hours off the last day; the student was out for the host, and says so."""
    end = min(monday + timedelta(days=5), placement.ends_on)
    with clock.at(moment(end, 19)):
        week = declare_as_planned(placement=placement, monday=monday, by=placement.student)
    told = ledger.entries_of(week)
    last = told[-1]
    days = [*told[:-1], DayEntry(last.day, DayKind.PRESENT, last.minutes - 120)]
    with clock.at(moment(end + timedelta(days=1), 9)), origin.coming_from(PHONE):
        correct_week(
            week=week,
            days=days,
            reason="Parti à 15 h le dernier jour.",
            by=come_in(placement, Relation.TUTOR),
        )
    with clock.at(moment(end + timedelta(days=1), 18)):
        contest_week(
            week=week,
            reason="J’ai livré un client jusqu’à 17 h, à la demande de l’équipe.",
            by=placement.student,
        )


def fair(placement: Placement, today: date) -> None:
    """A Sunday that was agreed, and a day off that waits for the référent."""
    tutor = come_in(placement, Relation.TUTOR)
    sunday = monday_of(today) + timedelta(days=6)
    with days_before(today, 2), origin.coming_from(PHONE):
        special = propose_day(
            placement=placement, day=sunday, hours=FAIR, label="Salon de l’habitat", by=tutor
        )
    with days_before(today, 1):
        agree_day(special=special, by=steps.referent_of(placement))
    with days_before(today, 1, hour=17), origin.coming_from(PHONE):
        propose_day(
            placement=placement,
            day=monday_of(today) + timedelta(days=9),
            hours=(),
            label="Fermé pour inventaire",
            by=tutor,
        )


def off_mission(placement: Placement, today: date) -> None:
    with days_before(today, 1):
        report_incident(
            placement=placement,
            kind=IncidentKind.MISSIONS,
            happened_on=today - timedelta(days=4),
            words="Depuis la semaine dernière, je fais surtout de la mise en rayon : la "
            "prospection prévue n’a pas commencé.",
            by=placement.student,
        )


def visits(team: Team, now: Period, then: Period, today: date) -> None:
    """When the teachers are free; a tour that was applied, and two that are only proposed."""
    with days_before(today, 3):
        note_start(
            school=team.school,
            teacher=team.referent,
            kind=Start.HOME,
            minutes=60,
            address="12 rue Barla",
            postcode="06300",
            city="Nice",
            by=team.referent,
        )
        for teacher, half_days in (
            (team.referent, ((1, AFTERNOON), (3, MORNING), (4, AFTERNOON))),
            (team.teacher, ((2, MORNING), (3, AFTERNOON))),
        ):
            for weekday, (opens, closes) in half_days:
                add_free_time(
                    school=team.school,
                    teacher=teacher,
                    kind=FreeKind.WEEKLY,
                    weekday=weekday,
                    opens=opens,
                    closes=closes,
                    by=teacher,
                )
    # Slots that wait for a tutor would become a visit of the tour: the other one is applied.
    waits = Exchange.objects.filter(placement__period=now, state=ExchangeState.PROPOSED)
    asked = waits.values_list("by", flat=True)
    proposed = team.teacher if team.teacher.pk in asked else team.referent
    applied = team.referent if proposed == team.teacher else team.teacher
    with days_before(today, 1):
        for who, period in ((applied, now), (proposed, now), (None, then)):
            tour = planning.start_tour(
                school=team.school,
                period=None if who else period,
                teacher=who,
                starts_on=max(today, period.starts_on),
                ends_on=period.ends_on,
                moves_planned=False,
                by=who or team.office,
            )
            steps.run_worker()
            if who == applied:
                planning.apply_tour(tour=tour, by=who)
