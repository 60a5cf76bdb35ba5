"""The office records the sheet that the tutor signed by hand."""

import pytest

from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek


@pytest.fixture
def week(partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/feuille/"


def test_the_sheet_confirms_the_week(client, partners, week) -> None:
    act_as(client, partners.office)

    client.post(page(week), {"reason": "feuille reçue le 12 janvier"})

    week.refresh_from_db()
    assert (week.state, week.confirmed_by) == ("confirmed", "sur papier, Théo Tuteur")


def test_an_unnamed_sheet_confirms_nothing(client, partners, week) -> None:
    act_as(client, partners.office)

    response = client.post(page(week), {"reason": ""})

    week.refresh_from_db()
    assert response.status_code == 200
    assert week.state == "declared"


@pytest.mark.parametrize(
    ("who", "status"), [("student", 403), ("tutor", 403), ("referent", 403), ("stranger", 404)]
)
def test_nobody_else_records(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(week)).status_code == status
