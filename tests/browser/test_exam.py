"""After the placement: an attestation corrected once signed, and a candidate saved from « NV »."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Days, Keep, Mail, People
from tests.browser.gestures import SECRET, give, keep_mail, sign, signature_of
from tests.certificates.ended import make_ended, office_of
from tests.logbook.partners import seal
from tripartite.accounts.models import School
from tripartite.certificates import actions as certificates
from tripartite.certificates.models import Certificate
from tripartite.core.tasks import run_due
from tripartite.curriculum.library import exam_session
from tripartite.exams.actions import files, sheets
from tripartite.exams.actions.sheets import SheetDetails
from tripartite.exams.domain.sheets import questions_of
from tripartite.exams.models import Sheet
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Capacity, Kind
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
LAST_DAY, DUE = date(2027, 1, 29), date(2027, 3, 31)
SESSION = exam_session(2027)


@pytest.fixture
def ended(days: Days, school: School) -> Placement:
    """Four weeks of a confirmed ledger, on the last day."""
    days.go(LAST_DAY, 18)
    keep_mail(school)
    return make_ended(school)


def sign_as_host(people: People, mail: Mail, paper: Paper, subject: str = "ttestation") -> Page:
    signature = signature_of(paper, Capacity.HOST)
    page = people.following(mail.link_to(signature.email, subject), viewport=PHONE)
    sign(page, signature, mail)
    run_due()
    return page


def verdict_of(page: Page, code: str) -> str:
    page.goto(f"/verifier/{code}/")
    return page.get_by_role("main").inner_text()


def test_an_attestation_corrected_after_its_signature_replaces_the_older_one(
    people: People, mail: Mail, ended: Placement, keep: Keep
) -> None:
    older = certificates.issue(placement=ended, gratification=0, by=office_of(ended)).paper
    give(older, mail, Capacity.HOST)
    anybody = people.somebody()
    assert "Document authentique" in verdict_of(anybody, older.code)

    office = people.signed_in(office_of(ended).email or "", SECRET)
    office.goto(f"/attestations/stages/{ended.pk}/")
    office.get_by_role("link", name="Refaire l’attestation").click()
    office.get_by_label("Gratification versée en tout").fill("120,50")
    office.get_by_label("Ce qui est corrigé").fill("La gratification versée avait été oubliée.")
    keep(office, "attestation-refaite")
    office.get_by_role("button", name="Refaire l’attestation").click()
    expect(office.get_by_text("est invité à la signer")).to_be_visible()
    newer = Paper.objects.get(kind=Kind.CERTIFICATE, version=2)
    sign_as_host(people, mail, newer)

    told = verdict_of(anybody, older.code)
    keep(anybody, "attestation-remplacee")
    assert "Document remplacé" in told
    assert "une version plus récente l’a remplacée" in told
    assert "Document authentique" in verdict_of(anybody, newer.code)


# ---------------------------------------------------------------- a candidate in danger
def in_danger(ended: Placement) -> Enrolment:
    """Twelve weeks attested, the last attestation unsigned, one sheet of five still a draft."""
    enrolment, office = ended.enrolment, office_of(ended)
    enrolment.cohort.exam_session = SESSION.session
    enrolment.cohort.save(update_fields=["exam_session"])
    attested(enrolment, weeks=12)
    certificates.issue(placement=ended, gratification=0, by=office)
    files.set_deadline(cohort=enrolment.cohort, due_on=DUE, by=office)
    written = [write(enrolment, ended, kind) for exam in SESSION.exams for kind in exam.sheets]
    for sheet in written[:-1]:
        given = sheets.submit(sheet=sheet, by=ended.student)
        sheets.decide(sheet=given, approve=True, remark="", by=ended.referent)
    return enrolment


def attested(enrolment: Enrolment, *, weeks: int) -> None:
    """A placement of before, as its rows are."""
    period = factories.make_period(
        enrolment.cohort, number=2, starts_on=date(2026, 9, 7), ends_on=date(2026, 11, 27)
    )
    placement = factories.make_placement(enrolment, period, state=State.CLOSED)
    Certificate.objects.create(
        placement=placement,
        paper=seal(placement, Kind.CERTIFICATE),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        minutes=weeks * 35 * 60,
        days=weeks * 5,
        weeks=weeks,
    )


def write(enrolment: Enrolment, placement: Placement, kind: object) -> Sheet:
    exam = next(exam for exam in SESSION.exams if kind in exam.sheets)
    answers = {question.key: "Ce qui a été fait." for question in questions_of(exam)}
    return sheets.start_sheet(
        enrolment=enrolment,
        kind=kind.code,
        details=SheetDetails(title=f"Fiche {kind.code}", placement=placement, answers=answers),
        by=placement.student,
    )


def conformity(page: Page, enrolment: Enrolment) -> str:
    page.goto(f"/epreuves/dossiers/{enrolment.pk}/")
    return page.locator("#conformite").inner_text()


def test_a_candidate_warned_three_times_is_saved_from_nv(
    people: People, mail: Mail, days: Days, ended: Placement, keep: Keep
) -> None:
    enrolment = in_danger(ended)
    for left in (30, 15, 7):
        days.go(DUE - timedelta(days=left), 7)
        call_command("watch_exam_files", verbosity=0)
    warned = OutgoingMessage.objects.filter(kind="exam_file_in_danger")
    for user in (ended.student, ended.referent, office_of(ended)):
        assert warned.filter(to=user.email).count() == 3
    days.go(DUE - timedelta(days=6), 9)

    student = people.signed_in(ended.student.email or "", SECRET, viewport=PHONE)
    red = conformity(student, enrolment)
    keep(student, "dossier-en-danger")
    assert "en danger" in red
    assert "12 semaines attestées sur 16" in " ".join(red.split())
    assert "n’est pas signée" in red
    student.goto(Sheet.objects.latest("pk").get_absolute_url())
    student.get_by_role("button", name="Soumettre à l’enseignant").click()
    expect(student.get_by_text("La fiche est soumise")).to_be_visible()

    teacher = people.signed_in(ended.referent.email or "", SECRET)
    teacher.goto(mail.link_to(ended.referent.email or "", "à relire"))
    teacher.get_by_role("button", name="Valider la fiche").click()
    expect(teacher.get_by_text("La fiche est validée")).to_be_visible()
    paper = Paper.objects.get(kind=Kind.CERTIFICATE, placement=ended)
    # The link of January is no longer good: the host asks for another on the spot.
    host = people.somebody()
    host.goto(mail.link_to(signature_of(paper, Capacity.HOST).email, "ttestation"))
    host.get_by_role("button", name="Recevoir un nouveau lien").click()
    expect(host.get_by_role("heading", name="Un nouveau lien est parti")).to_be_visible()
    sign_as_host(people, mail, paper, "lien")

    office = people.signed_in(office_of(ended).email or "", SECRET)
    assert "Le dossier est à déposer au plus tard" in conformity(office, enrolment)
    office.get_by_text("Gérer le dossier").click()
    office.get_by_role("link", name="Noter le dépôt du dossier").click()
    office.get_by_role("button", name="Noter").click()
    green = conformity(office, enrolment)
    keep(office, "dossier-conforme")
    assert "en danger" not in green
    assert "à compléter" not in green
    assert "conforme" in green
