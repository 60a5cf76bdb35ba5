"""The public pages: what they show, to anybody, and at what cost."""

import csv
import html
import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from django.urls import reverse

from tests.domain.curriculum.small import TOML
from tripartite.curriculum.actions import load
from tripartite.curriculum.case_import import from_json
from tripartite.curriculum.domain import parse
from tripartite.curriculum.library import read

pytestmark = pytest.mark.django_db

NDRC = read("bts-ndrc-2018.toml")
VERSION = ("bts-ndrc", "2018")


def text_of(response) -> str:
    """The page, its line breaks and its spaces in a row made one space."""
    return re.sub(r"[ \n]+", " ", html.unescape(response.content.decode()))


def address(name: str, *more: str) -> str:
    return reverse(f"curriculum:{name}", args=(*VERSION, *more))


def test_without_any_version_the_page_says_what_to_do(client):
    page = text_of(client.get(reverse("curriculum:browse")))

    assert page.count("Aucun référentiel n’est chargé") == 1
    assert page.count("load_curriculum") == 1


def test_the_only_version_opens_at_once(client, ndrc):
    page = text_of(client.get(reverse("curriculum:browse")))

    assert page.count("<h1>BTS Négociation et Digitalisation de la Relation Client</h1>") == 1


def test_several_versions_are_listed(client, ndrc):
    other, _ = load(data=parse(TOML))

    page = text_of(client.get(reverse("curriculum:browse")))

    assert page.count(f'href="{ndrc.get_absolute_url()}"') == 1
    assert page.count(f'href="{other.get_absolute_url()}"') == 1


def test_the_activities_page_shows_every_label(client, ndrc):
    page = text_of(client.get(address("activities")))

    labels = [e.label for e in (*NDRC.poles, *NDRC.activities, *NDRC.tasks, *NDRC.results)]
    assert [label for label in labels if label not in page] == []
    assert page.count("3 pôles, 10 activités, 34 tâches, 30 résultats attendus.") == 1


def test_the_competences_page_shows_every_label(client, ndrc):
    page = text_of(client.get(address("competences")))

    labels = [e.label for e in (*NDRC.groups, *NDRC.competences, *NDRC.criteria)]
    assert [label for label in labels if label not in page] == []


def test_the_context_page_shows_every_item(client, ndrc):
    page = text_of(client.get(address("context")))

    assert [item.label for item in NDRC.context if item.label not in page] == []


def test_a_version_without_context_says_so(client):
    data = replace(parse(TOML), context=())
    load(data=data)

    page = text_of(client.get(reverse("curriculum:context", args=(data.code, data.version))))

    assert page.count("Ce référentiel ne décrit pas le champ d’activité") == 1


def test_the_source_page_lists_every_correction(client, ndrc):
    page = text_of(client.get(address("source")))

    wordings = [each.seed for each in NDRC.corrections] + [each.reason for each in NDRC.corrections]
    assert [wording for wording in wordings if wording not in page] == []


def test_the_task_page_shows_results_ties_and_that_they_are_a_proposal(client, ndrc):
    page = text_of(client.get(address("task", "P1.A1.T2")))

    assert page.count("<h1>Animation d’opérations de prospection</h1>") == 1
    assert page.count("Efficacité et efficience de la prospection") == 1
    assert page.count("Mettre en œuvre et évaluer une démarche de prospection") == 1
    assert page.count('<span class="tt-badge neutral">Proposition</span>') == 1
    assert page.count("Modifier pour mon établissement") == 0


@pytest.mark.parametrize(
    "path", ["/referentiel/bts-ndrc/1999/", "/referentiel/bts-ndrc/2018/taches/P9.A1.T1/"]
)
def test_what_does_not_exist_is_not_found(client, ndrc, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["prospection", "PROSPECTER"])
def test_prospection_finds_its_task(client, ndrc, query):
    page = text_of(client.get(address("search"), {"q": query}))

    assert page.count(f'href="{address("task", "P1.A1.T2")}"') == 1
    assert page.count(f'href="{address("competences")}#B1.C3"') == 1


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("P1.A3.R3", "activities#P1.A3.R3"),
        ("crm", "context#SER1.3"),
        ("B1.K2", "competences#B1.K2"),
    ],
)
def test_a_result_leads_to_its_place(client, ndrc, query, place):
    name, _, anchor = place.partition("#")

    page = text_of(client.get(address("search"), {"q": query}))

    assert page.count(f'href="{address(name)}#{anchor}"') == 1


@pytest.mark.parametrize(
    ("query", "sentence"), [("zyxw", "Rien ne correspond"), ("  ", "Que cherchez-vous ?")]
)
def test_a_search_that_finds_nothing_says_what_to_try(client, ndrc, query, sentence):
    assert text_of(client.get(address("search"), {"q": query})).count(sentence) == 1


def test_too_many_results_are_cut_and_said(client, ndrc):
    page = text_of(client.get(address("search"), {"q": "commerce"}))

    assert page.count("Seuls les 60 plus proches sont montrés") == 1


def test_a_query_full_of_markup_is_printed_as_text(client, ndrc):
    page = client.get(address("search"), {"q": '"><script>x</script>'}).content

    assert page.count(b"<script>x") == 0


def test_htmx_gets_the_results_alone(client, ndrc):
    headers = {"HX-Request": "true", "HX-Target": "resultats"}

    part = text_of(client.get(address("search"), {"q": "salon"}, headers=headers))

    assert part.strip().startswith('<div id="resultats"')
    assert part.count("Participation à des salons") == 1
    assert part.count("<h1>") == 0


def test_the_exam_page_marks_what_is_to_check(client, ndrc):
    page = text_of(client.get(address("exams"), {"session": "2027"}))

    assert page.count('<span class="tt-badge wait">À vérifier</span>') > 3
    assert page.count("Absence d’attestation de stage ou de certificat de travail") == 1
    assert page.count('href="?session=2027" aria-current="page"') == 1


def test_the_exam_page_shows_the_session_to_come(client, ndrc, time_machine):
    time_machine.move_to("2027-09-15")

    page = text_of(client.get(address("exams")))

    assert page.count('href="?session=2028" aria-current="page"') == 1


@pytest.mark.parametrize("session", ["1999", "abc"])
def test_a_session_that_is_not_written_is_not_found(client, ndrc, session):
    assert client.get(address("exams"), {"session": session}).status_code == 404


def test_a_version_without_exams_says_so(client):
    data = parse(TOML)
    load(data=data)

    page = text_of(client.get(reverse("curriculum:exams", args=(data.code, data.version))))

    assert page.count("Les exigences d’examen de ce référentiel ne sont pas écrites") == 1


def test_the_csv_opens_in_a_spreadsheet(client, ndrc):
    response = client.get(address("csv"))

    body = response.content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(body, newline=""), delimiter=";"))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="bts-ndrc-2018.csv"'
    assert len(rows) == 1 + len(list(NDRC.elements()))


def test_the_case_file_holds_the_referentiel(client, ndrc):
    response = client.get(address("case"))

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["CFDocument"]["caseVersion"] == "1.1"
    assert from_json(response.content.decode()) == NDRC


@pytest.mark.parametrize("name", ["activities", "competences", "context", "source"])
@pytest.mark.parametrize("size", ["small", "ndrc"])
def test_a_page_costs_the_same_whatever_its_size(client, django_assert_num_queries, name, size):
    data = {"small": parse(TOML), "ndrc": NDRC}[size]
    load(data=data)

    with django_assert_num_queries(12):
        client.get(reverse(f"curriculum:{name}", args=(data.code, data.version)))


@pytest.mark.parametrize("code", ["P1.A1.T1", "P2.A1.T1"])
def test_the_page_of_a_task_costs_the_same_whatever_its_activity(
    client, django_assert_num_queries, ndrc, code
):
    with django_assert_num_queries(5):
        client.get(address("task", code))
