"""The list of the notes: who reads what, filtered, page by page."""

import pytest

from tests.logbook.notes import noted, tasks_of
from tests.logbook.partners import MONDAY, Partners, act_as
from tripartite.logbook.actions import entries as actions

pytestmark = pytest.mark.django_db
QUERIES = 13


def page(partners: Partners, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/journal/{partners.placement.pk}/?{asked}"


def body(client, partners: Partners, who: str, **query: str) -> str:
    act_as(client, getattr(partners, who))
    return client.get(page(partners, **query)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_makes_the_same_queries_whatever_its_length(
    client, partners: Partners, rows: int, django_assert_num_queries
) -> None:
    for n in range(rows):
        noted(partners, day=MONDAY.replace(day=4 + n))
    act_as(client, partners.student)

    with django_assert_num_queries(QUERIES):
        client.get(page(partners))


def test_an_empty_logbook_says_what_to_do(client, partners: Partners) -> None:
    found = body(client, partners, "student")

    assert "Une activité par jour suffit" in found
    assert "Noter une activité" in found


@pytest.mark.parametrize("who", ["tutor", "referent", "office"])
def test_drafts_are_not_listed_for_others(client, partners: Partners, who: str) -> None:
    noted(partners, did="Partagée à tous.")
    noted(partners, did="Pour moi seul.", share=False)

    found = body(client, partners, who)

    assert "Partagée à tous." in found
    assert "Pour moi seul." not in found
    assert "Noter une activité" not in found


def test_the_tutor_marks_from_the_list(client, partners: Partners) -> None:
    entry = noted(partners)
    act_as(client, partners.tutor)

    answer = client.post(f"/journal/notes/{entry.pk}/vu/", {"from": "list"}, follow=True)

    assert answer.redirect_chain == [(f"/journal/{partners.placement.pk}/", 302)]
    assert "La note est marquée comme vue. Merci !" in answer.content.decode()


def test_the_list_is_filtered(client, partners: Partners) -> None:
    tasks = tasks_of(partners.placement)
    seen = noted(partners, did="Première.", tasks=frozenset({tasks[1].pk}))
    actions.see_entry(entry=seen, by=partners.tutor)
    noted(partners, did="Seconde.", day=MONDAY.replace(day=11))

    asked = [
        {"tache": str(tasks[1].pk)},
        {"semaine": "2027-01-11"},
        {"etat": "seen"},
        {"etat": "inconnu", "semaine": "hier"},
    ]
    found = [body(client, partners, "referent", **query) for query in asked]

    shown = [[name for name in ("Première.", "Seconde.") if name in text] for text in found]
    assert shown == [["Première."], ["Seconde."], ["Première."], ["Première.", "Seconde."]]


def test_nothing_found_is_said(client, partners: Partners) -> None:
    noted(partners)

    assert "Aucune note ne correspond" in body(client, partners, "student", etat="validated")
