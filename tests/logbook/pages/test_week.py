"""The page of one week, and its buttons."""

import pytest

from tests.logbook.partners import MONDAY, Partners, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek

BUTTONS = ("Présent comme prévu", "Confirmer la semaine", "Enregistrer la feuille", "Rouvrir la")


def page(partners: Partners, monday: str = "2027-01-04") -> str:
    return f"/presence/{partners.placement.pk}/{monday}/"


def declared(partners: Partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def buttons(client, partners: Partners, who: str, monday: str = "2027-01-04") -> list[str]:
    act_as(client, getattr(partners, who))
    body = client.get(page(partners, monday)).content.decode()
    return [label for label in BUTTONS if label in body]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("student", ["Présent comme prévu"]),
        ("office", ["Présent comme prévu"]),
        ("tutor", []),
        ("referent", []),
    ],
)
def test_an_open_week_is_told_by_the_student(client, partners, who, expected) -> None:
    assert buttons(client, partners, who) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("student", []),
        ("tutor", ["Confirmer la semaine"]),
        ("office", ["Enregistrer la feuille", "Rouvrir la"]),
        ("referent", ["Rouvrir la"]),
    ],
)
def test_a_declared_week_is_confirmed_by_the_tutor(client, partners, who, expected) -> None:
    declared(partners)

    assert buttons(client, partners, who) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("student", []),
        ("tutor", ["Rouvrir la"]),
        ("office", ["Rouvrir la"]),
        ("referent", ["Rouvrir la"]),
    ],
)
def test_a_confirmed_week_is_only_reopened(client, partners, who, expected) -> None:
    presence.confirm_week(week=declared(partners), by=partners.tutor)

    assert buttons(client, partners, who) == expected


def test_a_week_to_come_offers_nothing(client, partners) -> None:
    assert buttons(client, partners, "student", "2027-01-18") == []


@pytest.mark.parametrize("monday", ["2027-02-01", "2026-12-28", "2027-01-05"])
def test_a_week_that_is_not_of_the_placement_is_not_found(client, partners, monday) -> None:
    act_as(client, partners.student)

    assert client.get(page(partners, monday)).status_code == 404


@pytest.mark.parametrize("monday", ["2027-02-30", "demain", "2027-1-4"])
def test_an_address_without_a_date_is_not_found(client, partners, monday) -> None:
    act_as(client, partners.student)

    assert client.get(page(partners, monday)).status_code == 404


def test_a_stranger_finds_nothing(client, partners) -> None:
    act_as(client, partners.stranger)

    assert client.get(page(partners)).status_code == 404


def test_the_reason_of_a_reopening_is_shown(client, partners) -> None:
    presence.reopen_week(week=declared(partners), reason="Absente jeudi.", by=partners.tutor)
    act_as(client, partners.student)

    assert client.get(page(partners)).content.decode().count("Absente jeudi.") == 1


def test_a_reopened_week_is_corrected_not_confirmed_as_planned(client, partners) -> None:
    presence.reopen_week(week=declared(partners), reason="Absente jeudi.", by=partners.tutor)

    assert buttons(client, partners, "student") == []
