"""The pages of exceptional days."""

import pytest
from django.test import Client

from tests.logbook.partners import Partners, act_as
from tripartite.logbook.models import SpecialDay
from tripartite.placements.models import Placement

FAIR = {
    "day": "2027-01-24",
    "label": "Salon de l’habitat",
    "kind": "hours",
    "first_start": "10:00",
    "first_end": "13:00",
    "second_start": "14:00",
    "second_end": "18:00",
}


def page(partners: Partners) -> str:
    return f"/presence/{partners.placement.pk}/"


def form(partners: Partners) -> str:
    return f"{page(partners)}exceptionnels/"


def test_it_is_proposed_agreed_and_shown_in_the_calendar(client, partners) -> None:
    act_as(client, partners.student).post(form(partners), FAIR)
    special = SpecialDay.objects.get()
    for who in (partners.tutor, partners.referent):
        act_as(Client(), who).post(f"/presence/exceptionnels/{special.pk}/accepter/")

    body = client.get(page(partners)).content.decode()

    placement = Placement.objects.get(pk=partners.placement.pk)
    assert placement.special_days[0]["hours"] == [["10:00", "13:00"], ["14:00", "18:00"]]
    assert body.count("Salon de l’habitat") == 1
    assert body.count("convenu") == 1
    assert body.count("Retirer…") == 1


def test_what_the_law_only_warns_of_is_said(client, partners) -> None:
    act_as(client, partners.student)

    body = client.post(form(partners), FAIR, follow=True).content.decode()

    assert body.count("est un dimanche, en principe jour de repos") == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": ""}, "Choisissez le jour."),
        ({"label": ""}, "Dites en quelques mots de quoi il s’agit."),
        ({"first_end": ""}, "Donnez les deux heures."),
        ({"second_start": "12:00"}, "se chevauchent"),
        (
            {"first_start": "", "first_end": "", "second_start": "", "second_end": ""},
            "Indiquez les heures de présence.",
        ),
        ({"day": "2027-02-14"}, "en dehors du stage"),
        ({"day": "2027-01-12", "second_end": "23:00"}, "Il ne reste que 10"),
    ],
)
def test_a_wrong_day_says_what_to_do_and_keeps_the_rest(
    client, partners, changes, sentence
) -> None:
    act_as(client, partners.student)

    body = client.post(form(partners), {**FAIR, **changes}).content.decode()

    assert sentence in body
    assert body.count('value="10:00"') == (changes.get("first_start") != "")
    assert SpecialDay.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "who", "state"),
    [("refuser", "tutor", "refused"), ("retirer", "student", "withdrawn")],
)
def test_it_ends_with_a_reason(client, partners, path, who, state) -> None:
    act_as(Client(), partners.student).post(form(partners), FAIR)
    special = SpecialDay.objects.get()
    url = f"/presence/exceptionnels/{special.pk}/{path}/"
    act_as(client, getattr(partners, who))

    empty = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Le salon est annulé."})

    special.refresh_from_db()
    assert "Dites pourquoi en une phrase." in empty.content.decode()
    assert (special.state, special.reason) == (state, "Le salon est annulé.")
