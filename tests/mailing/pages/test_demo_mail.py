"""The mail of a demonstration: found by its address, read with its links, absent elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_school
from tripartite.accounts.models import School
from tripartite.mailing import outbox
from tripartite.mailing.domain import Button, Message
from tripartite.mailing.models import OutgoingMessage

ADDRESS = "paul.garnier@accueil.example"


def _send(school: School, to: str = ADDRESS, subject: str = "À signer") -> OutgoingMessage:
    message = Message(
        kind="essai",
        to=to,
        to_name="Paul Garnier",
        subject=subject,
        paragraphs=("Une convention vous attend.",),
        button=Button("Lire et signer", "http://localhost:8000/acces/abc.def/?suite=/papiers/1/"),
    )
    return outbox.send(message, school=school)


def _subjects(page: str) -> list[str]:
    return re.findall(r'href="/courrier/\d+/">([^<]+)</a>', page)


def test_the_mail_is_listed_latest_first(client: Client, school: School, settings) -> None:
    settings.DEMO = True
    _send(school, subject="Premier")
    _send(school, subject="Second")

    page = client.get(reverse("mailing:demo_mail"))

    assert _subjects(page.text) == ["Second", "Premier"]


def test_the_mail_of_one_address_is_found(client: Client, school: School, settings) -> None:
    settings.DEMO = True
    _send(school, subject="Pour Paul")
    _send(school, to="rose@accueil.example", subject="Pour Rose")

    page = client.get(reverse("mailing:demo_mail"), {"a": "PAUL"})

    assert _subjects(page.text) == ["Pour Paul"]


@pytest.mark.parametrize(
    ("sought", "sentence"),
    [("", "Aucun courriel<"), ("personne", "Aucun courriel à cette adresse<")],
)
def test_no_mail_is_said(client: Client, db, settings, sought: str, sentence: str) -> None:
    settings.DEMO = True

    page = client.get(reverse("mailing:demo_mail"), {"a": sought})

    assert page.text.count(sentence) == 1


def test_a_message_is_read_with_its_link(client: Client, school: School, settings) -> None:
    settings.DEMO = True
    message = _send(school)

    page = client.get(reverse("mailing:demo_message", kwargs={"message": message.pk}))

    link = re.findall(r'<a href="(http[^"]+)"', page.text)
    assert link == ["http://localhost:8000/acces/abc.def/?suite=%2Fpapiers%2F1%2F"]
    assert page.text.count(ADDRESS) == 1


def test_mail_is_not_shown_outside_a_demonstration(client: Client, school: School) -> None:
    message = _send(school)

    answers = [
        client.get(reverse("mailing:demo_mail")).status_code,
        client.get(reverse("mailing:demo_message", kwargs={"message": message.pk})).status_code,
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_makes_two_queries(
    client: Client, db, settings, django_assert_num_queries, n: int
) -> None:
    settings.DEMO = True
    school = make_school()
    for _ in range(n):
        _send(school)

    with django_assert_num_queries(2):
        client.get(reverse("mailing:demo_mail"))
