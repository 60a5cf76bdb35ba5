"""The page of all weeks."""

import pytest
import time_machine

from tests.logbook.partners import MONDAY, Partners, act_as, make_partners
from tripartite.logbook.actions import presence


def page(partners: Partners) -> str:
    return f"/presence/{partners.placement.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("student", 200), ("tutor", 200), ("referent", 200), ("office", 200), ("stranger", 404)],
)
def test_whoever_is_something_to_the_placement_reads_it(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


def test_the_student_is_offered_the_weeks_that_may_be_told(client, partners) -> None:
    act_as(client, partners.student)

    body = client.get(page(partners)).content.decode()

    assert body.count("Déclarer<") == 1
    assert body.count("140\u00a0h") == 1


def test_confirmed_hours_are_the_effective_ones(client, partners) -> None:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    presence.confirm_week(week=week, by=partners.tutor)
    act_as(client, partners.referent)

    response = client.get(page(partners))

    assert response.context["balance"].effective.minutes == 2100
    assert response.content.decode().count("tt-badge ok") == 1


def test_before_the_signature_the_page_says_so(client, school) -> None:
    partners = make_partners(school, sealed=False)
    act_as(client, partners.student)

    body = client.get(page(partners)).content.decode()

    assert body.count("après la signature de la convention") == 1
    assert body.count("Déclarer<") == 0


@pytest.mark.parametrize("n", [1, 3])
def test_more_weeks_cost_no_more_queries(client, partners, n, django_assert_num_queries) -> None:
    with time_machine.travel("2027-02-01 08:00:00+01:00", tick=False):
        for number in range(n):
            monday = MONDAY.fromordinal(MONDAY.toordinal() + 7 * number)
            presence.declare_as_planned(
                placement=partners.placement, monday=monday, by=partners.student
            )
    act_as(client, partners.office)

    with django_assert_num_queries(21):
        response = client.get(page(partners))

    assert [line.is_told for line in response.context["weeks"]] == [True] * n + [False] * (4 - n)
