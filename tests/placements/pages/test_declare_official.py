"""The declaration asks the official register, which fills the page in and never blocks it."""

from collections.abc import Iterator

import pytest

from tests import factories
from tests.hosts.register_server import Service, serving
from tests.placements.conftest import Cast, page_of, typed
from tests.placements.pages.test_declare import signed_in, url, value_of
from tripartite.hosts.domain import LocatedBy, Spot
from tripartite.placements.models import Placement

__all__ = ["signed_in"]
HEAD, CLOSED = "73282932000074", "73282932000082"


@pytest.fixture
def service(settings) -> Iterator[Service]:
    with serving() as running:
        settings.COMPANY_SEARCH_URL = running.url
        yield running


def taken(response, **changes):
    """What a browser would send of the page it was just given."""
    html = page_of(response)
    names = ("host_name", "trade_name", "activity", "identifier", "site_siret", "taken", "address")
    filled = {name: value_of(html, name) for name in (*names, "postcode", "city")}
    form = response.context["form"]
    filled |= {name: str(form[name].value()) for name in ("choice", "identifier_kind")}
    return typed(**filled | changes)


def test_it_is_not_offered_by_default(signed_in, cast: Cast):
    assert "annuaire officiel" not in page_of(signed_in.get(url(cast)))


def test_what_the_school_does_not_know_is_asked_of_the_register(signed_in, cast: Cast, service):
    html = page_of(signed_in.post(url(cast), typed(do="search", q="azur", host_name="")))

    assert f'value="take:{HEAD}"' in html
    assert "fermé depuis le 31 mars 2024" in html
    assert "20 à 49 salariés" in html


def test_what_the_school_knows_comes_first(signed_in, cast: Cast, service):
    factories.make_site(factories.make_host(cast.school))

    signed_in.post(url(cast), typed(do="search", q="azur"))

    assert service.asked == []


def test_a_place_is_taken_with_all_the_register_says(signed_in, cast: Cast, service):
    page = signed_in.post(url(cast), typed(do=f"take:{HEAD}", tutor_last_name="Tuteur"))

    assert value_of(page_of(page), "tutor_last_name") == "Tuteur"
    signed_in.post(url(cast), taken(page))
    site = Placement.objects.get().site
    host = site.host
    assert (host.name, host.trade_name, host.identifier) == ("MAISON AZUR", "AZUR DECO", HEAD)
    assert (host.naf, host.headcount_band, host.headcount) == ("47.59A", "12", None)
    assert (site.siret, site.is_head_office, site.address) == (HEAD, True, "3 RUE DU PORT")
    assert site.spot == Spot(43.6951, 7.2856, LocatedBy.REGISTER)


def test_a_corrected_address_does_not_keep_the_point_of_the_other(signed_in, cast: Cast, service):
    page = signed_in.post(url(cast), typed(do=f"take:{HEAD}"))

    signed_in.post(url(cast), taken(page, address="5 rue du Port"))

    assert Placement.objects.get().site.spot is None


def test_a_closed_place_is_not_taken_in_silence(signed_in, cast: Cast, service):
    page = signed_in.post(url(cast), typed(do=f"take:{CLOSED}"))

    refused = signed_in.post(url(cast), taken(page))

    (sentence,) = refused.context["form"].errors["confirm_closed"]
    assert sentence == (
        "Établissement fermé depuis le 31 mars 2024, dit l’annuaire officiel : vérifiez auprès de "
        "l’organisation, puis choisissez un autre lieu ou cochez cette case."
    )
    signed_in.post(url(cast), taken(page, confirm_closed="on"))
    assert Placement.objects.get().site.siret == CLOSED


def test_another_place_of_a_known_company_is_a_place_not_a_host(signed_in, cast: Cast, service):
    host = factories.make_host(cast.school, name="Azur", identifier_kind="siret", identifier=CLOSED)
    factories.make_site(host)

    page = signed_in.post(url(cast), typed(do=f"take:{HEAD}"))
    signed_in.post(url(cast), taken(page))

    assert Placement.objects.get().site.host == host


def test_a_silent_register_leaves_the_page_open(signed_in, cast: Cast, service):
    service.status = 503

    searched = page_of(signed_in.post(url(cast), typed(do="register", q="azur")))
    lost = page_of(signed_in.post(url(cast), typed(do=f"take:{HEAD}")))
    signed_in.post(url(cast), typed())

    assert "L’annuaire officiel des entreprises ne répond pas" in searched
    assert "L’annuaire officiel des entreprises ne répond pas" in lost
    assert Placement.objects.count() == 1
