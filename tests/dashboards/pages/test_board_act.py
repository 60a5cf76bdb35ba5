"""What the office does from the board for the students it ticked."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.agreements.ready import make_ready
from tests.papers.conftest import run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(client, placement: Placement) -> User:
    user = User.objects.get(memberships__role=Role.OFFICE)
    client.force_login(user)
    return user


def url_of(placement: Placement, name: str = "board_act") -> str:
    return reverse(f"dashboards:{name}", kwargs={"period": placement.period_id})


def said(response) -> list[str]:
    return [str(m).replace("\u00a0", " ") for m in response.context["messages"]]


def test_the_board_has_a_box_for_each_placement(client, placement, office) -> None:
    board = client.get(url_of(placement, "board")).content.decode()

    assert 'aria-label="Cocher Inès Moreau"' in board
    assert "Relancer les signatures" in board


def test_a_teacher_has_no_box(client, placement) -> None:
    client.force_login(placement.referent)

    assert "Cocher" not in client.get(url_of(placement, "board")).content.decode()


def test_sending_leads_to_the_table_with_the_same_students_ticked(
    client, placement, office
) -> None:
    page = client.post(url_of(placement), {"stage": [placement.pk], "act": "send"}, follow=True)

    assert [row.ticked for row in page.context["rows"]] == [True]


def test_reminding_is_done_once_a_day(client, placement, office, time_machine) -> None:
    time_machine.move_to("2026-11-16 09:00+01:00")
    actions.send(placement=placement, by=office)
    run_tasks()
    mail.outbox.clear()
    time_machine.move_to("2026-11-18 09:00+01:00")
    client.force_login(office)
    data = {"stage": [placement.pk], "act": "remind"}

    first = client.post(url_of(placement), data, follow=True)
    second = client.post(url_of(placement), data, follow=True)
    run_tasks()

    assert said(first) == ["1 relance envoyée."]
    assert said(second) == [
        "Inès Moreau a déjà reçu un message aujourd’hui. Une relance par jour suffit."
    ]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"act": "remind"}, "Cochez au moins un étudiant, puis choisissez que faire."),
        (
            {"act": "send", "stage": ["x"]},
            "Cochez au moins un étudiant, puis choisissez que faire.",
        ),
    ],
)
def test_nobody_ticked_is_said(client, placement, office, data, sentence) -> None:
    assert said(client.post(url_of(placement), data, follow=True)) == [sentence]


def test_nothing_awaited_is_said(client, placement, office) -> None:
    page = client.post(url_of(placement), {"stage": [placement.pk], "act": "remind"}, follow=True)

    assert said(page) == ["Aucune signature n’est attendue pour les étudiants cochés."]
