"""Telling what was said, and cancelling, on screen."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.logbook.partners import act_as
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.models import Exchange

TYPED = {
    "day": "2027-01-14",
    "hour": "15:00",
    "present": "Inès Moreau, Théo Tuteur",
    "missions_as_framed": "non",
    "report": "Un point utile.",
    "actions_agreed": "Revoir le fichier.",
    "alert": "watch",
}


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
    assert body.count('value="Inès Moreau, Théo Tuteur, Éric Référent"') == 1


def test_the_report_is_filed(client, partners, exchange) -> None:
    act_as(client, partners.referent)

    response = client.post(page(exchange), TYPED)

    exchange.refresh_from_db()
    assert response["Location"] == f"/echanges/{partners.placement.pk}/"
    assert (exchange.state, exchange.missions_as_framed, exchange.alert) == ("held", False, "watch")
    assert exchange.actions_agreed == "Revoir le fichier."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"report": ""}, "Dites en quelques lignes ce qui s’est dit."),
        ({"present": ""}, "Dites qui était présent."),
        ({"missions_as_framed": ""}, "Dites si les missions sont celles du cadrage."),
        ({"day": "2027-01-19"}, "et aujourd’hui : corrigez-la."),
        ({"alert": "rouge"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_report_keeps_what_was_typed(client, partners, exchange, changes, sentence) -> None:
    act_as(client, partners.referent)

    response = client.post(page(exchange), TYPED | changes)

    exchange.refresh_from_db()
    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert body.count("Revoir le fichier.") == 1
    assert exchange.state == "planned"


def test_a_second_report_is_refused_and_stays_on_screen(client, partners, exchange) -> None:
    act_as(client, partners.referent)
    client.post(page(exchange), TYPED)

    response = client.post(page(exchange), TYPED | {"report": "Une seconde version."})

    body = response.content.decode()
    assert body.count("n’est plus possible") == 1
    assert body.count("Une seconde version.") == 1
