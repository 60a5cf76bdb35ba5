"""In Monaco, signed by all is not enough: no presence before the authorisation."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import Days, People
from tests.browser.gestures import SECRET, keep_mail
from tests.logbook.partners import make_partners
from tripartite.accounts.domain import Country
from tripartite.accounts.models import School
from tripartite.logbook.models import PresenceWeek

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFUSED = "La Direction du Travail de Monaco n’a pas encore autorisé ce stage"


def test_a_late_authorisation_holds_presence_back_until_it_is_noted(
    days: Days, people: People, school: School
) -> None:
    days.go(date(2027, 1, 8), 18)
    keep_mail(school)
    host = factories.make_host(school, name="Riviera Sport", country=Country.MC)
    site = factories.make_site(host, postcode="98000", city="Monaco")
    tutor, signatory = (factories.make_contact(host) for _ in range(2))
    partners = make_partners(school, site=site, tutor=tutor, signatory=signatory)
    placement = partners.placement
    week = f"/presence/{placement.pk}/2027-01-04/"

    student = people.signed_in(partners.student.email or "", SECRET)
    student.goto(placement.get_absolute_url())
    expect(student.get_by_text("autorisation").first).to_be_visible()
    student.goto(week)
    expect(student.get_by_text(REFUSED)).to_be_visible()
    expect(student.get_by_role("button", name="Présent")).to_have_count(0)
    assert not PresenceWeek.objects.exists()

    desk = people.signed_in(partners.office.email or "", SECRET)
    desk.goto(placement.get_absolute_url())
    desk.get_by_text("Gérer le stage").click()
    desk.get_by_role("link", name="Noter l’autorisation de Monaco").click()
    expect(desk.get_by_text("aucune présence n’est possible avant")).to_be_visible()
    desk.get_by_label("Demande déposée le").fill("2026-12-21")
    desk.locator("select[name=decision]").select_option("granted")
    desk.get_by_label("Décision du").fill("2027-01-08")
    desk.get_by_label("Numéro de l’autorisation").fill("DT-2027-8")
    desk.get_by_role("button", name="Enregistrer").click()

    student.goto(week)
    student.get_by_role("button", name="Présent comme prévu").click()
    expect(student.get_by_text("à confirmer par le tuteur").first).to_be_visible()
