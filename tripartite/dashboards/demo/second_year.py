"""The class that takes the exam: what it did the year before, and how far its files have come.

One file is in order and handed in, one wants a signature, one wants nearly everything, and one is
that of an apprentice.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tripartite.core import clock
from tripartite.core.text import fold
from tripartite.dashboards.demo import after, exam, notes, people, stays, steps
from tripartite.dashboards.demo.casting import WELCOMES
from tripartite.dashboards.demo.fiches import FICHES
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import days_before, monday_of, span
from tripartite.exams.actions import sheets
from tripartite.exams.actions.watching import watch
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment, Period

NAMES = (("Costa", "Lina"), ("Diallo", "Kévin"), ("Ferrari", "Enzo"), ("Le Goff", "Maël"))
HEAD = "NOM;PRENOM;DATE DE NAISSANCE;DIVISION;MEL"
#: Days left until the files are due: what wants nothing is calm, what wants something is red.
DAYS_LEFT = 24
#: Degrees question by question, what was good, what would be better.
REVIEWS = (
    ("4443", "Une vraie place dans l’équipe dès la première semaine."),
    ("3434", "Missions variées.", "Prévoir un poste informatique dès le premier jour."),
    ("4344", "Le tuteur prend le temps d’expliquer chaque lundi."),
)


@dataclass(frozen=True, slots=True)
class Past:
    """A placement of the first year: which student, which period, which host, signed or not."""

    student: int
    period: int
    welcome: int
    signed: bool = True


PAST = (Past(0, 0, 4), Past(0, 1, 6), Past(1, 0, 5), Past(1, 1, 2, signed=False), Past(2, 1, 2))


def import_list(team: Team, cohort: Cohort, serial: int) -> None:
    """A handful of students, from a list of their own."""
    lines = [
        f"{last};{first};0{n}/03/2006;{cohort.name};{address_of(first, last)}"
        for n, (last, first) in enumerate(NAMES, start=1)
    ]
    people.import_class(team, cohort, serial, "\n".join([HEAD, *lines]).encode())


def address_of(first: str, last: str) -> str:
    return f"{fold(first)}.{fold(last)}@eleves.example".replace(" ", "-")


def first_year(team: Team, serial: int, year: int) -> list[Placement]:
    """The class of the year before, with its two periods, and who went where."""
    winter = monday_of(date(year + 1, 1, 10))
    summer = monday_of(date(year + 1, 6, 7))
    with clock.at(steps.moment(date(year, 9, 4), 9)):
        cohort, periods = people.open_cohort(
            team,
            name="NDRC1",
            year=year,
            session=year + 2,
            periods=[span(winter), span(summer)],
        )
        import_list(team, cohort, serial)
    rows = Enrolment.objects.filter(cohort=cohort).select_related("student__user")
    students = list(rows.order_by("student__birth_date", "pk"))
    return [_lived(team, students, periods, past) for past in PAST]


def _lived(team: Team, students: list[Enrolment], periods: list[Period], past: Past) -> Placement:
    return stays.live_whole(
        students[past.student],
        periods[past.period],
        WELCOMES[past.welcome],
        team,
        signed=past.signed,
        evaluated=past.student == 0,
    )


def prepare_exam(team: Team, students: list[Enrolment], past: list[Placement], today: date) -> None:
    """Sheets at every step, the date, two alerts, and one file handed in."""
    ready, waiting, late, apprentice = students
    cohort = ready.cohort
    for n, placement in enumerate(past):
        with clock.at(steps.moment(placement.ends_on + timedelta(days=4), 18)):
            after.review(placement, *REVIEWS[n % len(REVIEWS)])
    with days_before(today, 70):
        due = min(today + timedelta(days=DAYS_LEFT), date((cohort.exam_session or 0), 8, 31))
        exam.fix_date(cohort, due, team)
    with days_before(today, 38):
        contract = replace(notes.picture(1), name="contrat-apprentissage.jpg")
        exam.take_apprentice(apprentice, contract, team)
    with days_before(today, 30):
        mine = exam.write_sheets(ready, past[0])
        hers = exam.write_sheets(waiting, past[2], FICHES[:3])
        his = exam.write_sheets(apprentice, None)
        exam.write_sheet(late, FICHES[0], past[4])
    with days_before(today, 28):
        exam.validate([*mine, *hers[:2], *his], team.referent)
        remark = "Chiffrez les ventes avant et après, détaillant par détaillant."
        sheets.decide(sheet=hers[2], approve=False, remark=remark, by=team.referent)
    for left in (60, 30):
        with days_before(today, left - DAYS_LEFT, 7):
            watch(today + timedelta(days=DAYS_LEFT - left))
    with days_before(today, 3):
        exam.export(cohort, team)
    with days_before(today, 2):
        exam.hand_in(ready, today - timedelta(days=2), team)
