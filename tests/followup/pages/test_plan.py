"""Planning an exchange on screen."""

import pytest

from tests.logbook.partners import Partners, act_as
from tripartite.core.fr import when_in_full
from tripartite.followup.models import Exchange

TYPED = {
    "day": "2027-01-20",
    "hour": "14:30",
    "mode": "on_site",
    "mode_reason": "",
    "duration": "45",
}


def page(partners: Partners) -> str:
    return f"/echanges/{partners.placement.pk}/prevoir/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("referent", 200), ("office", 200), ("student", 403), ("tutor", 403), ("stranger", 404)],
)
def test_referent_and_office_plan(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


def test_the_hour_typed_is_that_of_the_school(client, partners) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), TYPED)

    assert response["Location"] == f"/echanges/{partners.placement.pk}/"
    assert when_in_full(Exchange.objects.get().planned_for) == (
        "le mercredi 20 janvier 2027 à 14\u00a0h\u00a030"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": ""}, "Choisissez la date de l’échange."),
        ({"day": "2027-02-31"}, "Saisissez une date valide."),
        ({"day": "2027-02-06"}, "entre le 4 janvier 2027 et le 5 février 2027"),
        ({"hour": "25:00"}, "Saisissez une heure valide."),
        ({"mode": "video"}, "dites en une phrase pourquoi il se fait autrement"),
        ({"mode": "fax"}, "Sélectionnez un choix valide"),
        ({"mode_reason": "x" * 301}, "au plus 300 caractères"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_keeps_the_rest(
    client, partners, changes, sentence
) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), TYPED | changes)

    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert body.count('value="14:30"') == (0 if "hour" in changes else 1)
    assert Exchange.objects.count() == 0


def test_an_empty_post_shows_the_form(client, partners) -> None:
    act_as(client, partners.referent)

    assert client.post(page(partners), {}).status_code == 200
    assert Exchange.objects.count() == 0
