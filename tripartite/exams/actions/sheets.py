"""Writing a sheet, handing it to the teacher, validating it; its versions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.curriculum.domain import ExamSession
from tripartite.curriculum.library import exam_session
from tripartite.curriculum.models import Task
from tripartite.documents.actions.files import keep
from tripartite.exams import emails
from tripartite.exams.access import relations_to
from tripartite.exams.domain.sheets import (
    SHEET,
    WRITABLE,
    SheetState,
    empty_answers,
    kind_of,
    questions_of,
)
from tripartite.exams.models import Candidate, Sheet, SheetVersion
from tripartite.exams.papers import fiche_name, print_fiche
from tripartite.exams.queries import session_of
from tripartite.logbook.models import LogEntry
from tripartite.mailing import outbox
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment


class SheetError(DomainError):
    """The sheet cannot be written so, or not now."""


class SheetConflictError(SheetError):
    """Somebody saved the sheet since the page was shown: ``sheet`` holds the other words."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(
            "sheet_conflict",
            "Cette fiche a été enregistrée ailleurs pendant que vous écriviez. Rien n’est perdu : "
            "votre texte est dans les champs, l’autre est affiché au-dessus. Reprenez ce qu’il "
            "faut, puis enregistrez.",
        )
        self.sheet = sheet


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """What the student writes; ``placement`` is None for a situation built in class."""

    title: str
    placement: Placement | None = None
    tasks: tuple[Task, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[LogEntry, ...] = ()


def candidate_of(enrolment: Enrolment) -> Candidate:
    """The candidate of this student for the session of the class, made when needed.

    Raises SheetError while the session is not known.
    """
    session = session_of(enrolment.cohort)
    if session is None:
        raise SheetError(
            "no_session",
            "La session d’examen de la classe n’est pas indiquée : le bureau des stages la note "
            "sur la fiche de la classe.",
        )
    candidate, _ = Candidate.objects.get_or_create(
        student_id=enrolment.student_id,
        session=session.session,
        defaults={"programme_id": enrolment.cohort.programme_id},
    )
    return candidate


@transaction.atomic
def start_sheet(*, enrolment: Enrolment, kind: str, details: SheetDetails, by: User) -> Sheet:
    """Open a sheet of this kind; the same words sent twice are one sheet.

    Raises SheetError for a kind that the session does not ask.
    """
    candidate = candidate_of(enrolment)
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    known = kind_of(exam_session(candidate.session), kind)
    if known is None:
        raise SheetError("unknown_kind", "Cette session ne demande pas de fiche de cette nature.")
    _check_placement(candidate, details)
    exam, sort = known
    same = Sheet.objects.filter(
        candidate=candidate,
        kind=sort.code,
        state=SheetState.DRAFT,
        title=details.title,
        placement=details.placement,
    )
    for twin in same.order_by("pk"):
        if twin.answers == dict(details.answers):
            return twin
    sheet = Sheet.objects.create(
        candidate=candidate,
        exam=exam.code,
        kind=sort.code,
        title=details.title,
        placement=details.placement,
        answers=dict(details.answers),
    )
    sheet.tasks.set(details.tasks)
    sheet.notes.set(details.notes)
    _tell_story(sheet, "started", f"Fiche {exam.code} commencée : {sheet.title}", by)
    return sheet


@transaction.atomic
def save_sheet(*, sheet: Sheet, details: SheetDetails, seen: int, by: User) -> Sheet:
    """Write the sheet; ``seen`` is the version that the page was showing.

    Raises SheetConflictError when somebody saved meanwhile, SheetError when it is not to be
    written now.
    """
    sheet = locked(sheet)
    if sheet.state not in WRITABLE:
        raise SheetError(
            "not_writable",
            f"Cette fiche est « {sheet.get_state_display()} » : reprenez-la d’abord, en disant "
            "pourquoi.",
        )
    _check_placement(sheet.candidate, details)
    kept = (sheet.title, sheet.placement_id, sheet.answers, set(sheet.tasks.all()))
    wanted_placement = details.placement.pk if details.placement else None
    wanted = (details.title, wanted_placement, dict(details.answers), set(details.tasks))
    if kept == wanted:
        return sheet
    if sheet.version != seen:
        raise SheetConflictError(sheet)
    sheet.title = details.title
    sheet.placement = details.placement
    sheet.answers = dict(details.answers)
    sheet.version += 1
    sheet.updated_at = clock.now()
    sheet.save(update_fields=["title", "placement", "answers", "version", "updated_at"])
    sheet.tasks.set(details.tasks)
    _tell_story(sheet, "saved", f"Fiche {sheet.exam} écrite : {sheet.title}", by)
    return sheet


@transaction.atomic
def submit(*, sheet: Sheet, by: User) -> Sheet:
    """Hand the sheet to the teachers; what is handed is kept as a version."""
    sheet = locked(sheet)
    sheet = _move("submit", sheet, by)
    number = sheet.versions.count() + 1
    SheetVersion.objects.create(
        sheet=sheet, number=number, title=sheet.title, answers=sheet.answers
    )
    _tell_story(sheet, "submitted", f"Fiche {sheet.exam} soumise : {sheet.title}", by)
    for teacher in readers_of(sheet.candidate):
        outbox.send(emails.sheet_submitted(sheet, teacher), school=sheet.candidate.student.school)
    return sheet


@transaction.atomic
def decide(*, sheet: Sheet, approve: bool, remark: str, by: User, seen: int | None = None) -> Sheet:
    """Validate the sheet, or return it with a remark; the student is told.

    ``seen`` is the version that the page was showing, if there was a page: raises SheetError when
    the student has written another one since.

    A validation says « travaillé et validé » with its day and its author: the exam asks for it.
    The paper is printed then and kept: what was validated is what goes into the folder.
    """
    sheet = locked(sheet)
    if seen is not None and sheet.version != seen:
        raise SheetError(
            "sheet_changed",
            "Cette fiche a été modifiée depuis que vous l’avez ouverte : relisez-la ci-dessous, "
            "puis décidez. Votre remarque est gardée.",
        )
    name = "validate" if approve else "return"
    sheet = _move(name, sheet, by, remark)
    if approve:
        _print(sheet)
    said = "validée" if approve else f"renvoyée : {sheet.remark}"
    _tell_story(sheet, name, f"Fiche {sheet.exam} {said}", by)
    student = sheet.candidate.student
    if student.user.email:
        outbox.send(emails.sheet_decided(sheet), school=student.school)
    return sheet


@transaction.atomic
def reopen(*, sheet: Sheet, reason: str, by: User) -> Sheet:
    """Take a submitted or validated sheet back to be written; the validation falls."""
    sheet = _move("reopen", locked(sheet), by, reason)
    _tell_story(sheet, "reopened", f"Fiche {sheet.exam} reprise : {sheet.remark}", by)
    return sheet


def locked(sheet: Sheet) -> Sheet:
    """The sheet as it is now, held until the end of the transaction."""
    return (
        Sheet.objects.select_related("candidate__student__user", "candidate__student__school")
        .select_for_update(of=("self",))
        .get(pk=sheet.pk)
    )


def readers_of(candidate: Candidate) -> list[User]:
    """The référents of the student's placements, else the teachers of his classes."""
    placements = Placement.objects.live().filter(enrolment__student=candidate.student_id)
    found = User.objects.filter(
        is_active=True, pk__in=placements.exclude(referent=None).values("referent")
    )
    if not found.exists():
        found = User.objects.filter(
            is_active=True, teachings__cohort__enrolments__student=candidate.student_id
        ).distinct()
    return [user for user in found.order_by("pk") if user.email]


def _move(name: str, sheet: Sheet, by: User, reason: str = "") -> Sheet:
    session: ExamSession = exam_session(sheet.candidate.session)
    exam = session.exam(sheet.exam)
    reason = " ".join(reason.split())
    sheet.state = SHEET.target(
        name,
        SheetState(sheet.state),
        relations_to(by, sheet.candidate.student),
        facts=len(empty_answers(questions_of(exam), sheet.answers)),
        reason=reason,
    )
    sheet.remark = reason
    sheet.updated_at = clock.now()
    validated = sheet.state == SheetState.VALIDATED
    sheet.validated_at = clock.now() if validated else None
    sheet.validated_by = by if validated else None
    sheet.printed = None
    sheet.save(
        update_fields=["state", "remark", "updated_at", "validated_at", "validated_by", "printed"]
    )
    return sheet


def _print(sheet: Sheet) -> None:
    sheet.printed = keep(
        school=sheet.candidate.student.school, content=print_fiche(sheet), name=fiche_name(sheet)
    )
    sheet.save(update_fields=["printed"])


def _check_placement(candidate: Candidate, details: SheetDetails) -> None:
    placement = details.placement
    if placement is not None and placement.enrolment.student_id != candidate.student_id:
        raise SheetError("foreign_placement", "Ce stage n’est pas celui de ce candidat.")


def _tell_story(sheet: Sheet, verb: str, sentence: str, by: Actor) -> None:
    record(
        by=by,
        school=sheet.candidate.student.school,
        verb=f"sheet.{verb}",
        sentence=sentence[:300],
        file=sheet.candidate.file,
        sheet=sheet.pk,
    )
