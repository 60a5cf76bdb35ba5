"""The student's home during a placement: a reminder that blocks nothing."""

import pytest
import time_machine

from tests.logbook.notes import noted
from tests.logbook.partners import MONDAY, make_partners

pytestmark = pytest.mark.django_db
REMINDER = "Rien n’est noté dans votre journal"


def home(client, partners, day: str) -> str:
    with time_machine.travel(f"{day} 18:00:00+01:00", tick=False):
        client.force_login(partners.student)
        return client.get("/").content.decode()


def test_three_days_of_silence_are_worth_a_word(client, school) -> None:
    with time_machine.travel("2027-01-04 08:00:00+01:00", tick=False):
        partners = make_partners(school)

    days = ("2027-01-06", "2027-01-07", "2027-02-15")
    found = [home(client, partners, day) for day in days]

    assert [REMINDER in body for body in found] == [False, True, False]
    assert ["Noter une activité" in body for body in found] == [True, True, False]


def test_a_note_ends_the_silence(client, school) -> None:
    with time_machine.travel("2027-01-07 18:00:00+01:00", tick=False):
        partners = make_partners(school)
        noted(partners, day=MONDAY.replace(day=6))

    assert REMINDER not in home(client, partners, "2027-01-07")


def test_the_home_shows_the_coverage(client, school) -> None:
    with time_machine.travel("2027-01-07 18:00:00+01:00", tick=False):
        partners = make_partners(school)
        noted(partners)

    body = home(client, partners, "2027-01-07")

    assert "Couverture du référentiel" in body
    assert "fait" in body
