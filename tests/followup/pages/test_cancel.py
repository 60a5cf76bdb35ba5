"""Cancelling an exchange, and its calendar entry."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.logbook.partners import act_as
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.models import Exchange


@pytest.fixture
def exchange(partners) -> Exchange:
    return actions.plan_exchange(
        placement=partners.placement,
        mode=Mode.ON_SITE,
        planned_for=datetime(2027, 1, 20, 14, tzinfo=ZoneInfo("Europe/Paris")),
        by=partners.referent,
    )


def page(exchange: Exchange) -> str:
    return f"/echanges/echange/{exchange.pk}/annuler/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("referent", 200), ("office", 200), ("student", 403), ("tutor", 403), ("stranger", 404)],
)
def test_referent_and_office_cancel(client, partners, exchange, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(exchange)).status_code == status


def test_a_reason_cancels(client, partners, exchange) -> None:
    act_as(client, partners.referent)

    client.post(page(exchange), {"reason": "Grève des trains."})

    exchange.refresh_from_db()
    assert (exchange.state, exchange.reason) == ("cancelled", "Grève des trains.")


def test_without_a_reason_nothing_is_cancelled(client, partners, exchange) -> None:
    act_as(client, partners.referent)

    response = client.post(page(exchange), {"reason": " "})

    exchange.refresh_from_db()
    assert response.status_code == 200
    assert exchange.state == "planned"


@pytest.mark.parametrize(
    ("who", "status"),
    [("referent", 200), ("student", 200), ("tutor", 200), ("stranger", 404)],
)
def test_whoever_reads_the_exchange_takes_its_calendar_entry(
    client, partners, exchange, who, status
) -> None:
    act_as(client, getattr(partners, who))

    response = client.get(f"/echanges/echange/{exchange.pk}/agenda.ics")

    assert response.status_code == status


def test_the_calendar_entry_is_read_by_calendars(client, partners, exchange) -> None:
    act_as(client, partners.tutor)

    response = client.get(f"/echanges/echange/{exchange.pk}/agenda.ics")

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.decoded("dtstart") == exchange.planned_for
    assert str(event["location"]) == "Maison Azur, 3 rue du Port, 06300 Nice"
