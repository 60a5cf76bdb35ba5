"""The exam file of the demonstration: sheets written and validated, folders frozen, handed in."""

from collections.abc import Iterable
from datetime import date

from tripartite.accounts.models import User
from tripartite.core.fr import range_in_words
from tripartite.curriculum.domain import Exam
from tripartite.curriculum.models import Task
from tripartite.dashboards.demo.fiches import FICHES, Answers, Fiche
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import run_worker
from tripartite.documents.models import Batch
from tripartite.documents.uploads import CheckedFile
from tripartite.exams.actions import files, sheets
from tripartite.exams.actions.exporting import order_export
from tripartite.exams.actions.sheets import SheetDetails
from tripartite.exams.domain.sheets import kind_of, questions_of
from tripartite.exams.domain.weeks import Route
from tripartite.exams.models import Export, Sheet
from tripartite.exams.queries import session_of
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment


def write_sheet(enrolment: Enrolment, fiche: Fiche, placement: Placement | None) -> Sheet:
    """The student writes the sheet, of this placement when it was lived there."""
    session = session_of(enrolment.cohort)
    known = kind_of(session, fiche.kind) if session else None
    if known is None:
        raise LookupError(f"the session of {enrolment.cohort} asks for no {fiche.kind}")
    tasks = Task.objects.of(enrolment.cohort.programme.curriculum).filter(code__in=fiche.tasks)
    placement = placement if fiche.lived else None
    return sheets.start_sheet(
        enrolment=enrolment,
        kind=fiche.kind,
        details=SheetDetails(
            title=fiche.title,
            placement=placement,
            tasks=tuple(tasks),
            answers=_said(known[0], fiche.answers, placement),
        ),
        by=enrolment.student.user,
    )


def _said(exam: Exam, answers: Answers, placement: Placement | None) -> dict[str, str]:
    """What is written under each heading of the session."""
    found = {}
    for question in questions_of(exam):
        for (section, label), text in answers.items():
            if question.section.startswith(section) and question.label.startswith(label):
                found[question.key] = text.format(**_facts(placement))
    return found


def _facts(placement: Placement | None) -> dict[str, str]:
    site = placement.site if placement else None
    if placement is None or site is None:
        words = ("host", "activity", "address", "dates")
        return dict.fromkeys(words, "Situation construite en formation")
    return {
        "host": str(site.host),
        "activity": site.host.activity,
        "address": f"{site.address}, {site.postcode} {site.city}",
        "dates": range_in_words(placement.starts_on, placement.ends_on).capitalize(),
    }


def write_sheets(
    enrolment: Enrolment, placement: Placement | None, fiches: Iterable[Fiche] = FICHES
) -> list[Sheet]:
    """The student writes these sheets and hands them to the teacher."""
    written = [write_sheet(enrolment, fiche, placement) for fiche in fiches]
    return [sheets.submit(sheet=sheet, by=enrolment.student.user) for sheet in written]


def validate(written: Iterable[Sheet], by: User) -> None:
    for sheet in written:
        sheets.decide(sheet=sheet, approve=True, remark="", by=by)


def fix_date(cohort: Cohort, due_on: date, team: Team) -> None:
    files.set_deadline(cohort=cohort, due_on=due_on, by=team.office)


def hand_in(enrolment: Enrolment, day: date, team: Team) -> None:
    files.hand_in(enrolment=enrolment, day=day, by=team.office)


def take_apprentice(enrolment: Enrolment, contract: CheckedFile, team: Team) -> None:
    """The office notes that the candidate is an apprentice, with the contract."""
    files.describe_candidate(
        enrolment=enrolment,
        route=Route.APPRENTICE,
        weeks_granted=None,
        decision=None,
        substitute=contract,
        by=team.office,
    )


def export(cohort: Cohort, team: Team) -> Batch:
    """The office has the folders of the class frozen; the worker makes them."""
    batch = order_export(cohort=cohort, by=team.office)
    run_worker()
    batch.refresh_from_db()
    return batch


def folder_of(enrolment: Enrolment) -> Export:
    """The folder of this student, as it was frozen last."""
    exports = Export.objects.filter(candidate__student=enrolment.student_id)
    return exports.select_related("archive").latest("made_at")
