"""Holding the session on screen: all that is typed is kept."""

import pytest
from django.contrib.messages import get_messages

from tests.evaluations.test_actions import GRID, agreed
from tests.logbook.partners import Partners, act_as
from tripartite.evaluations import queries
from tripartite.evaluations.models import JointEvaluation


def page(partners: Partners) -> str:
    return f"/evaluations/{partners.placement.pk}/seance/"


def typed(button: str = "save") -> dict[str, str]:
    head = {
        "held_on": "2027-01-26",
        "place": "Maison Azur, Nice",
        "form": "face",
        "present": "Inès, Théo, Éric",
        "strengths": "Ponctuelle",
        "advice": "Oser conclure",
        button: "1",
    }
    levels = {f"level_{code}": "TS" for code in GRID}
    return head | levels | {f"comment_{code}": f"Vu pour {code}." for code in GRID}


@pytest.mark.parametrize(
    ("who", "status"),
    [("referent", 200), ("office", 200), ("student", 403), ("tutor", 403), ("stranger", 404)],
)
def test_referent_and_office_hold_the_session(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


def test_looking_at_the_session_writes_nothing(client, partners) -> None:
    act_as(client, partners.referent)

    body = client.get(page(partners)).content.decode()

    assert "Commencer la séance" in body
    assert JointEvaluation.objects.count() == 0


def test_once_begun_every_line_is_there(client, partners) -> None:
    act_as(client, partners.referent)

    response = client.post(f"{page(partners)}commencer/", follow=True)

    assert response.content.decode().count('type="radio"') == 5 * len(GRID) + 3


def test_saving_comes_back_with_everything(client, partners) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), typed(), follow=True)

    body = response.content.decode()
    assert JointEvaluation.objects.get().state == "session"
    assert body.count("Vu pour B3.C6.") == 1
    assert body.count("checked") == len(GRID) + 1


def test_agreeing_leads_to_the_grid(client, partners) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), typed("agree"))

    assert response["Location"] == f"/evaluations/{partners.placement.pk}/"
    assert JointEvaluation.objects.get().state == "agreed"


def test_agreeing_too_soon_keeps_what_was_typed_and_says_why(client, partners) -> None:
    act_as(client, partners.referent)
    half = {key: value for key, value in typed("agree").items() if key != "level_REL9"}

    response = client.post(page(partners), half)

    evaluation = JointEvaluation.objects.get()
    assert response.status_code == 200
    assert response.content.decode().count("Chaque ligne de la grille doit porter un niveau") == 1
    assert evaluation.state == "session"
    assert [line.code for line in queries.lines_of(evaluation) if not line.level] == ["REL9"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "2027-02-31"}, "Saisissez une date valide."),
        ({"level_REL9": "A"}, "Sélectionnez un choix valide"),
        ({"comment_REL9": "x" * 501}, "au plus 500 caractères"),
        ({"form": "fax"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_answer_keeps_the_rest_on_screen(client, partners, changes, sentence) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), typed() | changes)

    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert body.count("Vu pour B3.C6.") == 1
    assert JointEvaluation.objects.count() == 0


@pytest.mark.parametrize(("held_on", "warnings"), [("2027-01-26", 0), ("2027-01-12", 1)])
def test_an_early_evaluation_is_agreed_with_a_word_of_caution(
    client, partners, held_on, warnings
) -> None:
    act_as(client, partners.referent)

    response = client.post(page(partners), typed("agree") | {"held_on": held_on})

    levels = [message.level_tag for message in get_messages(response.wsgi_request)]
    assert levels.count("warning") == warnings
    assert JointEvaluation.objects.get().state == "agreed"


def test_once_agreed_the_session_is_read_only(client, partners) -> None:
    agreed(partners)
    act_as(client, partners.referent)

    response = client.post(page(partners), typed())

    assert response["Location"] == f"/evaluations/{partners.placement.pk}/"
    assert {line.level for line in queries.lines_of(JointEvaluation.objects.get())} == {"S"}


def test_an_empty_post_shows_the_form(client, partners) -> None:
    act_as(client, partners.referent)

    assert client.post(page(partners), {}).status_code == 200
    assert JointEvaluation.objects.count() == 0
