"""One signs on paper, the others on screens; the copy travels inside the sealed file."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import SECRET, give, office_of, send_agreement, sign, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments
from tripartite.papers.domain import Capacity, PaperState
from tripartite.papers.models import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_signature_on_paper_is_read_by_another_and_sealed_with_the_rest(
    days: Days, people: People, mail: Mail, school: School, tmp_path: Path
) -> None:
    days.go(date(2026, 11, 16))
    host = factories.make_host(school)
    tutor = factories.make_contact(host, first_name="Théo", last_name="Tuteur")
    offline = factories.make_contact(host, first_name="Rose", last_name="Patronne", email="")
    site = factories.make_site(host)
    paper = send_agreement(school, site=site, tutor=tutor, signatory=offline)
    reader = factories.make_user(school, Role.OFFICE, first_name="Oscar", last_name="Relecteur")
    give(paper, mail, Capacity.STUDENT)
    sheet = tmp_path / "feuille signée.pdf"
    assert paper.frozen is not None
    sheet.write_bytes(documents.read(paper.frozen))

    desk = people.signed_in(office_of(school).email or "", SECRET)
    desk.goto(paper.get_absolute_url())
    line = desk.get_by_role("row", name="Rose Patronne")
    expect(line.get_by_text("à signer sur papier (sans adresse électronique)")).to_be_visible()
    line.get_by_text("Autrement").click()
    line.get_by_role("link", name="Signé sur papier…").click()
    desk.get_by_label("Copie de la feuille signée (PDF ou photo)").set_input_files(sheet)
    desk.get_by_label("Signée le").fill("2026-11-16")
    desk.locator("main form button").first.click()
    expect(
        desk.get_by_text("La copie est enregistrée : elle compte une fois relue.")
    ).to_be_visible()
    desk.get_by_role("link", name="Relire la copie").click()
    expect(desk.get_by_text("Une autre personne relit")).to_be_visible()

    other = people.signed_in(reader.email or "", SECRET)
    other.goto(paper.get_absolute_url())
    other.get_by_role("link", name="Relire la copie").click()
    other.get_by_role("button", name="C’est bien signé : retenir").click()
    expect(other.get_by_text("La signature est retenue.")).to_be_visible()

    theirs = signature_of(paper, Capacity.TUTOR)
    sign(people.following(mail.link_to(theirs.email, "signer")), theirs, mail)
    give(paper, mail, Capacity.REFERENT, Capacity.SCHOOL)
    run_due()
    sealed = Paper.objects.select_related("sealed").get(pk=paper.pk)
    assert sealed.state == PaperState.SEALED
    assert sealed.sealed is not None
    inside = extract_attachments(documents.read(sealed.sealed))
    assert inside["signature-papier-host.pdf"] == sheet.read_bytes()
