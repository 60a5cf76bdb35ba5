"""The student contests a correction, once."""

from datetime import date

import pytest

from tests.html import squeeze
from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.correcting import contest_week, correct_week
from tripartite.logbook.domain.presence import DayEntry, DayKind
from tripartite.logbook.models import PresenceWeek, WeekCorrection


@pytest.fixture
def week(partners) -> PresenceWeek:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    days = [DayEntry(date(2027, 1, n), DayKind.PRESENT, 360) for n in range(4, 9)]
    correct_week(week=week, days=days, reason="Six heures par jour.", by=partners.tutor)
    return week


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/contester/"


def test_a_word_is_sent_and_shown(client, partners, week) -> None:
    act_as(client, partners.student)
    form = client.get(page(week)).content.decode()

    response = client.post(page(week), {"reason": "Je finissais à 17 h."}, follow=True)

    body = response.content.decode()
    assert form.count("«\u00a0Six heures par jour.\u00a0»") == 1
    assert body.count("«\u00a0Je finissais à 17 h.\u00a0»") == 1
    assert body.count("/contester/") == 0


def test_an_empty_word_contests_nothing(client, partners, week) -> None:
    act_as(client, partners.student)

    response = client.post(page(week), {"reason": " "})

    assert "Dites en une phrase ce qui n’est pas juste." in response.content.decode()
    assert WeekCorrection.objects.get().contested_at is None


def test_a_second_word_is_refused_and_kept(client, partners, week) -> None:
    act_as(client, partners.student)
    client.post(page(week), {"reason": "Une fois."})

    response = client.post(page(week), {"reason": "Deux fois."})

    body = response.content.decode()
    assert body.count("Une semaine n’est contestée qu’une fois") >= 1
    assert body.count("Deux fois.") == 1


@pytest.mark.parametrize(
    ("who", "status"), [("tutor", 403), ("referent", 403), ("office", 403), ("stranger", 404)]
)
def test_nobody_else_contests(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(week)).status_code == status


# ---------------------------------------------------------------- settled
def test_the_referent_settles_on_a_page(client, partners, week) -> None:
    contest_week(week=week, reason="Sept heures.", by=partners.student)
    act_as(client, partners.referent)
    settle = f"/presence/semaines/{week.pk}/trancher/"

    shown = client.get(f"/presence/{partners.placement.pk}/2027-01-04/").content.decode()
    wrong = client.post(settle, {"reason": "Vu ensemble."}).content.decode()
    done = client.post(settle, {"stands": "non", "reason": "Vu ensemble."}, follow=True)

    body = squeeze(done.content.decode())
    assert shown.count(settle) == 1
    assert "Dites si la correction tient ou si elle est retirée." in wrong
    assert "Vu ensemble." in wrong
    assert "La correction est retirée : la déclaration compte" in body
    assert body.count(settle) == 0


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("tutor", 403), ("stranger", 404)])
def test_nobody_else_settles(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(f"/presence/semaines/{week.pk}/trancher/").status_code == status
