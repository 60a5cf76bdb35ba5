"""Help asked in two clicks, a slot picked by link, a report without network: on phones."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import Days, Keep, Mail, People
from tests.browser.gestures import keep_mail
from tests.logbook.partners import Partners, make_partners
from tripartite.dashboards.demo.steps import moment
from tripartite.followup.actions.exchanges import plan_exchange
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.models import Exchange, HelpRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SECRET = "secret"  # nobody's: the database of the test is thrown away


@pytest.fixture
def partners(days: Days, base: str) -> Iterator[Partners]:
    days.go(date(2027, 1, 14), 9)
    cache.clear()
    school = factories.make_school()
    keep_mail(school)
    yield make_partners(school)


def test_a_tutor_asks_for_help_in_two_clicks_and_is_answered(
    partners: Partners, people: People, mail: Mail, keep: Keep
) -> None:
    tutor = people.somebody(**PHONE)
    tutor.goto(f"/acces/{partners.tutor.token}/")
    tutor.get_by_role("button", name="Ouvrir le dossier").click()
    expect(tutor.get_by_role("heading", level=1)).to_be_visible()

    tutor.get_by_role("link", name="difficulté").first.click()  # one
    tutor.get_by_label("Votre message").fill("Il n’est pas venu lundi : que faire ?")
    tutor.get_by_role("button", name="Envoyer").click()  # two
    expect(tutor.get_by_text("Il n’est pas venu lundi : que faire ?")).to_be_visible()
    keep(tutor, "demande")

    referent = people.signed_in(str(partners.referent.email), SECRET, **PHONE)
    referent.goto(mail.link_to(str(partners.referent.email)))
    referent.get_by_label("Votre message").fill("Je vous appelle à midi.")
    referent.get_by_role("button", name="Envoyer").click()

    tutor.reload()
    expect(tutor.get_by_text("Je vous appelle à midi.")).to_be_visible()
    assert HelpRequest.objects.get().state == "answered"
    assert "Je vous appelle à midi." in mail.text_to(partners.tutor.email)


def test_slots_are_proposed_and_one_is_picked_by_link(
    partners: Partners, people: People, mail: Mail, keep: Keep
) -> None:
    referent = people.signed_in(str(partners.referent.email), SECRET, **PHONE)
    referent.goto(f"/echanges/{partners.placement.pk}/proposer/")
    for number, hour in ((1, "10:00"), (2, "14:30")):
        referent.get_by_label(f"Date {number}").fill("2027-01-20")
        referent.get_by_label(f"Heure {number}").fill(hour)
    keep(referent, "creneaux")
    assert referent.evaluate("document.documentElement.scrollWidth <= innerWidth")
    referent.get_by_role("button", name="Proposer au tuteur").click()

    tutor = people.following(mail.link_to(partners.tutor.email, "créneau"), **PHONE)
    tutor.get_by_role("button", name="Choisir").nth(1).click()
    expect(tutor.get_by_text("chacun reçoit l’invitation d’agenda")).to_be_visible()
    keep(tutor, "choisi")

    exchange = Exchange.objects.get()
    assert (exchange.state, exchange.planned_for.hour) == (ExchangeState.PLANNED, 13)
    for address in (partners.tutor.email, partners.student.email, partners.referent.email):
        assert "mercredi 20 janvier 2027 à 14" in mail.text_to(str(address), "prévu")


def test_a_report_is_written_on_the_spot_without_network(
    partners: Partners, people: People, mail: Mail, keep: Keep, days: Days
) -> None:
    exchange = plan_exchange(
        placement=partners.placement,
        mode=Mode.ON_SITE,
        planned_for=moment(date(2027, 1, 15), 10),
        by=partners.referent,
    )
    days.go(date(2027, 1, 15), 12)
    page = people.signed_in(str(partners.referent.email), SECRET, **PHONE)
    page.goto(f"/echanges/{partners.placement.pk}/")
    page.get_by_role("link", name="Rendre compte").click()

    page.context.set_offline(True)
    page.get_by_label("Tenu le").fill("2027-01-15")
    page.get_by_label("à", exact=True).fill("10:00")
    page.get_by_label("comme prévu").first.check()
    page.get_by_label("Ce qui s’est dit").fill("Les appels avancent ; le stand est prêt.")
    page.get_by_label("difficulté", exact=True).check()
    page.get_by_role("button", name="Verser au dossier").click()
    expect(page.get_by_text("sera envoyé dès le retour du réseau")).to_be_visible()
    keep(page, "rendu-sans-reseau")
    assert Exchange.objects.get().state == ExchangeState.PLANNED

    page.context.set_offline(False)
    expect(page.get_by_text("Le réseau est revenu")).to_be_visible()
    exchange.refresh_from_db()
    assert (exchange.state, exchange.alert) == (ExchangeState.HELD, "urgent")
    assert exchange.report == "Les appels avancent ; le stand est prêt."
    assert "difficulté" in mail.text_to(str(partners.office.email), "Difficulté signalée")
