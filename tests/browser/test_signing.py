"""Who signs, and how: a family, one person twice, one device handed round, a head in one go."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import (
    SECRET,
    give,
    keep_mail,
    send_agreement,
    sign,
    signature_of,
)
from tests.documents import samples
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.papers import actions as papers
from tripartite.papers.actions import Signer
from tripartite.papers.domain import CONSENT, Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation, State

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STUDENT, GUARDIAN, HOST, TUTOR, REFERENT, SCHOOL = (
    Capacity.STUDENT,
    Capacity.GUARDIAN,
    Capacity.HOST,
    Capacity.TUTOR,
    Capacity.REFERENT,
    Capacity.SCHOOL,
)
AUTUMN = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _autumn(days: Days) -> None:
    days.go(AUTUMN)


def sign_by_mail(people: People, mail: Mail, paper: Paper, capacity: Capacity) -> Page:
    signature = signature_of(paper, capacity)
    page = people.following(mail.link_to(signature.email, "signer"))
    sign(page, signature, mail)
    return page


def state_of(paper: Paper) -> str:
    return Paper.objects.values_list("state", flat=True).get(pk=paper.pk)


def test_the_family_of_a_minor_signs_by_its_own_link(
    people: People, mail: Mail, school: School
) -> None:
    minor = factories.make_student(
        school,
        birth_date=date(2009, 6, 15),
        address="3 rue de la Buffa",
        postcode="06000",
        city="Nice",
        guardian_name="Anne Moreau",
        guardian_email="anne.moreau@famille.example",
    )
    paper = send_agreement(school, student=minor)
    capacities = list(paper.signatures.order_by("rank", "pk").values_list("capacity", flat=True))
    give(paper, mail, STUDENT)

    family = sign_by_mail(people, mail, paper, GUARDIAN)

    assert [c for c in capacities if c in {STUDENT, GUARDIAN}] == [STUDENT, GUARDIAN]
    expect(family.get_by_text("Anne Moreau").first).to_be_visible()
    give(paper, mail, HOST, TUTOR, REFERENT, SCHOOL)
    assert state_of(paper) == PaperState.SEALED


def test_an_adult_signs_alone_and_no_family_is_asked(
    people: People, mail: Mail, school: School
) -> None:
    paper = send_agreement(school)

    page = sign_by_mail(people, mail, paper, STUDENT)

    expect(page.get_by_role("cell", name="Rose Patronne", exact=True)).to_be_visible()
    assert not paper.signatures.filter(capacity=GUARDIAN).exists()


def test_one_person_who_is_two_things_signs_twice_in_one_visit(
    people: People, mail: Mail, school: School
) -> None:
    host = factories.make_host(school)
    both = factories.make_contact(host, first_name="Nour", last_name="Patronne")
    site = factories.make_site(host)
    paper = send_agreement(school, site=site, tutor=both, signatory=both)
    give(paper, mail, STUDENT)

    page = sign_by_mail(people, mail, paper, HOST)
    page.get_by_role("link", name="Signer", exact=True).click()
    expect(page.get_by_text("« tuteur »")).to_be_visible()
    sign(page, signature_of(paper, TUTOR), mail)

    signed = paper.signatures.filter(name="Nour Patronne", state=SignatureState.SIGNED)
    assert signed.count() == 2
    assert signed.values("link").distinct().count() == 1


def test_on_one_device_each_signs_with_a_code_of_their_own(
    people: People, mail: Mail, school: School
) -> None:
    paper = send_agreement(school)
    referent = people.signed_in(paper.placement.referent.email, SECRET)
    referent.goto(paper.get_absolute_url())
    referent.get_by_role("link", name="Signer ensemble, sur cet appareil").click()
    referent.get_by_role("button", name="Prêter cet appareil").click()

    for capacity in (STUDENT, HOST):
        signature = signature_of(paper, capacity)
        referent.get_by_role("link", name="C’est à moi").first.click()
        expect(referent.get_by_role("heading", name=f"À vous, {signature.name}")).to_be_visible()
        assert signature.email not in referent.content()
        referent.get_by_role("button", name="M’envoyer un code").click()
        referent.get_by_label("Code à six chiffres").fill(mail.code_to(signature.email))
        referent.get_by_label(CONSENT).check()
        referent.get_by_role("button", name="Signer", exact=True).click()
        expect(referent.get_by_text(f"{signature.name} a signé.")).to_be_visible()

    referent.goto("/")
    expect(referent.get_by_role("heading", name="Signer ensemble")).to_be_visible()
    referent.get_by_role("button", name="Fini : fermer mon accès sur cet appareil").click()
    expect(referent.get_by_text("Votre accès est fermé sur cet appareil.")).to_be_visible()
    referent.goto(paper.get_absolute_url())
    expect(referent.get_by_label("Courriel")).to_be_visible()
    methods = paper.signatures.filter(state=SignatureState.SIGNED).values_list("method", flat=True)
    assert list(methods) == ["DEVICE", "DEVICE"]


def papers_for_the_head(school: School, count: int) -> list[Paper]:
    """As many evaluations that wait for nobody but the head."""
    cohort = factories.make_cohort(school)
    head = factories.make_user(school, Role.HEAD, first_name="Hélène", last_name="Proviseure")
    factories.make_user(school, Role.OFFICE)
    out = []
    for number in range(1, count + 1):
        student = factories.make_student(school, last_name=f"Moreau-{'ABC'[number - 1]}")
        placement = factories.make_placement(
            factories.make_enrolment(cohort, student), state=State.APPROVED, framed=True
        )
        paper = papers.create_paper(
            placement=placement,
            kind=Kind.EVALUATION,
            template="evaluation-1",
            number=f"2026-000{number}",
            data=samples.evaluation().as_json(),
            signers=[Signer(SCHOOL, str(head), 1, head.email or "", user=head)],
            by=None,
        )
        out.append(papers.send_out(paper=paper, by=None, relations={Relation.OFFICE}))
    return out


def test_a_head_signs_what_was_read_in_one_go(people: People, mail: Mail, school: School) -> None:
    keep_mail(school)
    first, second, unread = papers_for_the_head(school, 3)
    email = signature_of(first, SCHOOL).email
    head = people.signed_in(email, SECRET)

    head.get_by_role("link", name="Lire les résumés et signer en une fois").click()
    for paper in (first, second):
        head.get_by_label(f"Lu : {paper.placement.student}").check()
    head.get_by_role("button", name="M’envoyer un code pour les documents cochés").click()
    head.get_by_label("Code à six chiffres").fill(mail.code_to(email))
    head.get_by_label(CONSENT).check()
    head.get_by_role("button", name="Signer les documents cochés").click()

    expect(head.get_by_text("2 documents : c’est signé.")).to_be_visible()
    expect(head.get_by_text("1 document", exact=True)).to_be_visible()
    run_due()
    assert [state_of(p) for p in (first, second, unread)] == ["sealed", "sealed", "out"]


def test_a_signature_is_given_with_the_keyboard_alone(
    people: People, mail: Mail, school: School
) -> None:
    paper = send_agreement(school)
    signature = signature_of(paper, STUDENT)
    page = people.somebody()
    page.goto(mail.link_to(signature.email, "signer"))

    reach(page, "button", "Ouvrir le dossier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papiers/signatures/**")
    reach(page, "button", "M’envoyer un code")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Un code vient de partir")).to_be_visible()
    reach(page, "textbox", "Code à six chiffres")
    page.keyboard.type(mail.code_to(signature.email))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("C’est signé").first).to_be_visible()
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.SIGNED


def reach(page: Page, role: str, name: str) -> None:
    """Press Tab until this is focused."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # a role
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} is out of reach of the keyboard")
