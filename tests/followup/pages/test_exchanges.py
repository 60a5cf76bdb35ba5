"""The exchanges of a placement, read by all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.html import squeeze
from tests.logbook.partners import Partners, act_as
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.actions import reporting
from tripartite.followup.domain.exchanges import Alert, Mode, Report
from tripartite.followup.models import Exchange

START = datetime(2027, 1, 12, 14, tzinfo=ZoneInfo("Europe/Paris"))


BUTTONS = [
    "Proposer des créneaux",
    "Prévoir à une date convenue",
    "Rendre compte",
    "Déplacer…",
    "Annuler…",
]


def page(partners: Partners) -> str:
    return f"/echanges/{partners.placement.pk}/"


def planned(partners: Partners, days: int = 0) -> Exchange:
    return actions.plan_exchange(
        placement=partners.placement,
        mode=Mode.ON_SITE,
        planned_for=START + timedelta(days=days),
        by=partners.referent,
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("student", 200), ("tutor", 200), ("referent", 200), ("office", 200), ("stranger", 404)],
)
def test_whoever_is_something_to_the_placement_reads_them(client, partners, who, status) -> None:
    planned(partners)
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("student", []),
        ("tutor", []),
        ("referent", BUTTONS),
        ("office", BUTTONS),
    ],
)
def test_the_buttons_are_those_of_the_referent(client, partners, who, buttons) -> None:
    planned(partners)
    act_as(client, getattr(partners, who))

    body = client.get(page(partners)).content.decode()

    known = BUTTONS
    assert [label for label in known if label in body] == buttons


def test_the_tutor_reads_the_report(client, partners) -> None:
    reporting.report_exchange(
        exchange=planned(partners),
        report=Report(
            held_at=START,
            present="Inès, Théo",
            text="Les missions <b>ont changé</b>.",
            alert=Alert.WATCH,
        ),
        by=partners.referent,
    )
    act_as(client, partners.tutor)

    body = squeeze(client.get(page(partners)).content.decode())

    assert body.count("Les missions &lt;b&gt;ont changé&lt;/b&gt;.") == 1
    assert body.count("à surveiller") == 1
    assert body.count("Échange le mardi 12 janvier 2027 à 14\u00a0h\u00a000") == 1


def test_with_none_the_page_says_what_is_due(client, partners) -> None:
    act_as(client, partners.student)

    assert client.get(page(partners)).content.decode().count("Aucun échange prévu") == 1


@pytest.mark.parametrize("n", [1, 3])
def test_more_exchanges_cost_no_more_queries(
    client, partners, n, django_assert_num_queries
) -> None:
    for day in range(n):
        planned(partners, day)
    act_as(client, partners.office)

    with django_assert_num_queries(14):
        response = client.get(page(partners))

    assert len(response.context["rows"]) == n
