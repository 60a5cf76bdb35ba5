"""The file of one student, and the class he or she leaves."""

from datetime import date
from typing import Any

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core.errors import DomainError
from tripartite.school.actions.importing import write_changes
from tripartite.school.models import Enrolment, Student
from tripartite.school.queries import STUDENT_FIELDS, USER_FIELDS, held_accounts


class StudentError(DomainError):
    """The file of the student cannot be changed so."""


@transaction.atomic
def change_student(*, student: Student, by: User, **values: Any) -> bool:
    """Write what differs in the file; False when nothing does.

    Raises StudentError when the name or address also opens something else than this student's
    account, AccountError when the address is in use.
    """
    student = (
        Student.objects.select_for_update(of=("self",))
        .select_related("user", "school")
        .get(pk=student.pk)
    )
    known = {name: getattr(student.user, name) or "" for name in USER_FIELDS}
    known |= {name: getattr(student, name) for name in STUDENT_FIELDS}
    new = {name: value for name, value in values.items() if value != known[name]}
    if not new:
        return False
    if new.keys() & set(USER_FIELDS) and is_held(student):
        raise StudentError(
            "held_account",
            "Le nom et l’adresse de ce compte ne se changent pas ici : la personne les tient "
            "elle-même. Les autres informations peuvent être modifiées.",
        )
    if new.get("ine") and _ine_is_taken(student, new["ine"]):
        raise StudentError("ine_taken", "Un autre étudiant porte déjà cet INE : vérifiez-le.")
    write_changes(student=student, new=new, by=by)
    return True


def is_held(student: Student) -> bool:
    """Whether the account is more than that of a student of this school."""
    return held_accounts(student.school).filter(pk=student.user_id).exists()


def _ine_is_taken(student: Student, ine: str) -> bool:
    others = Student.objects.filter(school=student.school).exclude(pk=student.pk)
    return others.filter(ine=ine).exists()


@transaction.atomic
def set_leaving(*, enrolment: Enrolment, left_on: date | None, by: User) -> None:
    """Note the day the student left the class, or that he or she is in it after all."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("student__user", "cohort__programme__school")
        .get(pk=enrolment.pk)
    )
    if enrolment.left_on == left_on:
        return
    enrolment.left_on = left_on
    enrolment.save(update_fields=["left_on"])
    who, cohort = enrolment.student, enrolment.cohort
    record(
        by=by,
        school=cohort.programme.school,
        verb="enrolment.left" if left_on else "enrolment.back",
        sentence=f"{who} a quitté la classe {cohort} le {left_on:%d/%m/%Y}"
        if left_on
        else f"{who} est de nouveau dans la classe {cohort}",
        file=f"student:{who.pk}",
    )
