"""A tour asked for, watched, read, fixed and applied: on a phone, at a desk, without JavaScript."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Days, Keep, People
from tests.tours.visits import Visits, make_visits
from tripartite.core.tasks import run_due
from tripartite.followup.models import Exchange
from tripartite.tours.models import TourVisit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
NO_SCRIPT = PHONE | {"java_script_enabled": False}


@pytest.fixture
def visits(days: Days, base: str, settings: Any) -> Iterator[Visits]:
    settings.TOUR_SECONDS = 2
    days.go(date(2027, 1, 4), 9)
    cache.clear()
    made = make_visits(factories.make_school())
    for number in range(3):
        made.add(number)
    yield made


def note_half_day(page: Page) -> None:
    page.goto("/tournees/")
    page.get_by_role("link", name="Les noter").click()
    page.get_by_label("Jour de la semaine").select_option(label="mardi")
    page.get_by_label("De", exact=True).fill("08:00")
    page.get_by_label("À", exact=True).fill("12:30")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("C’est noté.")).to_be_visible()


@pytest.mark.parametrize("screen", [PHONE, DESK, NO_SCRIPT], ids=["phone", "desk", "no-script"])
def test_a_tour_is_planned_fixed_and_applied(
    visits: Visits, people: People, keep: Keep, screen: dict[str, Any]
) -> None:
    page = people.signed_in(str(visits.referent.email), "secret", **screen)
    scripted = screen is not NO_SCRIPT
    note_half_day(page)

    page.goto("/tournees/")
    page.get_by_role("button", name="Planifier").click()
    expect(page.get_by_text("Calcul en cours")).to_be_visible()
    expect(page.get_by_role("button", name="Arrêter et garder le meilleur")).to_be_visible()
    run_due()
    # htmx asks for the part again; without it, the page refreshes itself.
    expect(page.get_by_role("link", name="Appliquer…")).to_be_visible()
    expect(page.get_by_role("region", name="Carte des visites")).to_have_count(int(scripted))
    for number in range(3):
        expect(page.get_by_role("link", name=f"Élève{number}").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if scripted else True
    keep(page, "tournee")

    page.get_by_role("link", name="Ajuster").first.click()
    page.get_by_label("Fixée").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("fixée", exact=True)).to_be_visible()

    page.get_by_role("link", name="Appliquer…").click()
    page.get_by_role("button", name="Appliquer et prévenir").click()
    expect(page.get_by_text("Tournée appliquée")).to_be_visible()

    fixed = TourVisit.objects.get(locked=True)
    planned = Exchange.objects.order_by("pk")
    assert [e.locked for e in planned].count(True) == 1
    assert planned.get(locked=True).placement_id == fixed.placement_id
    page.goto(fixed.placement.get_absolute_url())
    expect(page.get_by_text("mardi").first).to_be_visible()
