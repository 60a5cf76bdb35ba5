"""The joint evaluation: voices apart, one tablet for four; and the same on paper."""

from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from tests import factories
from tests.agreements.ready import text_of
from tests.browser.conftest import Days, Keep, Mail, People
from tests.browser.gestures import SECRET, keep_mail
from tests.logbook.partners import Partners, make_partners
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.curriculum import actions as curricula
from tripartite.curriculum import library
from tripartite.curriculum.models import Task
from tripartite.documents import actions as documents
from tripartite.evaluations.models import JointEvaluation, Voice
from tripartite.papers.domain import CONSENT, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
#: The tutor, the student and the référent sign; whoever else sat at the table is named.
FOUR = "Inès Moreau, Théo Tuteur, Éric Référent, Rose Patronne (gérante)"


@pytest.fixture
def partners(days: Days, school: School) -> Partners:
    """The last day of a placement with one mission of the référentiel."""
    days.go(date(2027, 1, 29))
    keep_mail(school)
    found = make_partners(school)
    curriculum, _new = curricula.load(data=library.read("bts-ndrc-2018.toml"))
    programme = found.placement.period.cohort.programme
    programme.curriculum = curriculum
    programme.save(update_fields=["curriculum"])
    mission = found.placement.missions.get()
    mission.tasks.set(Task.objects.of(curriculum).filter(code="P3.A3.T2"))
    return found


def sheet() -> bytes:
    """What a scanner makes of one page."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def address(partners: Partners, tail: str = "") -> str:
    return f"/evaluations/{partners.placement.pk}/{tail}"


def lines_of(page: Page) -> list[Locator]:
    return page.locator("fieldset[id^=id_level]").all()


def agree(page: Page, partners: Partners) -> None:
    page.goto(address(partners, "seance/"))
    page.get_by_role("button", name="Commencer la séance").click()
    page.get_by_label("Tenue le").fill("2027-01-29")
    page.get_by_label("Lieu").fill("Maison Azur, Nice")
    page.get_by_label("Personnes présentes").fill(FOUR)
    for line in lines_of(page):
        line.locator("input[value=S]").check()


def send(page: Page) -> Paper:
    page.get_by_role("button", name="Enregistrer et convenir").click()
    page.get_by_role("button", name="Envoyer à la signature").click()
    expect(page.get_by_role("heading", level=1, name=" n° ")).to_be_visible()
    return Paper.objects.get(kind=Kind.EVALUATION)


def test_a_tutor_speaks_by_link_then_all_agree_and_sign_on_one_tablet(
    people: People, mail: Mail, partners: Partners, keep: Keep
) -> None:
    email = partners.referent.email or ""
    tablet = people.signed_in(email, SECRET, viewport=TABLET)
    tablet.goto(address(partners))
    tablet.get_by_role("button", name="Demander les avis").click()
    expect(tablet.get_by_text("Un courriel est parti")).to_be_visible()

    phone = people.following(mail.link_to(partners.tutor.email, "avis"), viewport=PHONE)
    lines = lines_of(phone)
    for number, line in enumerate(lines, start=1):
        line.locator("input[value=TS]").check()
        expect(phone.locator("#avancement")).to_contain_text(f"{number} sur {len(lines)}")
    assert Voice.objects.get().marks.count() == len(lines)
    keep(phone, "avis-telephone")
    phone.get_by_role("button", name="Donner mon avis").click()
    expect(phone.get_by_text("Votre avis est donné")).to_be_visible()

    student = people.signed_in(partners.student.email or "", SECRET)
    student.goto(address(partners, "avis/"))
    for line in lines_of(student):
        line.locator("input[value=I]").check()
    student.get_by_role("button", name="Donner mon avis").click()
    expect(student.locator("#compare")).to_contain_text("écart important")

    agree(tablet, partners)
    expect(tablet.get_by_text("À discuter d’abord")).to_be_visible()
    keep(tablet, "seance-tablette")
    paper = send(tablet)
    tablet.goto(address(partners))
    tablet.get_by_role("link", name="Signer ensemble").click()
    tablet.get_by_role("button", name="Prêter cet appareil").click()
    for signature in paper.signatures.order_by("rank", "pk"):
        tablet.get_by_role("link", name=f"C’est à moi {signature.name}").click()
        tablet.get_by_role("button", name="code").first.click()
        tablet.get_by_label("Code à six chiffres").fill(mail.code_to(signature.email))
        tablet.get_by_label(CONSENT).check()
        tablet.get_by_role("button", name="Signer", exact=True).click()
        expect(tablet.get_by_text(f"{signature.name} a signé")).to_be_visible()
    run_due()
    paper.refresh_from_db()
    assert paper.state == PaperState.SEALED
    assert paper.sealed is not None
    told = text_of(documents.read(paper.sealed))
    assert all(name.split(" (")[0] in told for name in FOUR.split(", "))


def test_an_evaluation_signed_by_hand_is_read_by_another_and_sealed(
    people: People, partners: Partners, keep: Keep
) -> None:
    """All signed one printed sheet in the workshop; the office has it in the morning."""
    reader = factories.make_user(partners.placement.school, Role.OFFICE, last_name="Relecteur")
    referent = people.signed_in(partners.referent.email or "", SECRET)
    agree(referent, partners)
    paper = send(referent)

    office = people.signed_in(partners.office.email or "", SECRET)
    other = people.signed_in(reader.email or "", SECRET)
    for signature in paper.signatures.order_by("rank", "pk"):
        office.goto(f"/papiers/signatures/{signature.pk}/papier/")
        office.get_by_label("Copie de la feuille signée (PDF ou photo)").set_input_files(
            {"name": "feuille.pdf", "mimeType": "application/pdf", "buffer": sheet()}
        )
        office.get_by_label("Signée le").fill("2027-01-29")
        office.locator("main form button").first.click()
        expect(office.get_by_text("elle compte une fois relue").first).to_be_visible()
        other.goto(f"/papiers/signatures/{signature.pk}/papier/relire/")
        other.get_by_role("button", name="C’est bien signé : retenir").click()
        expect(other.get_by_text("La signature est retenue.")).to_be_visible()
    run_due()

    keep(other, "evaluation-sur-papier")
    sealed = Paper.objects.select_related("sealed").get(pk=paper.pk)
    assert (sealed.state, sealed.sealed is not None) == (PaperState.SEALED, True)
    methods = set(paper.signatures.values_list("state", flat=True))
    assert methods == {SignatureState.PAPER}


def test_an_evaluation_made_on_another_paper_is_kept(
    people: People, partners: Partners, keep: Keep
) -> None:
    office = people.signed_in(partners.office.email or "", SECRET, viewport=TABLET)
    office.goto(address(partners))
    office.get_by_role("link", name="Verser un autre document").click()
    office.get_by_label("Le document reçu").set_input_files(
        {"name": "grille.pdf", "mimeType": "application/pdf", "buffer": sheet()}
    )
    office.get_by_label("Pourquoi un autre document").fill("Grille du groupe, signée à la main.")
    keep(office, "autre-document")
    office.get_by_role("button", name="Verser au dossier").click()

    expect(office.get_by_text("Évaluée sur un autre document")).to_be_visible()
    expect(office.get_by_role("link", name="Ouvrir le document reçu")).to_be_visible()
    assert JointEvaluation.objects.get().state == "elsewhere"
