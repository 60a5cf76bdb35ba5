"""The partners of a placement in its last week, under the real référentiel."""

from collections.abc import Iterator

import pytest
import time_machine

from tests import factories
from tests.logbook.partners import Partners, make_partners
from tripartite.accounts.models import School
from tripartite.curriculum import actions as curricula
from tripartite.curriculum import library
from tripartite.curriculum.models import Curriculum, Task


@pytest.fixture(autouse=True)
def _last_week() -> Iterator[None]:
    with time_machine.travel("2027-01-27 08:00:00+01:00", tick=False):
        yield


@pytest.fixture
def curriculum(db: None) -> Curriculum:
    loaded, _new = curricula.load(data=library.read("bts-ndrc-2018.toml"))
    return loaded


@pytest.fixture
def partners(school: School, curriculum: Curriculum) -> Partners:
    """One mission, on the task P3.A3.T2, tied by the proposal to B3.C6 and B3.C7."""
    found = make_partners(school)
    programme = found.placement.period.cohort.programme
    programme.curriculum = curriculum
    programme.save(update_fields=["curriculum"])
    mission = found.placement.missions.get()
    mission.tasks.set(Task.objects.of(curriculum).filter(code="P3.A3.T2"))
    return found


@pytest.fixture
def other_school(db: None) -> School:
    return factories.make_school("Lycée des Pins")
