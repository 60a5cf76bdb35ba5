"""Homes by role and the cohort board."""

from datetime import date

import pytest
from django.test import Client

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State
from tripartite.school.models import Period

HOME = "/"


@pytest.fixture
def period(school: School) -> Period:
    return factories.make_period(factories.make_cohort(school))


def fill(period: Period, n: int) -> None:
    """So many students placed and framed, as many without anything."""
    teacher = factories.make_teacher(period.cohort)
    for _ in range(n):
        enrolment = factories.make_enrolment(period.cohort)
        factories.make_placement(enrolment, referent=teacher, state=State.APPROVED, framed=True)
        factories.make_enrolment(period.cohort)


def test_a_stranger_is_welcomed(client: Client) -> None:
    page = client.get(HOME)

    assert (page.status_code, "Se connecter" in page.text) == (200, True)


def test_a_student_sees_both_periods_and_the_next_step(client: Client, period: Period) -> None:
    factories.make_period(
        period.cohort, number=2, starts_on=date(2027, 5, 31), ends_on=date(2027, 6, 25)
    )
    client.force_login(factories.make_enrolment(period.cohort).student.user)

    page = client.get(HOME).text

    assert (page.count("Déclarer un accueil"), "Période 2" in page) == (2, True)


def test_a_partner_of_one_placement_lands_on_its_file(client: Client, period: Period) -> None:
    placement = factories.make_placement(factories.make_enrolment(period.cohort))
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))

    assert client.get(HOME).headers["Location"] == placement.get_absolute_url()


@pytest.mark.parametrize("n", [1, 3])
def test_the_home_of_a_referent_makes_the_same_queries(
    client: Client, period: Period, n: int, django_assert_num_queries
) -> None:
    fill(period, n)
    client.force_login(period.cohort.teachings.get().teacher)

    with django_assert_num_queries(STAFF_QUERIES):
        client.get(HOME)


@pytest.mark.parametrize("n", [1, 3])
def test_the_board_makes_the_same_queries(
    client: Client, school: School, period: Period, n: int, django_assert_num_queries
) -> None:
    fill(period, n)
    client.force_login(factories.make_user(school, Role.OFFICE))

    with django_assert_num_queries(BOARD_QUERIES):
        page = client.get(f"/tableau/{period.pk}/")

    assert page.text.count('<th scope="row">') == 2 * n


STAFF_QUERIES = 21
BOARD_QUERIES = 21


def test_the_board_filters_and_searches(client: Client, school: School, period: Period) -> None:
    fill(period, 2)
    zoe = factories.make_student(school, first_name="Zoé", last_name="D’Angelo")
    factories.make_enrolment(period.cohort, zoe)
    client.force_login(factories.make_user(school, Role.OFFICE))

    without = client.get(f"/tableau/{period.pk}/?filtre=sans-accueil").text
    found = client.get(f"/tableau/{period.pk}/?q=zoe").text

    assert (without.count('<th scope="row">'), found.count('<th scope="row">')) == (3, 1)


def test_the_export_says_what_the_board_says(
    client: Client, school: School, period: Period
) -> None:
    fill(period, 1)
    client.force_login(factories.make_user(school, Role.OFFICE))

    lines = client.get(f"/tableau/{period.pk}/export.csv").content.decode("utf-8-sig").splitlines()

    assert (len(lines), lines[0].split(";")[:3]) == (3, ["Nom", "Prénom", "Accueil"])


def test_a_board_of_another_school_does_not_exist(client: Client, period: Period) -> None:
    elsewhere = factories.make_school("Lycée d’ailleurs")
    client.force_login(factories.make_user(elsewhere, Role.OFFICE))

    assert client.get(f"/tableau/{period.pk}/").status_code == 404


def test_a_student_does_not_see_the_board(client: Client, period: Period) -> None:
    client.force_login(factories.make_enrolment(period.cohort).student.user)

    assert client.get(f"/tableau/{period.pk}/").status_code == 403
