"""« Présent comme prévu », one POST."""

import pytest

from tests.logbook.partners import Partners, act_as
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger


def page(partners: Partners, monday: str = "2027-01-04") -> str:
    return f"/presence/{partners.placement.pk}/{monday}/prevu/"


def test_one_click_tells_the_week(client, partners) -> None:
    act_as(client, partners.student)

    response = client.post(page(partners))

    assert response["Location"] == f"/presence/{partners.placement.pk}/2027-01-04/"
    assert ledger.declared_minutes(partners.placement) == 2100


@pytest.mark.parametrize(
    ("who", "status"), [("tutor", 403), ("referent", 403), ("stranger", 404), ("office", 302)]
)
def test_only_student_and_office_may(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.post(page(partners)).status_code == status


def test_reading_the_address_tells_nothing(client, partners) -> None:
    act_as(client, partners.student)

    assert client.get(page(partners)).status_code == 405
    assert PresenceWeek.objects.count() == 0


@pytest.mark.parametrize(
    ("monday", "sentence"),
    [("2027-01-11", "n’est pas passé"), ("2027-01-18", "n’est pas passé")],
)
def test_a_week_to_come_is_refused_with_a_sentence(client, partners, monday, sentence) -> None:
    act_as(client, partners.student)
    week = f"/presence/{partners.placement.pk}/{monday}/"

    response = client.post(
        page(partners, monday), headers={"referer": f"http://testserver{week}"}, follow=True
    )

    assert sentence in response.content.decode()
    assert PresenceWeek.objects.count() == 0
