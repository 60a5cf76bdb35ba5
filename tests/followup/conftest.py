"""The partners of a signed placement, in its third week."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.logbook.partners import Partners, make_partners
from tripartite.accounts.models import School


@pytest.fixture(autouse=True)
def _third_week() -> Iterator[None]:
    with time_machine.travel("2027-01-18 08:00:00+01:00", tick=False):
        yield


@pytest.fixture
def partners(school: School) -> Partners:
    return make_partners(school)
