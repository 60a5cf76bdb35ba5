"""A class list kept, looked at, imported."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from tripartite.accounts.actions import AccountError, change_identity, give_role, make_account
from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.school.domain.classlist import read
from tripartite.school.domain.plan import Outcome
from tripartite.school.models import ClassListUpload, Cohort, Enrolment, Student
from tripartite.school.queries import STUDENT_FIELDS, USER_FIELDS, Plan, PlannedLine, plan_of


class ImportRefusedError(DomainError):
    """The list cannot be imported, or not so."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and the journal entry that keeps it."""

    counts: dict[Outcome, int]
    entry: JournalEntry


@transaction.atomic
def keep_class_list(*, cohort: Cohort, file_name: str, content: bytes, by: User) -> ClassListUpload:
    """Keep the file between preview and import; those left over from before yesterday go.

    Raises UnreadableError when it is no class list.
    """
    read(content, class_name=cohort.name, today=clock.today())
    forget_uploads()
    return ClassListUpload.objects.create(
        cohort=cohort, by=by, file_name=file_name[-200:], content=content
    )


def forget_uploads() -> int:
    """Delete the lists that nobody imported in a day; how many."""
    return ClassListUpload.objects.forgotten().delete()[0]


def drop_class_list(*, upload: ClassListUpload) -> None:
    """Forget the file without importing it."""
    ClassListUpload.objects.filter(pk=upload.pk).delete()


def import_class_list(*, upload: ClassListUpload, good_only: bool, by: User) -> Imported:
    """Import every line, or the good ones; twice the same list changes nothing.

    Raises ImportRefusedError when there are faulty lines and ``good_only`` is not asked for,
    when no line is good, or when somebody else has just imported or changed the same people.
    """
    try:
        return _import(upload=upload, good_only=good_only, by=by)
    except (IntegrityError, AccountError) as error:
        raise ImportRefusedError(
            "import_race",
            "Quelqu’un vient d’enregistrer les mêmes personnes. Rien n’a été importé : "
            "rechargez la page pour voir la liste à jour, puis recommencez.",
        ) from error


@transaction.atomic
def _import(*, upload: ClassListUpload, good_only: bool, by: User) -> Imported:
    # One import at a time in a school: the second one sees what the first one wrote.
    School.objects.select_for_update(of=("self",), no_key=True).get(
        pk=upload.cohort.programme.school_id
    )
    kept = (
        ClassListUpload.objects.waiting()
        .select_related("cohort__programme__school")
        .filter(pk=upload.pk)
        .first()
    )
    if kept is None:
        raise ImportRefusedError(
            "upload_gone", "Cette liste a déjà été importée ou abandonnée : rien n’a été refait."
        )
    plan = plan_of(kept, clock.today())
    if plan.faulty and not good_only:
        raise ImportRefusedError(
            "faulty_lines",
            "Des lignes sont fautives : rien n’a été importé. Corrigez le fichier, ou cochez "
            "« importer seulement les bonnes lignes ».",
        )
    if not plan.good:
        raise ImportRefusedError(
            "no_good_line", "Aucune ligne n’est bonne : corrigez le fichier, puis déposez-le."
        )
    for planned in plan.lines:
        _write(planned, kept.cohort, by)
    entry = _tell(plan, kept, by)
    kept.delete()
    return Imported(plan.counts, entry)


def _tell(plan: Plan, upload: ClassListUpload, by: User) -> JournalEntry:
    """The journal is for ever: it keeps numbers and codes, no cell of the file."""
    counts = plan.counts
    return record(
        by=by,
        school=upload.cohort.programme.school,
        verb="classlist.imported",
        sentence=f"Liste de la classe {upload.cohort} importée : {counts[Outcome.NEW]} créés, "
        f"{counts[Outcome.JOINS]} ajoutés, {counts[Outcome.CHANGED]} mis à jour, "
        f"{counts[Outcome.KNOWN]} inchangés, {counts[Outcome.FAULT]} écartés",
        file=f"cohort:{upload.cohort_id}",
        cohort=upload.cohort_id,
        counts={outcome.value: n for outcome, n in counts.items()},
        faults=[
            {"line": p.line.number, "codes": [f.code.value for f in p.line.faults]}
            for p in plan.lines
            if p.is_faulty
        ],
    )


def _write(planned: PlannedLine, cohort: Cohort, by: User) -> None:
    if planned.is_faulty:
        return
    student = planned.student
    if student is None:
        student = _create(planned, cohort.programme.school, by)
    elif planned.changes:
        _change(planned, student, by)
    Enrolment.objects.get_or_create(student=student, cohort=cohort)


def _create(planned: PlannedLine, school: School, by: User) -> Student:
    person = planned.line.person
    assert person is not None
    user = planned.user or make_account(
        first_name=person.first_name, last_name=person.last_name, email=person.email
    )
    give_role(user=user, school=school, role=Role.STUDENT, by=by)
    values = {name: getattr(person, name) for name in STUDENT_FIELDS}
    return Student.objects.create(school=school, user=user, **values)


def _change(planned: PlannedLine, student: Student, by: User) -> None:
    new: dict[str, Any] = {c.name: c.after for c in planned.changes}
    write_changes(student=student, new=new, by=by)


@transaction.atomic
def write_changes(*, student: Student, new: dict[str, Any], by: User) -> None:
    """Write these fields of the person and of the student; the journal keeps their names only."""
    user = student.user
    identity = {name: new.get(name, getattr(user, name) or "") for name in USER_FIELDS}
    if any(name in new for name in USER_FIELDS):
        change_identity(user=user, **identity)
    mine = [name for name in STUDENT_FIELDS if name in new]
    for name in mine:
        setattr(student, name, new[name])
    if mine:
        student.save(update_fields=mine)
    record(
        by=by,
        school=student.school,
        verb="student.changed",
        sentence=f"Fiche de {user} modifiée",
        file=f"student:{student.pk}",
        fields=sorted(new),
    )
