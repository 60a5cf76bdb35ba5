"""Only the office of the school runs its classes, its people and its settings."""

from typing import Any

from tripartite.accounts.access import runs
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, Membership, School, User
from tripartite.school.models import (
    ClassListUpload,
    Cohort,
    Enrolment,
    Period,
    Student,
    Teaching,
)


def runs_school(actor: Any, school: School) -> bool:
    return runs(actor, school)


def runs_cohort(actor: Any, cohort: Cohort) -> bool:
    return runs(actor, cohort.programme.school)


def runs_period(actor: Any, period: Period) -> bool:
    return runs_cohort(actor, period.cohort)


def runs_teaching(actor: Any, teaching: Teaching) -> bool:
    return runs_cohort(actor, teaching.cohort)


def runs_enrolment(actor: Any, enrolment: Enrolment) -> bool:
    return runs_cohort(actor, enrolment.cohort)


def runs_upload(actor: Any, upload: ClassListUpload) -> bool:
    return runs_cohort(actor, upload.cohort)


def runs_student(actor: Any, student: Student) -> bool:
    return runs(actor, student.school)


def runs_team_member(actor: Any, membership: Membership) -> bool:
    """A role of the team; that of a student goes with the class."""
    return membership.role != Role.STUDENT and runs(actor, membership.school)


def reads_import(actor: Any, entry: JournalEntry) -> bool:
    """The story of an import, for the office of the school."""
    return entry.verb == "classlist.imported" and runs(actor, entry.school)


def reads_class(actor: Any, period: Period) -> bool:
    """Office and head of the school, teachers named on the class: not the students in it."""
    return Cohort.objects.visible_to(actor).filter(pk=period.cohort_id).exists()


def reads_livret(actor: Any, _period: Period) -> bool:
    """Whoever sees the period; Enrolment.objects.visible_to says whose livret."""
    return isinstance(actor, User)
