"""What people do on the screen in more than one journey, and what is done beforehand by actions."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.agreements.ready import make_ready
from tests.browser.conftest import Mail
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions as agreements
from tripartite.core.tasks import run_due
from tripartite.dashboards.demo.casting import FRAMING, MISSIONS, WELCOMES
from tripartite.papers import actions as papers
from tripartite.papers.domain import CONSENT, Capacity
from tripartite.papers.models import Paper, Signature

#: Of the people of the factories.
SECRET = "secret"  # nobody's: the database of the test is thrown away
HOST = WELCOMES[0]


def keep_mail(school: School) -> None:
    """A demo school keeps its mail where the journeys read it."""
    school.is_demo = True
    school.save(update_fields=["is_demo"])


def office_of(school: School) -> User:
    return User.objects.members_of(school, Role.OFFICE).order_by("pk")[0]


def send_agreement(school: School, **placement: Any) -> Paper:
    """An agreement that the first signatory was just asked to sign."""
    keep_mail(school)
    ready = make_ready(school, **placement)
    return agreements.send(placement=ready, by=office_of(school))


def signature_of(paper: Paper, capacity: Capacity) -> Signature:
    return Signature.objects.select_related("paper", "link").get(paper=paper, capacity=capacity)


def give(paper: Paper, mail: Mail, *capacities: Capacity) -> None:
    """Signed by these, without a screen: by their link and the code of their mailbox."""
    for capacity in capacities:
        signature = signature_of(paper, capacity)
        papers.send_code(signature=signature, by=signature.link)
        code = mail.code_to(signature.email)
        papers.sign(signature=signature, code=code, consent=True, by=signature.link)
    run_due()


def sign(page: Page, signature: Signature, mail: Mail) -> None:
    """On the page of the signature: ask for the code, read it, sign with it."""
    page.get_by_role("button", name="M’envoyer un code").click()
    page.get_by_label("Code à six chiffres").fill(mail.code_to(signature.email))
    page.get_by_label(CONSENT).check()
    page.get_by_role("button", name="Signer", exact=True).click()
    expect(page.get_by_text("C’est signé").first).to_be_visible()


def fill_host(page: Page) -> None:
    """The host and its two people, on the form of the declaration."""
    page.get_by_label("Raison sociale").fill(HOST.host.name)
    page.get_by_label("Activité").fill(HOST.host.activity)
    page.get_by_label("Identifiant", exact=True).fill(HOST.host.identifier)
    page.get_by_label("Adresse du lieu").fill(HOST.site.address)
    page.get_by_label("Code postal").fill(HOST.site.postcode)
    page.get_by_label("Ville", exact=True).fill(HOST.site.city)
    for who, person in (("tuteur", HOST.tutor), ("représentant", HOST.signatory)):
        page.get_by_label(f"Prénom du {who}").fill(person.first_name)
        page.get_by_label(f"Nom du {who}", exact=True).fill(person.last_name)
        page.get_by_label(f"Fonction du {who}").fill(person.job_title)
        page.get_by_label(f"Adresse électronique du {who}").fill(person.email)


def save_host(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer l’accueil").click()
    expect(page.get_by_role("heading", name="Cadrage du stage")).to_be_visible()


def write_headings(page: Page) -> None:
    for name in ("objectives", "modalities", "information", "means", "tutoring"):
        page.locator(f"textarea[name={name}]").fill(getattr(FRAMING, name))
    page.get_by_role("button", name="Enregistrer", exact=True).click()


def fill_mission(page: Page) -> None:
    page.get_by_role("link", name="Ajouter une mission").click()
    page.get_by_label("Mission", exact=True).fill(MISSIONS[0].title)
    page.get_by_label("Résultat attendu").fill(MISSIONS[0].expected_result)
    activity = page.locator("#contenu details").first
    activity.locator("summary").click()
    activity.get_by_role("checkbox").first.check()


def save_mission(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer la mission").click()
    expect(page.get_by_text(MISSIONS[0].title).first).to_be_visible()


def submit(page: Page) -> None:
    page.get_by_role("button", name="Soumettre le cadrage").click()
    expect(page.get_by_text("À qui de jouer").first).to_be_visible()
