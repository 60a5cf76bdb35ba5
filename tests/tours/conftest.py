"""The first Monday of the placements."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.tours.visits import Visits, make_visits
from tripartite.accounts.models import School


@pytest.fixture(autouse=True)
def _first_week() -> Iterator[None]:
    with time_machine.travel("2027-01-04 08:00:00+01:00", tick=False):
        yield


@pytest.fixture
def visits(school: School) -> Visits:
    return make_visits(school)
