"""The partners of a signed placement, on the Monday of its second week."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.logbook.partners import SECOND_MONDAY, Partners, make_partners
from tripartite.accounts.models import School


@pytest.fixture(autouse=True)
def _second_week() -> Iterator[None]:
    with time_machine.travel(SECOND_MONDAY, tick=False):
        yield


@pytest.fixture
def partners(school: School) -> Partners:
    return make_partners(school)
