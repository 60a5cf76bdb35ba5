"""The rules page: every rule, every figure, by country and by state."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.law.handbook import figure_rows, rule_rows
from tripartite.placements.domain import Relation

URL = reverse("dashboards:rules")


def rows_of(response):
    """The anchors of the rules on the page, in their order."""
    return re.findall(r'<tr id="(R\d+-\w+)">', response.content.decode())


@pytest.fixture
def office(client, school):
    user = factories.make_user(school, Role.OFFICE)
    client.force_login(user)
    return user


def test_every_rule_and_every_figure_is_listed(client, office):
    response = client.get(URL)

    html = response.content.decode()
    assert len(rows_of(response)) == len(rule_rows())
    assert html.count("<tr>") - 2 == len(figure_rows())


def test_a_rule_says_its_effects_its_source_its_date_and_who_can_lift_it(client, office):
    response = client.get(URL)

    row = re.search(r'<tr id="R2-MC">.*?</tr>', response.content.decode(), re.DOTALL)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row.group())).strip()
    assert words == (
        "R2 Autorisation de la Direction du Travail de Monaco Monaco bloque alerte rappelle "
        "Monaco, loi n° 1.569 du 12 décembre 2024 depuis le 20 décembre 2024 ; peut être levée "
        "par la Direction du Travail de Monaco secondaire"
    )


@pytest.mark.parametrize(
    ("query", "country", "state"),
    [
        ({"pays": "MC"}, "Monaco", None),
        ({"pays": "FR"}, "France", None),
        ({"etat": "to_check"}, None, "à vérifier"),
        ({"pays": "MC", "etat": "verified"}, "Monaco", "vérifié"),
    ],
)
def test_rules_are_filtered_by_country_and_state(client, office, query, country, state):
    response = client.get(URL, query)

    kept = [
        row
        for row in rule_rows()
        if country in {None, row.jurisdiction} and state in {None, row.state}
    ]
    assert [shown.row for shown in response.context["rules"]] == kept
    assert 0 < len(kept) < len(rule_rows())


def test_a_figure_that_holds_everywhere_stays_whatever_the_country(client, office):
    response = client.get(URL, {"pays": "MC"})

    countries = {shown.row.jurisdiction for shown in response.context["figures"]}
    assert countries == {"Monaco", "—"}


def test_an_unknown_country_is_said_and_hides_nothing(client, office):
    response = client.get(URL, {"pays": "ZZ"})

    assert response.context["form"].errors == {
        "pays": ["Ce pays n’a pas de règle ici : choisissez-en un autre."]
    }
    assert len(rows_of(response)) == len(rule_rows())


@pytest.mark.parametrize("role", list(Role))
def test_any_member_reads_the_rules_and_is_offered_the_planner(client, school, role):
    client.force_login(factories.make_user(school, role))

    response = client.get(URL)

    assert response.status_code == 200
    assert response.context["may_simulate"] is True


def test_a_tutor_reads_the_rules_without_the_planner(client, school):
    placement = factories.make_placement(factories.make_enrolment(factories.make_cohort(school)))
    factories.enter_link(client, factories.make_link(placement, Relation.TUTOR))

    response = client.get(URL)

    assert response.status_code == 200
    assert reverse("dashboards:simulator") not in response.content.decode()


def test_a_stranger_is_sent_to_sign_in(client, db):
    response = client.get(URL)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_post_is_refused(client, office):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_the_database_only_who_acts(client, school, n, django_assert_num_queries):
    for number in range(n):
        factories.make_cohort(school, name=f"NDRC{number}")
    client.force_login(factories.make_user(school, Role.OFFICE))

    with django_assert_num_queries(4):  # session, user, roles, name of the school
        client.get(URL)
