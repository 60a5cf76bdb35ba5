"""Two amendments in the same second: one is out, the other is refused with its sentence."""

from datetime import date
from functools import partial

import pytest
import time_machine

from tests.agreements.ready import make_ready
from tests.agreements.test_amendments import wanted
from tests.certificates.ended import office_of
from tests.concurrency.conftest import at_once, refusals
from tests.logbook.partners import seal
from tripartite.accounts.models import School
from tripartite.agreements.amendments import actions
from tripartite.papers.domain import Kind
from tripartite.papers.models import Paper
from tripartite.placements.actions import terms
from tripartite.placements.models import Placement

pytestmark = pytest.mark.usefixtures("shared_database")


@time_machine.travel("2027-01-11 09:00:00+01:00", tick=False)
def test_two_amendments_in_the_same_second_are_one(school: School) -> None:
    placement = make_ready(school)
    seal(placement)
    terms.agree(placement=placement)
    placement = Placement.objects.with_people().get(pk=placement.pk)
    office = office_of(placement)
    acts = [
        partial(
            actions.send,
            placement=placement,
            wanted=wanted(placement, ends_on=date(2027, 2, day)),
            by=office,
        )
        for day in (5, 12)
    ]

    outcomes = at_once(*acts)

    assert Paper.objects.filter(kind=Kind.AMENDMENT).count() == 1
    assert refusals(outcomes) == ["amendment_under_way"]
