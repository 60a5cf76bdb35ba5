"""Giving a week back, with a reason."""

import pytest

from tests.logbook.partners import MONDAY, act_as, seal
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.papers.domain import Kind


@pytest.fixture
def week(partners) -> PresenceWeek:
    declared = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    return presence.confirm_week(week=declared, by=partners.tutor)


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/rouvrir/"


@pytest.mark.parametrize("who", ["tutor", "office"])
def test_a_reason_gives_the_week_back(client, partners, week, who) -> None:
    act_as(client, getattr(partners, who))

    response = client.post(page(week), {"reason": "Absente jeudi."})

    week.refresh_from_db()
    assert response["Location"] == f"/presence/{partners.placement.pk}/2027-01-04/"
    assert (week.state, week.reason) == ("open", "Absente jeudi.")


@pytest.mark.parametrize("typed", [{}, {"reason": " "}, {"reason": "x" * 501}])
def test_without_a_fair_reason_nothing_happens(client, partners, week, typed) -> None:
    act_as(client, partners.tutor)

    response = client.post(page(week), typed)

    assert response.status_code == 200
    assert ledger.effective_minutes(partners.placement) == 2100


def test_attested_hours_say_what_to_do_first(client, partners, week) -> None:
    seal(partners.placement, Kind.CERTIFICATE)
    act_as(client, partners.tutor)

    response = client.post(page(week), {"reason": "Absente jeudi."})

    assert response.content.decode().count("doit d’abord retirer cette attestation") == 1
    assert response.content.decode().count("Absente jeudi.") == 1


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("stranger", 404)])
def test_nobody_else_reopens(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(week)).status_code == status
