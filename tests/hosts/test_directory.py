"""The official register and the geocoder, asked for real: slow, wrong, silent, never in the way."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories
from tests.hosts.register_server import ANSWER, Service, serving
from tripartite.accounts.models import School
from tripartite.core import remote
from tripartite.hosts import directory
from tripartite.hosts.domain import LegalForm, LocatedBy, Spot
from tripartite.hosts.locating import locate

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(directory, "SEARCH_SECONDS", 0.5)
    with serving() as running:
        settings.COMPANY_SEARCH_URL = settings.GEOCODER_URL = running.url
        yield running


def test_nothing_is_asked_by_default():
    assert not directory.is_on()
    assert directory.search_register("Maison Azur") == directory.RegisterAnswer()


def test_the_register_tells_names_places_and_what_is_closed(service: Service):
    answer = directory.search_register("maison  azur")

    head, closed = answer.places
    assert service.asked[0]["q"] == "maison azur"
    assert (head.siret, head.name, head.trade_name) == (
        "73282932000074",
        "MAISON AZUR",
        "AZUR DECO",
    )
    assert (head.address, head.postcode, head.city) == ("3 RUE DU PORT", "06300", "NICE")
    assert (head.naf, head.band, head.legal_form) == ("47.59A", "20 à 49 salariés", LegalForm.TRADE)
    assert (head.is_head_office, head.is_closed) == (True, False)
    assert head.spot == Spot(43.6951, 7.2856, LocatedBy.REGISTER)
    assert (closed.is_closed, closed.closed_on) == (True, date(2024, 3, 31))
    assert closed.address == "9 AVENUE DE VERDUN"


def test_a_number_is_asked_without_its_spaces(service: Service):
    found = directory.establishment("73282932000074")
    directory.search_register("732 829 320")

    assert found is not None
    assert [asked["q"] for asked in service.asked] == ["73282932000074", "732829320"]


def test_an_answer_is_asked_once(service: Service):
    directory.search_register("azur")
    directory.search_register("azur")

    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oops"),
        (429, json.dumps({"erreur": "trop"}).encode()),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"results": null}'),
        (200, b"[" * 100_000),
        (200, b" " * (remote.MOST_BYTES + 10)),
    ],
)
def test_a_bad_answer_is_a_sentence(service: Service, status: int, body: bytes):
    service.status, service.body = status, body

    assert directory.search_register("azur") == directory.RegisterAnswer(sentence=directory.SILENT)


def test_a_slow_service_is_left_alone_for_a_minute(service: Service):
    service.delay = 2

    slow = directory.search_register("azur")
    service.delay = 0
    left_alone = directory.search_register("autre chose")

    assert slow.sentence == left_alone.sentence == directory.SILENT
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "row",
    [
        None,
        "texte",
        {},
        {"siege": "x", "matching_etablissements": 3},
        {"nom_complet": "X", "siege": {"siret": "73282932000075"}},
        {"nom_complet": 12, "siege": {"siret": "73282932000074"}},
    ],
)
def test_what_is_not_as_expected_is_left_out(service: Service, row: object):
    service.body = json.dumps({"results": [row, *ANSWER["results"]]}).encode()

    assert len(directory.search_register("azur").places) == 2


def test_what_a_company_hides_is_not_shown(service: Service):
    hidden = {
        "nom_complet": "[NON-DIFFUSIBLE]",
        "siege": {"siret": "73282932000074", "adresse": "[NON-DIFFUSIBLE]"},
    }
    service.body = json.dumps({"results": [hidden]}).encode()

    assert directory.search_register("azur") == directory.RegisterAnswer()


def test_the_geocoder_places_an_address(service: Service, school: School):
    point = {"type": "Point", "coordinates": [7.2856, 43.6951]}
    service.body = json.dumps(
        {"features": [{"geometry": point, "properties": {"score": 0.93}}]}
    ).encode()
    site = factories.make_site(factories.make_host(school))

    assert locate(site.pk) == "geocoder"

    site.refresh_from_db()
    assert site.spot == Spot(43.6951, 7.2856, LocatedBy.GEOCODER)
    assert service.asked[0] == {
        "q": "3 rue du Port 06300 Nice",
        "limit": "1",
        "postcode": "06300",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"features": []},
        {"features": [{"geometry": None}]},
        {"features": [{"geometry": {"coordinates": [7.2, 43.6]}, "properties": {"score": 0.1}}]},
        {"features": [{"geometry": {"coordinates": [7.2, 430]}, "properties": {"score": 1}}]},
        [1],
    ],
)
def test_a_geocoder_that_is_not_sure_leaves_the_commune(
    service: Service, school: School, body: object
):
    service.body = json.dumps(body).encode()
    site = factories.make_site(factories.make_host(school))

    assert locate(site.pk) == "commune"
