"""Travel times asked of a server of routes: quick, slow, wrong."""

import json
from collections.abc import Iterator

import pytest

from tests import factories
from tests.hosts.register_server import Service, serving
from tests.tours.visits import Visits
from tripartite.tours import travel
from tripartite.tours.domain.travel import BY_LINE, BY_ROAD, Point

pytestmark = pytest.mark.django_db
NICE, CANNES = Point(43.7034, 7.2663), Point(43.5528, 7.0174)
TABLE = {"code": "Ok", "durations": [[0, 1800], [1860, 0]], "distances": [[0, 33000], [33500, 0]]}


@pytest.fixture
def service(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(travel, "SERVER_SECONDS", 0.5)
    with serving() as running:
        settings.ROUTING_URL = running.url.removesuffix("/search")
        running.body = json.dumps(TABLE).encode()
        yield running


def test_without_a_setting_nothing_is_asked():
    assert travel.matrix_between([NICE, CANNES]).source == BY_LINE


def test_a_server_is_asked_once_for_the_whole_table(service: Service):
    found = travel.matrix_between([NICE, CANNES])
    travel.matrix_between([NICE, CANNES])

    assert found.source == BY_ROAD
    assert found.metres == ((0, 33000), (33500, 0))
    assert found.minutes == ((0, 30), (35, 0))
    assert service.asked == [{"annotations": "duration,distance"}]


@pytest.mark.parametrize(
    ("status", "body", "delay"),
    [
        (500, b"", 0),
        (200, b"<html>", 0),
        (200, b'{"code": "NoTable"}', 0),
        (200, b'{"code": "Ok", "durations": [[0]]}', 0),
        (200, json.dumps(TABLE).encode(), 2),
    ],
)
def test_a_server_that_fails_leaves_the_straight_line_and_says_so(
    service: Service, status, body, delay
):
    service.status, service.body, service.delay = status, body, delay

    found = travel.matrix_between([NICE, CANNES])

    assert found.source == travel.SILENT
    assert found.metres[0][1] > 30_000


def test_a_server_that_is_down_costs_one_wait_for_the_whole_run(
    service: Service, visits: Visits, settings
):
    settings.TOUR_SECONDS = 0.1
    for number, name in enumerate(("Un", "Deux", "Trois")):
        visits.add(number, referent=factories.make_teacher(visits.period.cohort, last_name=name))
    service.delay = 2

    tour = visits.tour(teacher=None, period=visits.period, by=visits.office)

    assert tour.batch.items.count() == 3
    assert tour.source == travel.SILENT
    assert len(service.asked) == 1


def test_a_silent_server_is_left_alone_for_other_places_too(service: Service):
    service.delay = 2
    travel.matrix_between([NICE, CANNES])
    service.delay = 0

    other = travel.matrix_between([CANNES, NICE])

    assert other.source == travel.SILENT
    assert len(service.asked) == 1


def test_a_wrong_answer_is_said_of_these_places_only(service: Service):
    service.status = 400
    travel.matrix_between([NICE, CANNES])
    service.status = 200

    assert travel.matrix_between([CANNES, NICE]).source == BY_ROAD
