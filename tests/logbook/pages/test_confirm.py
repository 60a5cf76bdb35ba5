"""The tutor confirms by the link: one POST, over what was read."""

import re

import pytest
import time_machine

from tests.html import squeeze
from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger


@pytest.fixture
def week(partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def seen_on(client, week: PresenceWeek) -> str:
    body = client.get(f"/presence/{week.placement_id}/2027-01-04/").content.decode()
    return re.findall(r'name="seen" value="([^"]+)"', squeeze(body))[0]


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/confirmer/"


def test_the_tutor_confirms_what_was_read(client, partners, week) -> None:
    act_as(client, partners.tutor)

    response = client.post(page(week), {"seen": seen_on(client, week)})

    assert response["Location"] == f"/presence/{partners.placement.pk}/"
    assert ledger.effective_minutes(partners.placement) == 2100


def test_what_changed_since_is_read_again(client, partners, week) -> None:
    act_as(client, partners.tutor)
    seen = seen_on(client, week)
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False):
        presence.declare_week(
            placement=partners.placement,
            monday=MONDAY,
            days=[e._replace(minutes=480) for e in ledger.entries_of(week)],
            by=partners.student,
        )

    response = client.post(page(week), {"seen": seen})

    assert response.status_code == 409
    assert response.content.decode().count("vient d’être modifiée") == 1
    assert ledger.effective_minutes(partners.placement) == 0


def test_an_empty_post_confirms_nothing(client, partners, week) -> None:
    act_as(client, partners.tutor)

    assert client.post(page(week)).status_code == 409
    assert ledger.effective_minutes(partners.placement) == 0


@pytest.mark.parametrize(
    ("who", "status"), [("student", 403), ("office", 403), ("referent", 403), ("stranger", 404)]
)
def test_nobody_else_confirms(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.post(page(week), {"seen": presence.stamp(week)}).status_code == status
    assert ledger.effective_minutes(partners.placement) == 0


def test_opening_the_address_confirms_nothing(client, partners, week) -> None:
    act_as(client, partners.tutor)

    assert client.get(page(week)).status_code == 405
    assert ledger.effective_minutes(partners.placement) == 0
