"""Writing a sheet, handing it in, deciding on it."""

import pytest
import time_machine
from django.core import mail

from tests.agreements.ready import missing_from
from tests.exams.conftest import Cast
from tripartite.core.tasks import run_due
from tripartite.core.workflow import TransitionError
from tripartite.curriculum.library import exam_session
from tripartite.documents.actions.files import read
from tripartite.exams.actions import sheets as actions
from tripartite.exams.actions.sheets import SheetConflictError, SheetDetails, SheetError
from tripartite.exams.domain.sheets import SheetState, questions_of
from tripartite.exams.models import Candidate, Sheet
from tripartite.exams.papers import fiche_pdf
from tripartite.school.models import Cohort

pytestmark = pytest.mark.django_db
KIND = "E4.negociation"
ANSWERS = {q.key: f"Dit de {q.label}." for q in questions_of(exam_session(2028).exam("E4"))}


def begin(cast: Cast, title: str = "Relances") -> Sheet:
    details = SheetDetails(title=title, placement=cast.placement, answers=ANSWERS)
    return actions.start_sheet(
        enrolment=cast.enrolment, kind=KIND, details=details, by=cast.student
    )


def test_a_sheet_makes_the_candidate(cast: Cast) -> None:
    sheet = begin(cast)

    candidate = Candidate.objects.get()
    assert (candidate.student.user, candidate.session) == (cast.student, 2028)
    assert (sheet.exam, sheet.kind, sheet.state) == ("E4", KIND, SheetState.DRAFT)


def test_a_double_click_is_one_sheet(cast: Cast) -> None:
    assert begin(cast) == begin(cast)
    other = SheetDetails(title="Relances", placement=cast.placement, answers={})
    actions.start_sheet(enrolment=cast.enrolment, kind=KIND, details=other, by=cast.student)

    assert Sheet.objects.count() == 2


def test_a_kind_that_the_session_does_not_ask_is_refused(cast: Cast) -> None:
    with pytest.raises(SheetError, match="ne demande pas de fiche"):
        actions.start_sheet(
            enrolment=cast.enrolment, kind="E9", details=SheetDetails("x"), by=cast.student
        )


def test_nothing_is_written_while_the_session_is_unknown(cast: Cast) -> None:
    Cohort.objects.update(exam_session=None)
    cast.enrolment.cohort.refresh_from_db()

    with pytest.raises(SheetError, match="La session d’examen de la classe n’est pas indiquée"):
        begin(cast)
    assert not Candidate.objects.exists()


def test_two_windows_lose_nothing(cast: Cast) -> None:
    sheet = begin(cast)
    seen = sheet.version
    first = SheetDetails(title="Première", placement=cast.placement, answers=ANSWERS)
    second = SheetDetails(title="Seconde", placement=cast.placement, answers=ANSWERS)
    actions.save_sheet(sheet=sheet, details=first, seen=seen, by=cast.student)

    with pytest.raises(SheetConflictError) as conflict:
        actions.save_sheet(sheet=sheet, details=second, seen=seen, by=cast.student)

    assert conflict.value.sheet.title == "Première"


def test_the_same_words_twice_are_one_save(cast: Cast) -> None:
    sheet = begin(cast)
    same = SheetDetails(title="Relances", placement=cast.placement, answers=ANSWERS)

    again = actions.save_sheet(sheet=sheet, details=same, seen=0, by=cast.student)

    assert again.version == sheet.version


def test_an_incomplete_sheet_stays_with_the_student(cast: Cast) -> None:
    sheet = begin(cast)
    Sheet.objects.update(answers={})

    with pytest.raises(TransitionError, match="Toutes les rubriques"):
        actions.submit(sheet=sheet, by=cast.student)


def test_what_is_handed_in_is_kept_as_a_version_and_the_reader_told(cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)
    run_due()

    assert [(v.number, v.answers) for v in sheet.versions.all()] == [(1, ANSWERS)]
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([cast.teacher.email], f"Fiche E4 à relire – {cast.student}")
    ]


@time_machine.travel("2028-02-01 10:00", tick=False)
def test_a_validation_says_when_and_by_whom(cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)

    sheet = actions.decide(sheet=sheet, approve=True, remark="", by=cast.teacher)
    run_due()

    assert (sheet.state, sheet.validated_by) == (SheetState.VALIDATED, cast.teacher)
    assert sheet.validated_at.date().isoformat() == "2028-02-01"
    assert mail.outbox[-1].subject == "Fiche E4 validée"


def test_the_paper_of_a_validated_sheet_is_printed_once(cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)
    sheet = actions.decide(sheet=sheet, approve=True, remark="", by=cast.teacher)
    cast.placement.site.host.name = "Un autre nom"
    cast.placement.site.host.save()

    assert fiche_pdf(Sheet.objects.get()) == read(sheet.printed)
    assert missing_from(read(sheet.printed), ["Relances", "Maison Azur", "Travaillée"]) == []
    sheet = actions.reopen(sheet=sheet, reason="Un chiffre était faux.", by=cast.student)
    assert (sheet.printed, fiche_pdf(sheet)[:5]) == (None, b"%PDF-")


def test_a_return_needs_a_remark_and_reaches_the_student(cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)

    with pytest.raises(TransitionError, match="demande un motif"):
        actions.decide(sheet=sheet, approve=False, remark=" ", by=cast.teacher)
    sheet = actions.decide(sheet=sheet, approve=False, remark="Chiffrez.", by=cast.teacher)

    assert (sheet.state, sheet.remark) == (SheetState.RETURNED, "Chiffrez.")


def test_taking_a_validated_sheet_back_drops_the_validation(cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)
    sheet = actions.decide(sheet=sheet, approve=True, remark="", by=cast.teacher)

    sheet = actions.reopen(sheet=sheet, reason="Un chiffre était faux.", by=cast.student)

    assert (sheet.state, sheet.validated_at, sheet.validated_by) == (SheetState.DRAFT, None, None)
    with pytest.raises(SheetError, match="n’est pas celui de ce candidat"):
        actions.save_sheet(
            sheet=sheet, details=SheetDetails("x", placement=_foreign()), seen=1, by=cast.student
        )


def _foreign():
    from tests import factories

    school = factories.make_school("Ailleurs")
    return factories.make_placement(factories.make_enrolment(factories.make_cohort(school)))
