"""Two people on the same request or the same exchange in the same second."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from tests.concurrency.conftest import at_once, refusals
from tests.logbook.partners import make_partners
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.followup.actions import exchanges, requests, slots
from tripartite.followup.actions.exchanges import Meeting
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.domain.requests import RequestKind, RequestState
from tripartite.followup.models import HelpRequest
from tripartite.mailing.models import OutgoingMessage


@pytest.fixture(autouse=True)
def _third_week() -> Iterator[None]:
    with time_machine.travel("2027-01-18 08:00:00+01:00", tick=True):
        yield


def test_two_answers_at_once_are_one_and_a_sentence_for_the_other(school: School) -> None:
    partners = make_partners(school)
    request = requests.ask(
        placement=partners.placement,
        kind=RequestKind.DIFFICULTY,
        text="Il arrive en retard.",
        by=partners.tutor,
    )

    outcomes = at_once(
        *(
            partial(requests.answer, request=request, text=f"De {who}.", seen=1, by=who)
            for who in (partners.referent, partners.office)
        )
    )

    request.refresh_from_db()
    assert refusals(outcomes) == ["written_meanwhile"]
    assert (request.state, request.messages.count()) == (RequestState.ANSWERED, 2)
    assert OutgoingMessage.objects.filter(kind="request_answered").count() == 1


def test_a_double_click_asks_once(school: School) -> None:
    partners = make_partners(school)
    click = partial(
        requests.ask,
        placement=partners.placement,
        kind=RequestKind.QUESTION,
        text="Qui signe ?",
        by=partners.tutor,
    )

    at_once(click, click)

    assert HelpRequest.objects.count() == 1


def test_a_slot_picked_while_it_is_withdrawn_is_one_or_the_other(school: School) -> None:
    partners = make_partners(school)
    exchange = slots.propose(
        placement=partners.placement,
        meeting=Meeting(Mode.ON_SITE),
        slots=[clock.now() + timedelta(days=2)],
        by=partners.referent,
    )
    slot = exchange.slots.get()

    outcomes = at_once(
        partial(slots.pick, slot=slot, by=partners.tutor),
        partial(
            exchanges.cancel_exchange, exchange=exchange, reason="Malade.", by=partners.referent
        ),
    )

    exchange.refresh_from_db()
    refused = refusals(outcomes)
    # Picked first, then cancelled: both were possible in that order; never the other way round.
    assert exchange.state == ExchangeState.CANCELLED
    assert refused in ([], ["not_possible"])
    planned = OutgoingMessage.objects.filter(kind="exchange_planned").count()
    assert planned == (0 if refused else 3)


def test_two_clicks_on_two_slots_plan_one(school: School) -> None:
    partners = make_partners(school)
    exchange = slots.propose(
        placement=partners.placement,
        meeting=Meeting(Mode.ON_SITE),
        slots=[clock.now() + timedelta(days=n) for n in (2, 3)],
        by=partners.referent,
    )

    outcomes = at_once(
        *(partial(slots.pick, slot=slot, by=partners.tutor) for slot in exchange.slots.all())
    )

    exchange.refresh_from_db()
    assert refusals(outcomes) == ["not_possible"]
    assert exchange.state == ExchangeState.PLANNED
