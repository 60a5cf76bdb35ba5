"""The school that `make run` shows: three classes, placements at every step, around today."""

from datetime import date, timedelta

from tripartite.accounts.demo import SIGN_INS
from tripartite.accounts.domain import Country
from tripartite.certificates.actions.reminding import remind_hosts
from tripartite.core import clock
from tripartite.dashboards.demo import after, conventions, during, notes, people, second_year, steps
from tripartite.dashboards.demo.casting import WELCOMES
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import days_before, monday_of, span
from tripartite.papers.actions import Delegate
from tripartite.papers.domain import Capacity
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.school.domain import year_of
from tripartite.school.models import Enrolment, Period

WEEK = timedelta(weeks=1)
#: How many running placements are told at length.
FULL = 3
#: Which of the agreements that are out is signed by another, on paper, by all but the head.
GIVEN_AWAY, BY_HAND, FOR_THE_HEAD = 1, 2, 3
#: Among those to come, who signed and then corrected an address: a second version is out.
MOVED = 16
DELEGATE = Delegate(
    name="Camille Perrin",
    title="directrice adjointe",
    email="camille.perrin@accueil.example",
    reason="le représentant est en déplacement jusqu’à la fin du mois",
)


def load(serial: int, today: date) -> Team:
    """Three classes: one whose period began two weeks ago, one to come, one just ended."""
    running = monday_of(today) - 2 * WEEK
    coming = monday_of(today) + 7 * WEEK
    ended = monday_of(today) - 9 * WEEK
    year = year_of(today)
    with clock.at(steps.moment(date(year - 1, 9, 1), 9)):
        team = people.open_school(serial)
    last_year = second_year.first_year(team, serial, year - 1)
    with days_before(today, 140):
        here, (now, _second) = people.open_cohort(
            team,
            name="NDRC1A",
            year=year,
            session=year + 2,
            periods=[span(running), span(coming + 10 * WEEK)],
        )
        beside, (then,) = people.open_cohort(
            team, name="NDRC1B", year=year, session=year + 2, periods=[span(coming)]
        )
        ndrc2, (past,) = people.open_cohort(
            team, name="NDRC2", year=year, session=year + 1, periods=[span(ended, weeks=8)]
        )
        for cohort, raw in zip((here, beside), people.two_classes(here, beside), strict=True):
            people.import_class(team, cohort, serial, raw)
        second_year.import_list(team, ndrc2, serial)
    students = _students(here.pk)
    for enrolment in students[:1]:
        people.give_password(enrolment.student.user)
    _running(team, students, now, today)
    _coming(team, _students(beside.pk)[::-1], then, today)
    candidates = _students(ndrc2.pk)
    _ended(team, candidates, past, today)
    second_year.prepare_exam(team, candidates, last_year, today)
    during.visits(team, now, then, today)
    steps.run_worker()
    return team


def _students(cohort: int) -> list[Enrolment]:
    """The student of the demo sign-in first, then by age."""
    rows = Enrolment.objects.filter(cohort=cohort).select_related(
        "student__user", "student__school", "cohort__programme__curriculum"
    )
    known = {s.email for s in SIGN_INS}
    found = rows.order_by("student__birth_date", "pk")
    return sorted(found, key=lambda e: e.student.user.email not in known)


def _running(team: Team, students: list[Enrolment], period: Period, today: date) -> None:
    """Placements under way: some told at length, most as they should be, the last ones late."""
    during.ordinary(team, students[FULL:], period, today)
    for n, enrolment in enumerate(students[:FULL]):
        with days_before(today, 60):
            placement = steps.declare(enrolment, period, WELCOMES[n])
        steps.sign_before(placement, team, today, 40 - n)
        if n == 2:
            _amended(placement, team, today)
        steps.live_weeks(placement, today, last_confirmed=n > 0)
        if not n:
            with days_before(today, 1):
                steps.propose_slots(placement, today + timedelta(days=2))
                steps.ask_team(placement)
        notes.keep_log(placement, today)
        if n:
            with days_before(today, 8):
                exchange = steps.plan_exchange(placement, today + timedelta(days=4 - 6 * (n - 1)))
        if n > 1:
            steps.report_exchange(exchange)


def _amended(placement: Placement, team: Team, today: date) -> None:
    """The last weeks have other hours, by an amendment that all have signed."""
    week = placement.weekly.to_json()
    with days_before(today, 15):
        paper = conventions.amend_hours(
            placement, team, monday_of(today), [[], *week[1:5], week[0], []]
        )
        steps.sign_all(paper)
    placement.refresh_from_db()


def _coming(team: Team, students: list[Enrolment], period: Period, today: date) -> None:
    """Placements to come, at every step of the preparation."""
    placements = []
    for n, enrolment in enumerate(students[:21]):
        with days_before(today, 20 - n % 7):
            placements.append(steps.declare(enrolment, period, WELCOMES[n % len(WELCOMES)]))
    for placement in placements[4:]:
        with days_before(today, 12):
            steps.frame(placement)
    for placement in placements[7:]:
        with days_before(today, 10):
            steps.submit(placement)
    with days_before(today, 9):
        steps.send_back(placements[7])
    with days_before(today, 8):
        steps.host_corrects(placements[9])
        steps.discuss(placements[9], "Le mardi à 9 h j’ai cours : serait-ce possible à 11 h ?")
        steps.host_agrees(placements[10])
    for placement in placements[11:]:
        with days_before(today, 8):
            steps.host_agrees(placement)
            steps.approve(placement)
    # Those who go to Monaco lack their nationality: the sending says so, line by line.
    with days_before(today, 6):
        conventions.send_class(period, placements[14:], team)
        for signatures, placement in enumerate(_in_france(placements[14:])):
            _sign_some(conventions.agreement_of(placement), signatures, team)
    with days_before(today, 5):
        conventions.correct_address(placements[MOVED], team)


def _sign_some(paper: Paper, rank: int, team: Team) -> None:
    """Each agreement a little further; one confided, one on paper, the last wait for the head."""
    if rank == GIVEN_AWAY:
        steps.give_away(steps.sign_until(paper, Capacity.HOST), DELEGATE, team)
    elif rank == BY_HAND:
        steps.receive_by_hand(steps.sign_until(paper, Capacity.TUTOR), team)
    elif rank >= FOR_THE_HEAD:
        steps.sign_until(paper, Capacity.SCHOOL)
    else:
        for _ in range(rank):
            steps.sign_next(paper)


def _in_france(placements: list[Placement]) -> list[Placement]:
    """An agreement in Monaco asks for more than the class list says."""
    return [p for p in placements if p.site and p.site.host.country == Country.FR]


def _ended(team: Team, students: list[Enrolment], period: Period, today: date) -> None:
    """Finished placements: one complete, one waiting for its attestation, one late."""
    for n, enrolment in enumerate(students[:3]):
        with days_before(today, 100):
            placement = steps.declare(enrolment, period, WELCOMES[n])
        steps.sign_before(placement, team, today, 80)
        steps.live_weeks(placement, today)
        notes.keep_log(placement, placement.ends_on)
        with days_before(today, 9):
            after.review(placement, *second_year.REVIEWS[n])
        if n == 2:
            continue
        with days_before(today, 20):
            exchange = steps.plan_exchange(placement, today - timedelta(days=18))
        with days_before(today, 17):
            steps.report_exchange(exchange)
        with days_before(today, 8):
            paper = after.evaluate(placement, today - timedelta(days=10))
            steps.sign_all(paper)
        with days_before(today, 6):
            certificate = after.certify(placement, team)
        if n == 0:
            with days_before(today, 5):
                steps.sign_all(certificate.paper)
    for days in (11, 8, 1):
        with days_before(today, days, 7):
            remind_hosts(today - timedelta(days=days))
