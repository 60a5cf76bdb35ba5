"""Telling what was said, and cancelling, on screen."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.logbook.partners import act_as
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.models import Exchange

TYPED = {
    "day": "2027-01-14",
    "hour": "15:00",
    "present": ["Inès Moreau", "Théo Tuteur"],
    "others": "",
    "report": "Un point utile.",
    "what_1": "Revoir le fichier.",
    "who_1": "tutor",
    "due_1": "2027-01-22",
    "alert": "watch",
    "internal_note": "Entre nous.",
}


def typed(exchange: Exchange, **changes: Any) -> dict[str, Any]:
    mission = exchange.placement.missions.get()
    return TYPED | {f"mission_{mission.pk}": "changed"} | changes


@pytest.fixture
def exchange(partners) -> Exchange:
    return actions.plan_exchange(
        placement=partners.placement,
        mode=Mode.ON_SITE,
        planned_for=datetime(2027, 1, 14, 14, tzinfo=ZoneInfo("Europe/Paris")),
        by=partners.referent,
    )


def page(exchange: Exchange) -> str:
    return f"/echanges/echange/{exchange.pk}/compte-rendu/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("referent", 200), ("office", 200), ("student", 403), ("tutor", 403), ("stranger", 404)],
)
def test_referent_and_office_report(client, partners, exchange, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(exchange)).status_code == status


def test_the_form_proposes_the_planned_moment_and_people(client, partners, exchange) -> None:
    act_as(client, partners.referent)

    body = client.get(page(exchange)).content.decode()

    assert body.count('value="2027-01-14"') == 1
    assert body.count('value="14:00"') == 1
    assert body.count("checked") == 5
    assert body.count(f'data-keep-draft="compte-rendu-{exchange.pk}"') == 1


def test_the_report_is_filed(client, partners, exchange) -> None:
    act_as(client, partners.referent)

    response = client.post(page(exchange), typed(exchange))

    exchange.refresh_from_db()
    assert response["Location"] == f"/echanges/{partners.placement.pk}/"
    assert (exchange.state, exchange.missions_as_framed, exchange.alert) == ("held", False, "watch")
    assert [(str(a), a.who) for a in exchange.agreed_actions.all()] == [
        ("Revoir le fichier.", "tutor")
    ]
    assert exchange.present == "Inès Moreau, Théo Tuteur"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"report": ""}, "Dites en quelques lignes ce qui s’est dit."),
        ({"present": []}, "Dites qui était présent."),
        ({"due_1": "2027-02-31"}, "Saisissez une date valide."),
        ({"day": "2027-01-19"}, "et aujourd’hui : corrigez-la."),
        ({"alert": "rouge"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_report_keeps_what_was_typed(client, partners, exchange, changes, sentence) -> None:
    act_as(client, partners.referent)

    response = client.post(page(exchange), typed(exchange, **changes))

    exchange.refresh_from_db()
    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert body.count("Revoir le fichier.") == 1
    assert exchange.state == "planned"


def test_a_second_report_is_refused_and_stays_on_screen(client, partners, exchange) -> None:
    act_as(client, partners.referent)
    client.post(page(exchange), typed(exchange))

    response = client.post(page(exchange), typed(exchange, report="Une seconde version."))

    body = response.content.decode()
    assert body.count("n’est plus possible") == 1
    assert body.count("Une seconde version.") == 1


def test_the_note_is_for_the_team_only(client, partners, exchange) -> None:
    act_as(client, partners.referent)
    client.post(page(exchange), typed(exchange))
    exchanges = f"/echanges/{partners.placement.pk}/"

    for who, shown in (("referent", 1), ("office", 1), ("student", 0), ("tutor", 0)):
        visitor = act_as(Client(), getattr(partners, who))
        body = visitor.get(exchanges).content.decode()
        assert (body.count("Un point utile."), body.count("Entre nous.")) == (1, shown)


def test_whoever_does_it_ticks_it(client, partners, exchange) -> None:
    act_as(client, partners.referent)
    client.post(page(exchange), typed(exchange))
    action = exchange.agreed_actions.get()

    assert (
        act_as(Client(), partners.student).post(f"/echanges/suite/{action.pk}/faite/").status_code
        == 403
    )
    act_as(Client(), partners.tutor).post(f"/echanges/suite/{action.pk}/faite/")

    action.refresh_from_db()
    assert action.done_by == "Théo Tuteur"


def test_a_sending_that_comes_twice_is_written_once(client, partners, exchange) -> None:
    act_as(client, partners.referent)
    sent = typed(exchange, sending="7f4df3a4-0d3e-4d9a-8d6f-0a3c1b1f2e11")

    answers = [client.post(page(exchange), sent, headers={"X-Draft": "1"}) for _ in range(2)]

    assert [a.status_code for a in answers] == [204, 204]
    assert exchange.agreed_actions.count() == 1
