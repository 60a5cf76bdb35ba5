"""The tutor's form of correction."""

import pytest
from django.test import Client

from tests.logbook.pages.test_declare import typed
from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger


@pytest.fixture
def week(partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/corriger/"


def test_the_week_is_corrected_and_shown_before_and_after(client, partners, week) -> None:
    act_as(client, partners.tutor)
    data = typed() | {
        "time_2027-01-08_0": "3:30",
        "reason": "Parti à midi.",
        "seen": presence.stamp(week),
    }

    response = client.post(page(week), data)
    body = act_as(Client(), partners.student).get(response["Location"]).content.decode()

    assert ledger.effective_minutes(partners.placement) == 1890
    assert body.count("Corrigée par le tuteur") == 1
    assert body.count("«\u00a0Parti à midi.\u00a0»") == 1
    assert body.count("/contester/") == 1


def test_a_correction_without_reason_keeps_what_was_typed(client, partners, week) -> None:
    act_as(client, partners.tutor)

    response = client.post(page(week), typed() | {"time_2027-01-08_0": "3:30", "reason": ""})

    body = response.content.decode()
    assert body.count("Dites en une phrase ce que vous corrigez.") >= 1
    assert body.count('value="3:30"') == 1
    assert ledger.effective_minutes(partners.placement) == 0


def test_a_correction_of_nothing_says_what_to_do(client, partners, week) -> None:
    act_as(client, partners.tutor)

    response = client.post(page(week), typed() | {"reason": "Bon.", "seen": presence.stamp(week)})

    assert "Rien n’a changé : corrigez au moins un jour" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("student", 403), ("referent", 403), ("office", 403), ("stranger", 404)]
)
def test_nobody_else_corrects(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(week)).status_code == status
