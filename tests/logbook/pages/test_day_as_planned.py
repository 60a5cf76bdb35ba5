"""One day, one click."""

from tests.logbook.partners import act_as
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger


def test_one_click_tells_one_day(client, partners) -> None:
    act_as(client, partners.student)
    page = f"/presence/{partners.placement.pk}/2027-01-04/"
    before = client.get(page).content.decode()

    response = client.post(f"/presence/{partners.placement.pk}/jours/2027-01-06/prevu/")

    week = PresenceWeek.objects.get()
    assert response["Location"] == page
    assert [(e.day.day, e.minutes) for e in ledger.entries_of(week)] == [(6, 420)]
    assert before.count("/prevu/") == 6
    assert client.get(page).content.decode().count("/jours/") == 4


def test_a_day_off_says_why(client, partners) -> None:
    act_as(client, partners.student)

    response = client.post(
        f"/presence/{partners.placement.pk}/jours/2027-01-09/prevu/", follow=True
    )

    assert "Rien n’est prévu le samedi 9 janvier 2027" in response.content.decode()
    assert PresenceWeek.objects.count() == 0
