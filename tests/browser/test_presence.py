"""A week of presence on two phones: told, corrected by the mail's link, read again."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Days, Mail, People
from tests.logbook.partners import make_partners
from tripartite.accounts.demo import PASSWORD
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.logbook.queries import ledger

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def test_a_week_is_told_corrected_and_read_again_on_a_phone(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2027, 1, 8), 18)
    school.is_demo = True  # its mailbox keeps what was sent
    school.save()
    partners = make_partners(school)
    partners.student.set_password(PASSWORD)
    partners.student.save()
    student = people.signed_in(partners.student.email)
    student.set_viewport_size(PHONE)
    student.goto(f"/presence/{partners.placement.pk}/2027-01-04/")
    student.get_by_role("button", name="Présent lundi 4 janvier 2027").click()
    student.get_by_role("link", name="Corriger la semaine").click()
    student.get_by_role("button", name="Déclarer la semaine").click()
    expect(student.get_by_text("C’est noté.")).to_be_visible()
    run_due()

    tutor = people.somebody()
    tutor.set_viewport_size(PHONE)
    tutor.goto(mail.link_to(partners.tutor.email))
    tutor.locator("main form button").first.click()
    tutor.get_by_role("link", name="Corriger…").click()
    tutor.get_by_label("Durée, vendredi 8 janvier 2027").first.fill("3:30")
    tutor.get_by_label("Pourquoi cette correction").fill("Vendredi, le magasin fermait à midi.")
    tutor.get_by_role("button", name="Corriger et confirmer").click()
    expect(tutor.get_by_text("Semaine corrigée et confirmée")).to_be_visible()

    student.reload()
    expect(student.get_by_text("Vendredi, le magasin fermait à midi.")).to_be_visible()
    expect(student.get_by_role("link", name="contester la correction")).to_be_visible()
    assert student.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert ledger.effective_minutes(partners.placement) == 31 * 60 + 30
