"""A host in Monaco that has not filed: office and référent are told in time, each once."""

from datetime import date

import pytest
import time_machine

from tests.agreements.ready import make_ready
from tripartite.accounts.models import School
from tripartite.hosts.models import Host
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions.watching import watch_authorisations
from tripartite.placements.domain import State
from tripartite.placements.models import Authorisation, Placement
from tripartite.placements.schedule import latest_filing

#: The last day for a stage of 4 January 2027: fifteen working days before, as Monaco counts.
LATEST = date(2026, 12, 10)


@pytest.fixture
def placement(school: School) -> Placement:
    made = make_ready(school)
    assert made.site is not None
    Host.objects.filter(pk=made.site.host_id).update(country="MC")
    return Placement.objects.with_people().get(pk=made.pk)


def test_the_last_day_is_that_of_the_law(placement: Placement) -> None:
    assert latest_filing(placement) == LATEST


def test_each_of_the_three_messages_leaves_once_to_each(placement: Placement) -> None:
    told = {}
    for day in range(20, 32):
        with time_machine.travel(date(2026, 11, day) if day < 31 else date(2026, 12, 1)):
            told[day] = watch_authorisations()
    for day in range(2, 16):
        with time_machine.travel(date(2026, 12, day)):
            told[100 + day] = watch_authorisations() + watch_authorisations()

    assert {day: n for day, n in told.items() if n} == {25: 2, 103: 2, 107: 2}
    assert set(OutgoingMessage.objects.values_list("to", flat=True)) == {
        placement.referent.email,
        placement.school.memberships.get(role="office").user.email,
    }


@pytest.mark.parametrize("state", [State.CANCELLED, State.DRAFT, State.CLOSED])
def test_nobody_is_told_of_what_does_not_take_place(placement: Placement, state: State) -> None:
    Placement.objects.filter(pk=placement.pk).update(state=state)

    with time_machine.travel("2026-12-08 08:00:00+01:00"):
        assert watch_authorisations() == 0


def test_nobody_is_told_once_the_request_is_noted(placement: Placement) -> None:
    Authorisation.objects.create(placement=placement, filed_on=date(2026, 12, 1))

    with time_machine.travel("2026-12-08 08:00:00+01:00"):
        assert watch_authorisations() == 0


def test_nobody_is_told_of_a_host_in_france(school: School) -> None:
    make_ready(school)

    with time_machine.travel("2026-12-08 08:00:00+01:00"):
        assert watch_authorisations() == 0


def test_the_message_says_whom_to_call(placement: Placement) -> None:
    with time_machine.travel("2026-12-07 08:00:00+01:00"):
        watch_authorisations()

    text = OutgoingMessage.objects.first().text.replace("\N{NO-BREAK SPACE}", " ")
    assert "au plus tard le 10 décembre 2026, dans 3 jours." in text
    assert str(placement.signatory) in text
    assert f"/stages/{placement.pk}/autorisation/" in text
