"""The logbook in the hand: noted without network, validated in the bus."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Error as PlaywrightError
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


# ---------------------------------------------------------------- opened without network
KEPT_PAGES = """async () => {
  if (!(await caches.has("tripartite-hors-ligne-1"))) return [];
  const cache = await caches.open("tripartite-hors-ligne-1");
  const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
  return paths.filter((path) => !path.startsWith("/static/"));
}"""


def kept_pages(page: Page) -> list[str]:
    return list(page.evaluate(KEPT_PAGES))


def until_kept(page: Page) -> None:
    """The form was opened with a network: the worker has kept it by now."""
    open_form(page)
    for _ in range(50):
        if kept_pages(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("the page was not kept")


def test_a_closed_page_opens_and_is_written_twice_without_network(
    partners: Partners, people: People, keep: Keep
) -> None:
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    until_kept(page)
    context = page.context
    page.close()
    context.set_offline(True)

    page = context.new_page()
    page.clock.set_fixed_time("2027-01-12T10:00:00")  # the next day, on the phone
    page.goto("/")
    expect(page.get_by_role("heading", name="Pas de réseau")).to_be_visible()
    keep(page, "pas-de-reseau")
    page.get_by_role("link", name="Noter une activité").click()
    expect(page.get_by_text("Pas de réseau : cette page est celle")).to_be_visible()
    keep(page, "gardee")
    for did in (DID, "Une seconde note, de la même page gardée."):
        page.get_by_label("Ce que j’ai fait").fill(did)
        page.get_by_label("Date").fill("2027-01-11")
        page.get_by_label("Tâche 1.1").check()
        page.get_by_role("button", name="Partager la note").click()
        expect(page.get_by_text(KEPT)).to_be_visible()
        page.goto(page.url)
    assert LogEntry.objects.count() == 0

    context.set_offline(False)
    expect(page.get_by_text("Le réseau est revenu : vos 2 notes sont envoyées.")).to_be_visible()
    assert LogEntry.objects.count() == 2


def test_signing_out_leaves_nothing_behind(partners: Partners, people: People) -> None:
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    until_kept(page)
    assert kept_pages(page) == [f"/journal/{partners.placement.pk}/noter/"]

    page.goto("/compte/logout/")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()

    assert kept_pages(page) == []
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        page.goto(f"/journal/{partners.placement.pk}/noter/")


def test_a_page_that_the_server_no_longer_gives_is_no_longer_kept(
    partners: Partners, people: People
) -> None:
    page = people.signed_in(str(partners.student.email), "secret", **PHONE)
    until_kept(page)
    page.context.clear_cookies()

    page.goto(f"/journal/{partners.placement.pk}/noter/")

    expect(page.get_by_label("Mot de passe", exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    assert kept_pages(page) == []
