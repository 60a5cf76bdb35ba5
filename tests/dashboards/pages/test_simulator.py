"""The planner: an answer for any question, a sentence for any mistake."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.law.rules import Effect
from tripartite.placements.domain import USUAL_WEEK, Relation
from tripartite.placements.forms.timetable import clocks_of

URL = reverse("dashboards:simulator")
USUAL = clocks_of(USUAL_WEEK)
#: Four weeks of 35 hours in France: 140 h, and no public holiday.
QUESTION = {
    "starts_on": "2027-01-04",
    "ends_on": "2027-01-29",
    "host": "FR",
    "school": "FR",
    "birth_date": "2007-05-05",
    "hours_done": "",
    "rate": "",
    **USUAL,
}


@pytest.fixture(autouse=True)
def today():
    """Monday 2 November 2026, two months before the stage of the question."""
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office(client, school):
    user = factories.make_user(school, Role.OFFICE)
    client.force_login(user)
    return user


def ask(client, **changes):
    return client.get(URL, QUESTION | changes)


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("\u202f", " "))


def findings_of(response):
    return [(f.rule, f.effect) for f in response.context["outcome"].findings]


def test_the_first_page_asks_for_the_dates_of_a_usual_week(client, office):
    response = client.get(URL)

    form = response.context["form"]
    assert form.weekly == USUAL_WEEK
    assert {"errors": form.errors, "outcome": response.context.get("outcome")} == {
        "errors": {},
        "outcome": None,
    }


@pytest.mark.parametrize(
    ("country", "region", "host", "its_school"),
    [
        ("FR", "", "FR", "FR"),
        ("FR", "AM", "FR-AM", "FR"),
        ("FR", "Corse", "FR", "FR"),
        ("MC", "", "MC", "MC"),
        ("XX", "", "OTHER", "OTHER"),
    ],
)
@pytest.mark.django_db
def test_the_first_page_starts_in_the_country_of_the_school(
    client, country, region, host, its_school
):
    there = factories.make_school(country=country, region=region)
    client.force_login(factories.make_user(there, Role.STUDENT))

    form = client.get(URL).context["form"]

    assert (form["host"].value(), form["school"].value()) == (host, its_school)


def test_hours_days_months_and_weeks_are_counted(client, office):
    response = ask(client)

    totals = response.context["outcome"].totals
    counted = (totals.minutes, totals.days, totals.months, totals.weeks)
    assert counted == (140 * 60, 20, 0, 4)
    assert "Présence prévue 140 h" in text_of(response)


def test_nothing_against_a_usual_stage(client, office):
    response = ask(client)

    assert findings_of(response) == []
    assert "Aucune règle n’a quelque chose à dire de ce stage." in text_of(response)
    assert "Aucune gratification n’est obligatoire : 140 h" in text_of(response)


@pytest.mark.parametrize(
    ("host", "off"),
    [
        ("FR", ["2027-03-29"]),
        ("FR-AM", ["2027-03-26", "2027-03-29"]),
        ("MC", ["2027-03-29"]),
        ("OTHER", []),
    ],
)
def test_public_holidays_are_those_of_the_place(client, office, host, off):
    response = ask(client, starts_on="2027-03-22", ends_on="2027-04-02", host=host)

    days = response.context["outcome"].days_off
    assert [day.date.isoformat() for day in days] == off


def test_a_public_holiday_is_named_and_drawn(client, office):
    response = ask(client, starts_on="2027-03-22", ends_on="2027-04-02")

    page = text_of(response)
    assert "lundi 29 mars 2027 : Jour férié : Lundi de Pâques" in page
    assert [week["total"] for week in response.context["weeks"]] == ["35\u00a0h", "28\u00a0h"]
    assert response.context["weeks"][1]["days"][0]["state"] == "holiday"


def test_a_public_holiday_that_is_worked_counts(client, office):
    response = ask(client, starts_on="2027-03-22", ends_on="2027-04-02", holidays_worked="on")

    assert response.context["outcome"].totals.minutes == 70 * 60
    assert response.context["outcome"].days_off == []


def test_the_days_before_the_first_and_after_the_last_are_left_out(client, office):
    response = ask(client, starts_on="2027-01-06", ends_on="2027-01-12")

    first, second = (week["days"] for week in response.context["weeks"])
    assert [day and day["state"] for day in first] == [
        None, None, "todo", "todo", "todo", "off", "off",
    ]  # fmt: skip
    assert [day and day["state"] for day in second] == ["todo", "todo", *[None] * 5]


def test_findings_are_grouped_by_effect_with_source_and_lifter(client, office):
    response = ask(client, starts_on="2026-11-09", ends_on="2026-12-04", host="MC")

    groups = response.context["groups"]
    assert [group["title"] for group in groups] == ["Ce qui bloque", "Ce qui alerte"]
    late = groups[0]["findings"][0]
    assert (late.finding.rule, late.anchor, late.state) == ("R2", "R2-MC", "secondaire")
    page = text_of(response)
    assert "R2 · Monaco, loi n° 1.569 du 12 décembre 2024, depuis le 20 décembre 2024" in page
    assert "peut être levé par la Direction du Travail de Monaco" in page
    assert f'href="{reverse("dashboards:rules")}#R2-MC"' in response.content.decode()


def test_monaco_says_the_last_day_to_file(client, office):
    response = ask(client, host="MC")

    assert response.context["outcome"].latest_filing == date(2026, 12, 10)
    assert "au plus tard le jeudi 10 décembre 2026" in text_of(response)


@pytest.mark.parametrize("host", ["FR", "FR-AM", "OTHER"])
def test_no_request_is_filed_elsewhere(client, office, host):
    response = ask(client, host=host)

    assert response.context["outcome"].latest_filing is None


def test_the_gratification_of_each_month_is_priced_beyond_308_hours(client, office):
    response = ask(client, ends_on="2027-03-12")

    months = response.context["outcome"].gratification.months
    assert [(m.label, m.minutes // 60, m.amount) for m in months] == [
        ("janvier 2027", 140, Decimal("630.00")),
        ("février 2027", 140, Decimal("630.00")),
        ("mars 2027", 70, Decimal("315.00")),
    ]
    assert "Total 1 575 €" in text_of(response)


@pytest.mark.parametrize(
    ("hours_done", "due"), [("", False), ("168", False), ("168,5", True), ("168.5", True)]
)
def test_hours_already_done_count_towards_the_threshold(client, office, hours_done, due):
    response = ask(client, hours_done=hours_done)

    gratification = response.context["outcome"].gratification
    assert gratification.due is due
    assert [m.arrears for m in gratification.months] == ([True, False] if due else [])


def test_a_rate_below_the_minimum_is_found_and_one_above_is_paid(client, office):
    below = ask(client, starts_on="2026-06-01", ends_on="2026-08-28", rate="3,90")
    above = ask(client, starts_on="2026-06-01", ends_on="2026-08-28", rate="6")

    assert ("R4", Effect.BLOCKS) in findings_of(below)
    assert [rule for rule, _ in findings_of(above)] == ["R16"]
    assert {m.rate for m in above.context["outcome"].gratification.months} == {Decimal(6)}


def test_a_rate_that_is_offered_freely_is_priced_too(client, office):
    response = ask(client, rate="2")

    assert response.context["outcome"].gratification.total == Decimal("280.00")
    assert "Elle n’est pas obligatoire" in text_of(response)


def test_a_minor_at_night_is_warned_about(client, office):
    nights = dict.fromkeys(USUAL, "") | {"d0_0_start": "22:00", "d0_0_end": "06:00"}

    response = ask(client, birth_date="2010-05-05", **nights)

    assert findings_of(response) == [("R21", Effect.WARNS), ("R10", Effect.REMINDS)]
    assert response.context["outcome"].totals.minutes == 4 * 8 * 60


def test_the_law_of_another_country_is_said_to_be_unknown(client, office):
    response = ask(client, host="OTHER")

    page = text_of(response)
    assert "Le minimum de ce pays n’est pas connu ici" in page
    assert "Les jours fériés de ce pays ne sont pas connus ici" in page
    assert findings_of(response) == [("R18", Effect.WARNS), ("R18", Effect.WARNS)]


WRONG = [
    ({"starts_on": ""}, "starts_on", "Indiquez le premier jour."),
    ({"ends_on": ""}, "ends_on", "Indiquez le dernier jour."),
    (
        {"ends_on": "2027-02-30"},
        "ends_on",
        "Ce n’est pas une date : écrivez-la comme 29/01/2027.",
    ),
    (
        {"ends_on": "2027-01-03"},
        "ends_on",
        "La fin (3 janvier 2027) précède le début (4 janvier 2027) : corrigez l’une des deux"
        " dates.",
    ),
    (
        {"starts_on": "1827-01-04"},
        "starts_on",
        "La date du 4 janvier 1827 est hors des années 2000 à 2100 : vérifiez l’année.",
    ),
    (
        {"ends_on": "2227-01-29"},
        "ends_on",
        "La date du 29 janvier 2227 est hors des années 2000 à 2100 : vérifiez l’année.",
    ),
    (
        {"ends_on": "2028-01-10"},
        "ends_on",
        "Le stage durerait plus d’une année : vérifiez les deux dates.",
    ),
    (
        {"host": "IT"},
        "host",
        "Ce pays n’est pas connu : choisissez dans la liste.",
    ),
    ({"school": ""}, "school", "Choisissez le pays de l’établissement."),
    (
        {"d1_1_start": "12:00"},
        "d1_0_start",
        "Le mardi, les plages 9 h – 12 h 30 et 12 h – 17 h se chevauchent : corrigez l’une des"
        " deux.",
    ),
    (
        {"d1_0_start": "17:00", "d1_0_end": "09:00"},
        "d1_0_end",
        "La plage commence à 17 h et ne se termine pas après : corrigez l’heure de fin (une plage"
        " dure au moins une minute).",
    ),
    (
        {"d2_0_start": "05:00", "d2_0_end": "23:00", "d2_1_start": "23:00", "d2_1_end": "10:00"},
        "d2_0_start",
        "Le mercredi compte plus de 24 h de présence : retirez des heures.",
    ),
    ({"d2_1_end": "30:00"}, "d2_1_end", "Écrivez l’heure comme 09:00."),
    ({"d2_1_end": ""}, "d2_1_end", "Donnez les deux heures de la plage, ou aucune."),
    (
        {"d0_1_start": "22:00", "d0_1_end": "09:30"},
        "d0_1_end",
        "La nuit du lundi (22 h – 9 h 30 le lendemain) chevauche les heures du mardi"
        " (9 h – 12 h 30) : corrigez l’une des deux plages.",
    ),
    (
        dict.fromkeys(USUAL, ""),
        "d0_0_start",
        "L’emploi du temps ne contient aucune heure : indiquez au moins une plage.",
    ),
    (
        {"birth_date": "2027-05-05"},
        "birth_date",
        "La date de naissance (5 mai 2027) est postérieure au 2 novembre 2026 : vérifiez l’année.",
    ),
    (
        {"birth_date": "1907-05-05"},
        "birth_date",
        "L’étudiant aurait 119 ans au début du stage : vérifiez l’année.",
    ),
    (
        {"birth_date": "2020-05-05"},
        "birth_date",
        "L’étudiant aurait 6 ans au début du stage : vérifiez l’année.",
    ),
    (
        {"hours_done": "-7"},
        "hours_done",
        "Un nombre d’heures n’est pas négatif : écrivez 0 ou plus.",
    ),
    (
        {"hours_done": "NaN"},
        "hours_done",
        "Écrivez un nombre d’heures, par exemple 4,50.",
    ),
    (
        {"hours_done": "1e400"},
        "hours_done",
        "Au-delà de 2000, c’est sans doute une faute de frappe : vérifiez.",
    ),
    ({"rate": "quatre"}, "rate", "Écrivez un nombre d’euros, par exemple 4,50."),
    ({"rate": "4,505"}, "rate", "Deux chiffres après la virgule suffisent."),
]


@pytest.mark.parametrize(("changes", "name", "sentence"), WRONG)
def test_a_mistake_is_a_sentence_at_its_field_and_nothing_typed_is_lost(
    client, office, changes, name, sentence
):
    response = ask(client, **changes)

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors == {name: [sentence]}
    assert "outcome" not in response.context
    assert {field: form[field].value() for field in QUESTION} == QUESTION | changes
    assert f'href="#id_{name}"' in response.content.decode()


@pytest.mark.parametrize("question", [{"starts_on": ""}, {"starts_on": "\x00", "host": "\ud7ff"}])
def test_an_address_that_was_cut_short_is_answered_by_sentences(client, office, question):
    response = client.get(URL, question)

    assert response.status_code == 200
    assert response.context["form"].errors["ends_on"] == ["Indiquez le dernier jour."]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [("2000-01-03", "2000-01-07"), ("2100-12-27", "2100-12-31")]
)
@pytest.mark.parametrize("host", ["FR", "FR-974", "MC", "OTHER"])
def test_the_first_and_the_last_weeks_of_the_known_years_are_answered(
    client, office, starts_on, ends_on, host
):
    response = ask(client, starts_on=starts_on, ends_on=ends_on, host=host, birth_date="")

    assert len(response.context["outcome"].weeks) == 1


@pytest.mark.parametrize("role", list(Role))
def test_any_member_plans(client, school, role):
    client.force_login(factories.make_user(school, role))

    assert ask(client).status_code == 200


@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY, Relation.GUARDIAN])
def test_people_with_a_link_do_not_plan(client, school, relation):
    placement = factories.make_placement(factories.make_enrolment(factories.make_cohort(school)))
    factories.enter_link(client, factories.make_link(placement, relation))

    assert ask(client).status_code == 403


def test_a_stranger_is_sent_to_sign_in_and_keeps_the_question(client, db):
    response = ask(client)

    assert response.status_code == 302
    assert "starts_on%3D2027-01-04" in response["Location"]


def test_a_post_is_refused(client, office):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("ends_on", ["2027-01-08", "2027-06-30"])
def test_an_answer_asks_the_database_only_who_acts(
    client, office, ends_on, django_assert_num_queries
):
    with django_assert_num_queries(4):  # session, user, roles, name of the school
        ask(client, ends_on=ends_on)


def test_the_first_page_asks_for_the_school_too(client, office, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(URL)
