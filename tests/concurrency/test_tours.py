"""A tour stopped while it is computed, and applied by two people in the same second."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
import time_machine

from tests.concurrency.conftest import at_once, refusals
from tests.tours.visits import Visits, make_visits
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.documents.domain import BatchState
from tripartite.documents.models import Batch
from tripartite.followup.models import Exchange
from tripartite.mailing.models import OutgoingMessage
from tripartite.tours import planner
from tripartite.tours.actions import planning as actions
from tripartite.tours.domain import solving
from tripartite.tours.models import Tour, TourVisit

#: Far longer than the test may last.
HOUR = 3600.0


@pytest.fixture(autouse=True)
def _first_week() -> Iterator[None]:
    with time_machine.travel("2027-01-04 08:00:00+01:00", tick=True):
        yield


@pytest.fixture
def visits(school: School) -> Visits:
    made = make_visits(school)
    for number in range(4):
        made.add(number)
    made.free()
    return made


def test_two_who_apply_at_once_plan_each_visit_once(visits: Visits) -> None:
    tour = visits.tour()
    apply = partial(actions.apply_tour, tour=tour)

    outcomes = at_once(partial(apply, by=visits.referent), partial(apply, by=visits.office))

    assert refusals(outcomes) == []
    assert sorted((o.planned, o.kept) for o in outcomes) == [(0, 4), (4, 0)]
    assert Exchange.objects.count() == 4
    assert OutgoingMessage.objects.filter(kind="exchange_planned").count() == 4 * 3


def test_a_search_that_runs_stops_when_asked_and_keeps_its_best(
    visits: Visits, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but the stop ends this search within the hour."""
    settings.TOUR_SECONDS = HOUR
    monkeypatch.setattr(planner, "solve", partial(solving.solve, patience=10**9))
    tour = visits.tour(run=False)

    began = time.monotonic()
    at_once(run_due, partial(stop_once_running, tour, visits))

    assert time.monotonic() - began < 60
    assert Batch.objects.get(pk=tour.batch_id).state == BatchState.STOPPED
    assert TourVisit.objects.filter(tour=tour).exclude(day=None).count() == 4


def stop_once_running(tour: Tour, visits: Visits) -> None:
    for _ in range(200):
        found = Tour.objects.select_related("batch").get(pk=tour.pk)
        searching = TourVisit.objects.filter(tour=tour).exists()
        if found.batch.state == BatchState.RUNNING and searching:
            time.sleep(1)
            actions.stop_tour(tour=found, by=visits.referent)
            return
        time.sleep(0.05)
    pytest.fail("the search has not begun")
