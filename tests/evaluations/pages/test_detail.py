"""The evaluation as everybody reads it."""

import pytest

from tests.evaluations.test_actions import agreed, save
from tests.html import squeeze
from tests.logbook.partners import Partners, act_as
from tripartite.evaluations import actions
from tripartite.evaluations.actions import Mark
from tripartite.evaluations.domain import GridItem, Level

BUTTONS = (
    "Donner mon avis",
    "Demander les avis",
    "Tenir la séance",
    "Envoyer à la signature",
    "Voir le document",
    "Rouvrir l’évaluation…",
)


def page(partners: Partners) -> str:
    return f"/evaluations/{partners.placement.pk}/"


def buttons(client, partners: Partners, who: str) -> list[str]:
    act_as(client, getattr(partners, who))
    body = client.get(page(partners)).content.decode()
    return [label for label in BUTTONS if label in body]


@pytest.mark.parametrize(
    ("who", "status"),
    [("student", 200), ("tutor", 200), ("referent", 200), ("office", 200), ("stranger", 404)],
)
def test_whoever_is_something_to_the_placement_reads_it(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


def test_before_the_session_the_grid_to_come_is_shown(client, partners) -> None:
    act_as(client, partners.tutor)

    response = client.get(page(partners))

    assert [len(section.lines) for section in response.context["sections"]] == [2, 9]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("referent", ["Donner mon avis", "Demander les avis", "Tenir la séance"]),
        ("office", ["Demander les avis", "Tenir la séance"]),
        ("tutor", ["Donner mon avis"]),
        ("student", ["Donner mon avis"]),
    ],
)
def test_the_session_is_held_by_the_referent(client, partners, who, expected) -> None:
    assert buttons(client, partners, who) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("referent", ["Envoyer à la signature", "Rouvrir l’évaluation…"]),
        ("office", ["Envoyer à la signature", "Rouvrir l’évaluation…"]),
        ("student", []),
        ("tutor", []),
    ],
)
def test_an_agreed_grid_is_sent_by_the_referent(client, partners, who, expected) -> None:
    agreed(partners)

    assert buttons(client, partners, who) == expected


def test_a_paper_on_its_way_is_shown_to_all(client, partners) -> None:
    actions.send_paper(evaluation=agreed(partners), by=partners.referent)

    assert buttons(client, partners, "student") == ["Voir le document"]
    assert buttons(client, partners, "referent") == ["Voir le document", "Rouvrir l’évaluation…"]


def test_the_levels_are_spelt_out(client, partners) -> None:
    save(partners)
    act_as(client, partners.student)

    body = squeeze(client.get(page(partners)).content.decode())

    assert body.count("<strong>S</strong> satisfaisant") == 11
    assert body.count("elle ne fixe aucune note d’examen") == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("case", [("", 14), ("seance/", 12), ("avis/", 19)])
def test_a_page_costs_the_same_whatever_the_lines_and_the_voices(
    client, partners: Partners, case: tuple[str, int], rows: int, django_assert_num_queries
) -> None:
    items = [GridItem("Nos attentes", f"ETAB{n}", f"Ligne {n}", always=True) for n in range(rows)]
    path, queries = case
    programme = partners.placement.period.cohort.programme
    actions.save_grid(programme=programme, items=items, seen=0, by=partners.office)
    actions.open_evaluation(placement=partners.placement, by=partners.referent)
    for who in (partners.referent, partners.student, partners.tutor)[:rows]:
        marks = {item.code: Mark(Level.S, "") for item in items}
        actions.give(placement=partners.placement, marks=marks, by=who)
    act_as(client, partners.referent)

    with django_assert_num_queries(queries):
        answer = client.get(page(partners) + path)

    assert answer.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_grid_of_a_programme_costs_the_same_whatever_its_lines(
    client, partners: Partners, rows: int, django_assert_num_queries
) -> None:
    items = [GridItem("Nos attentes", f"ETAB{n}", f"Ligne {n}", always=True) for n in range(rows)]
    cohort = partners.placement.period.cohort
    actions.save_grid(programme=cohort.programme, items=items, seen=0, by=partners.office)
    act_as(client, partners.office)

    with django_assert_num_queries(11):
        answer = client.get(f"/evaluations/grilles/{cohort.pk}/")

    assert answer.text.count("Ligne ") >= rows
