"""Who reads and writes the exam files."""

from typing import Any

from tripartite.accounts.access import runs
from tripartite.accounts.models import User
from tripartite.exams.models import Candidate, Export, Sheet
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.access import runs_cohort
from tripartite.school.models import Cohort, Enrolment, Student, Teaching


def relations_to(actor: Any, student: Student) -> frozenset[Relation]:
    """What the user is to a candidate: oneself, teacher of a class, référent, office."""
    if not isinstance(actor, User):
        return frozenset()
    found = set()
    if student.user_id == actor.pk:
        found.add(Relation.STUDENT)
    if runs(actor, student.school):
        found.add(Relation.OFFICE)
    if Teaching.objects.filter(teacher=actor, cohort__enrolments__student=student).exists():
        found.add(Relation.TEACHER)
    if Placement.objects.filter(referent=actor, enrolment__student=student).exists():
        found.add(Relation.REFERENT)
    return frozenset(found)


def reads_file(_actor: Any, _enrolment: Enrolment) -> bool:
    """Whoever sees the student in the class: oneself, its teachers, the office, the head."""
    return True


def writes_file(actor: Any, enrolment: Enrolment) -> bool:
    """The student alone writes the sheets."""
    return Relation.STUDENT in relations_to(actor, enrolment.student)


def runs_candidate(actor: Any, enrolment: Enrolment) -> bool:
    """The office says the route, the decision and the hand-over."""
    return runs_cohort(actor, enrolment.cohort)


def reads_sheet(_actor: Any, _sheet: Sheet) -> bool:
    return True


def writes_sheet(actor: Any, sheet: Sheet) -> bool:
    return Relation.STUDENT in relations_to(actor, sheet.candidate.student)


def decides_sheet(actor: Any, sheet: Sheet) -> bool:
    """The teachers of the student and the office."""
    team = {Relation.TEACHER, Relation.REFERENT, Relation.OFFICE}
    return bool(team & relations_to(actor, sheet.candidate.student))


def reads_board(actor: Any, cohort: Cohort) -> bool:
    """Office, head, and teachers of the class."""
    return Cohort.objects.visible_to(actor).filter(pk=cohort.pk).exists()


def runs_board(actor: Any, cohort: Cohort) -> bool:
    return runs_cohort(actor, cohort)


def reads_candidate(_actor: Any, _candidate: Candidate) -> bool:
    return True


def reads_export(_actor: Any, _export: Export) -> bool:
    """Whoever reads the file of the candidate: it is what was handed in."""
    return True
