"""The logbook in the hand: noted without network, validated in the bus."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Days, Keep, People
from tests.logbook.notes import noted, picture
from tests.logbook.partners import Partners, make_partners
from tripartite.logbook.actions.noting import Proof
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.models import LogEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A phone held in one hand.
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
KEPT = "Enregistré sur ce téléphone, sera envoyé dès le retour du réseau."
SENT = "Le réseau est revenu : votre note est envoyée."
DID = "Relancé douze clients inactifs depuis l’entrepôt, sans réseau."


@pytest.fixture
def partners(days: Days, base: str) -> Iterator[Partners]:
    days.go(date(2027, 1, 11), 17)
    cache.clear()
    yield make_partners(factories.make_school())


def open_form(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Noter une activité").click()
    expect(page.get_by_role("heading", name="Noter une activité")).to_be_visible()


def test_a_note_with_its_photo_survives_a_cut_of_the_network(
    partners: Partners, people: People, keep: Keep, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG_2041.jpg"
    photo.write_bytes(picture())
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    open_form(page)
    keep(page, "noter")

    page.context.set_offline(True)
    page.get_by_label("Ce que j’ai fait").fill(DID)
    page.get_by_label("Tâche 1.1").check()
    page.get_by_label("Photo ou document").set_input_files(photo)
    page.get_by_role("button", name="Partager la note").click()
    expect(page.get_by_text(KEPT)).to_be_visible()
    keep(page, "sans-reseau")
    assert LogEntry.objects.count() == 0

    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    page.get_by_role("link", name="La voir").click()
    expect(page.get_by_text(DID)).to_be_visible()
    expect(page.get_by_role("img", name="Photo de l’activité")).to_be_visible()
    keep(page, "note-envoyee")

    page.reload()
    entry = LogEntry.objects.get()
    assert (entry.did, entry.state, entry.evidence.count()) == (DID, EntryState.SHARED, 1)


def test_what_was_being_typed_is_found_again(partners: Partners, people: People) -> None:
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    open_form(page)
    page.get_by_label("Ce que j’ai fait").fill(DID)
    page.get_by_text("Une autre tâche que celles de mes missions").click()
    page.get_by_label("Tâche 2.1").check()
    page.wait_for_timeout(1200)  # what is typed is kept a moment after the last key

    open_form(page)

    expect(page.get_by_label("Ce que j’ai fait")).to_have_value(DID)
    expect(page.get_by_label("Tâche 2.1")).to_be_checked()
    page.get_by_role("button", name="Partager la note").click()
    expect(page.get_by_text("C’est noté, vos partenaires peuvent le lire.")).to_be_visible()
    open_form(page)
    expect(page.get_by_label("Ce que j’ai fait")).to_have_value("")


def test_a_refused_note_comes_back_with_its_sentence(partners: Partners, people: People) -> None:
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    open_form(page)
    page.get_by_label("Ce que j’ai fait").fill(DID)
    page.get_by_role("button", name="Partager la note").click()

    refusal = "Cochez au moins une tâche du référentiel : c’est elle que la note fera compter."
    expect(page.get_by_text(refusal).first).to_be_visible()
    expect(page.get_by_label("Ce que j’ai fait")).to_have_value(DID)


def test_the_referent_validates_from_a_phone(
    partners: Partners, people: People, keep: Keep
) -> None:
    entry = noted(partners, proof=Proof(link="https://reseau.example/publication"))
    page = people.signed_in(str(partners.referent.email), "secret", **PHONE)

    page.goto(partners.placement.get_absolute_url())
    page.get_by_role("link", name="Lire les notes").click()
    page.get_by_role("link", name="Lundi 4 janvier").click()
    page.get_by_label("Votre commentaire").fill("Quel a été le taux de réponse ?")
    page.get_by_role("button", name="Envoyer le commentaire").click()
    expect(page.get_by_text("Votre commentaire est sous la note.")).to_be_visible()
    page.get_by_role("button", name="Travaillé et validé").click()
    expect(page.get_by_text("La note est validée : travaillé et validé.")).to_be_visible()
    keep(page, "validee")

    entry.refresh_from_db()
    assert (entry.state, entry.validated_by) == (EntryState.VALIDATED, "Éric Référent")
    page.goto(partners.placement.get_absolute_url())
    page.locator("#coverage summary").click()
    expect(page.locator("#coverage").get_by_text("prouvé").first).to_be_visible()
