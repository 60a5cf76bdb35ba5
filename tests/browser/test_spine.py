"""One placement, whole, through the screens: from the class list to the attestation."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.browser.conftest import Days, Keep, Mail, People
from tests.browser.gestures import (
    HOST,
    fill_host,
    fill_mission,
    save_host,
    save_mission,
    sign,
    submit,
    write_headings,
)
from tripartite.core.tasks import run_due
from tripartite.dashboards.demo import people as demo
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLASS_LIST = Path(__file__).parents[1] / "data" / "classe-ndrc1-siecle.csv"
STUDENT = "mathis.bianchi@eleves.example"
OFFICE, REFERENT, HEAD = "bureau@demo.example", "referente@demo.example", "direction@demo.example"
OWN_PASSWORD = "orange-pressée-du-matin"
PERIODS = [
    (date(2027, 1, 4), date(2027, 1, 29)),
    (date(2027, 5, 31), date(2027, 6, 25)),
]
MONDAYS = [date(2027, 1, 4) + timedelta(weeks=n) for n in range(4)]
TUTOR, SIGNATORY = HOST.tutor.email, HOST.signatory.email


@pytest.fixture
def _school(days: Days, base: str) -> None:
    """The school as the office finds it in September: a class without students."""
    days.go(date(2026, 9, 7))
    call_command("load_curriculum", verbosity=0)
    demo.open_cohort(demo.open_school(1), name="NDRC1", year=2026, session=2028, periods=PERIODS)


@pytest.mark.usefixtures("_school")
def test_a_placement_from_the_class_list_to_the_attestation(
    days: Days, people: People, mail: Mail, keep: Keep
) -> None:
    import_class(people.signed_in(OFFICE), keep)
    accept_invitation(people.somebody(), mail.link_to(STUDENT))

    days.go(date(2026, 10, 12), 18)
    student = people.signed_in(STUDENT, OWN_PASSWORD)
    declare(student, keep)
    frame(student, keep)

    days.go(date(2026, 10, 13))
    name_referent(people.signed_in(OFFICE))

    days.go(date(2026, 10, 13), 12)
    agree(people.somebody(), mail.link_to(TUTOR), keep)

    days.go(date(2026, 10, 14))
    approve(people.signed_in(REFERENT))

    days.go(date(2026, 10, 16))
    send_agreement(people.signed_in(OFFICE), keep)
    agreement = Paper.objects.get()
    sign_all(agreement, people, mail, keep)

    days.go(date(2027, 1, 5), 17)
    plan_exchange(people.signed_in(REFERENT), keep)
    for monday in MONDAYS[:3]:
        live_week(monday, days, people, mail)
    days.go(date(2027, 1, 28), 17)
    report_exchange(people.signed_in(REFERENT), keep)
    live_week(MONDAYS[3], days, people, mail)

    days.go(date(2027, 2, 1), 17)
    evaluate(people.signed_in(REFERENT), keep)
    sign_all(Paper.objects.get(kind=Kind.EVALUATION), people, mail, keep)

    days.go(date(2027, 2, 2))
    certify(people.signed_in(OFFICE), keep)
    attestation = Paper.objects.get(kind=Kind.CERTIFICATE)
    sign_all(attestation, people, mail, keep)

    verify(people.somebody(), attestation, keep)


def import_class(page: Page, keep: Keep) -> None:
    page.goto("/etablissement/classes/")
    page.get_by_role("link", name="NDRC1").click()
    page.get_by_role("link", name="Importer une liste").click()
    page.get_by_label("Liste de la classe (CSV)").set_input_files(CLASS_LIST)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_text("Rien n’est encore importé.")).to_be_visible()
    keep(page, "apercu")
    page.get_by_role("button", name="Importer la liste").click()
    page.get_by_role("link", name="Voir la classe").click()
    expect(page.get_by_role("row")).not_to_have_count(0)
    keep(page, "classe")
    page.get_by_role("button", name="Inviter les étudiants sans compte").click()
    expect(page.get_by_role("button", name="Inviter les étudiants sans compte")).to_have_count(0)


def accept_invitation(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Mot de passe").fill(OWN_PASSWORD)
    page.get_by_label("Le même, une seconde fois").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page.get_by_role("heading", name="Bonjour Mathis")).to_be_visible()


def declare(page: Page, keep: Keep) -> None:
    page.get_by_role("link", name="Déclarer un accueil").first.click()
    fill_host(page)
    keep(page, "declaration")
    save_host(page)


def frame(page: Page, keep: Keep) -> None:
    write_headings(page)
    fill_mission(page)
    keep(page, "mission")
    save_mission(page)
    keep(page, "cadrage")
    submit(page)


def name_referent(page: Page) -> None:
    page.get_by_role("link", name="NDRC1, période 1").click()
    page.get_by_role("link", name="Mathis BIANCHI").click()
    page.get_by_role("link", name="Changer l’enseignant référent").click()
    page.get_by_label("Éva Renard").check()
    page.get_by_role("button", name="Nommer").click()


def agree(page: Page, link: str, keep: Keep) -> None:
    """The tutor enters by the link of the e-mail, reads, and agrees."""
    page.goto(link)
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", name="Votre accord sur ce stage")).to_be_visible()
    keep(page, "accord")
    page.get_by_role("button", name="Je suis d’accord").click()
    expect(page.get_by_text("Merci : votre accord est noté.")).to_be_visible()


def approve(page: Page) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Lire le cadrage et décider").click()
    page.get_by_role("button", name="Valider le cadrage").click()
    expect(page.get_by_text("cadrage validé").first).to_be_visible()


def send_agreement(page: Page, keep: Keep) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Préparer la convention").click()
    keep(page, "preparer")
    page.get_by_role("button", name="Envoyer à la signature").click()
    expect(page.get_by_role("heading", name="Convention")).to_be_visible()
    keep(page, "convention")


def sign_all(paper: Paper, people: People, mail: Mail, keep: Keep) -> None:
    """Each in turn opens the link of the e-mail, asks for the code and signs with it."""
    for signature in paper.signatures.order_by("rank", "pk"):
        link = mail.link_to(signature.email)
        scanned = people.somebody()
        for _ in range(2):
            scanned.goto(link)
        signature.refresh_from_db()
        assert signature.signed_at is None
        page = people.following(link)
        sign(page, signature, mail)
        if signature.rank == 1:
            keep(page, f"signe-{paper.kind}")
        people.leave()
    run_due()
    paper.refresh_from_db()
    assert paper.state == PaperState.SEALED


def plan_exchange(page: Page, keep: Keep) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Planifier l’échange").first.click()
    page.get_by_role("link", name="La date est déjà convenue").click()
    page.get_by_label("Date").fill("2027-01-28")
    page.get_by_label("Heure").fill("10:00")
    page.get_by_role("button", name="Prévoir l’échange").click()
    expect(page.get_by_role("heading", name="Échanges")).to_be_visible()
    keep(page, "echange-prevu")


def report_exchange(page: Page, keep: Keep) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Rendre compte").first.click()
    page.get_by_role("link", name="Compte rendu").or_(
        page.get_by_role("link", name="Rendre compte")
    ).first.click()
    page.get_by_label("Ce qui s’est dit").fill("Les relances avancent comme prévu.")
    page.get_by_label("rien à signaler").check()
    keep(page, "compte-rendu")
    page.get_by_role("button", name="Verser au dossier").click()
    expect(page.get_by_text("Les relances avancent comme prévu.")).to_be_visible()


def live_week(monday: date, days: Days, people: People, mail: Mail) -> None:
    """On Friday evening the student says he was there; on Sunday the tutor confirms."""
    days.go(monday + timedelta(days=4), 19)
    week = f"/presence/{Placement.objects.get().pk}/{monday.isoformat()}/"
    student = people.signed_in(STUDENT, OWN_PASSWORD)
    student.goto(week)
    student.get_by_role("button", name="Présent comme prévu").click()
    expect(student.get_by_text("à confirmer par le tuteur").first).to_be_visible()
    days.go(monday + timedelta(days=6))
    tutor = people.following(mail.link_to(TUTOR))
    tutor.goto(week)
    tutor.get_by_role("button", name="Confirmer la semaine").click()
    expect(tutor.get_by_text("confirmée").first).to_be_visible()
    people.leave()


def evaluate(page: Page, keep: Keep) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Tenir l’évaluation").first.click()
    page.get_by_role("button", name="Commencer la séance").click()
    page.get_by_label("Tenue le").fill("2027-01-29")
    page.get_by_label("Lieu").fill("Maison Azur, Nice")
    page.get_by_label("Personnes présentes").fill("Mathis Bianchi, Paul Garnier, Éva Renard")
    page.locator("input[name=form]").first.check()
    for line in page.locator("fieldset[id^=id_level]").all():
        line.locator("input[value=S]").check()
    page.get_by_label("Points forts").fill("Aisance au téléphone.")
    keep(page, "seance")
    page.get_by_role("button", name="Enregistrer et convenir").click()
    page.get_by_role("button", name="Envoyer à la signature").click()
    expect(page.get_by_role("heading", level=1, name=" n° ")).to_be_visible()
    keep(page, "evaluation")


def certify(page: Page, keep: Keep) -> None:
    page.goto(Placement.objects.get().get_absolute_url())
    page.get_by_role("link", name="Établir l’attestation").first.click()
    page.get_by_label("Gratification versée en tout, en euros").fill("0")
    keep(page, "attestation")
    page.get_by_role("button", name="Établir l’attestation").click()
    expect(page.get_by_role("heading", name="Attestation")).to_be_visible()


def verify(page: Page, paper: Paper, keep: Keep) -> None:
    """Anybody may check the code; the answer names nobody."""
    page.goto("/verifier/")
    page.get_by_label("Code imprimé sur le document").fill(paper.code)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("Document authentique")).to_be_visible()
    keep(page, "verifie")
    told = page.locator("main").inner_text()
    names = ("Bianchi", "BIANCHI", "Garnier", "Delmas", "Renard", "Maison Azur")
    assert [name for name in names if name in told] == []
