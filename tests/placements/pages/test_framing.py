"""The framing page: written, submitted, two writers at once."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.curriculum.models import Task
from tripartite.placements.domain import Relation, State
from tripartite.placements.domain.framing import HEADING_HELP
from tripartite.placements.models import Framing, Placement

WORDS = {
    "objectives": "Prospecter",
    "modalities": "Un fichier",
    "information": "Les tarifs",
    "means": "Un poste",
    "tutoring": "Chaque lundi",
}


def url(placement: Placement) -> str:
    return f"/stages/{placement.pk}/cadrage/"


def kept(placement: Placement) -> dict[str, str]:
    framing = Framing.objects.get(placement=placement)
    return {name: getattr(framing, name) for name in HEADING_HELP}


def test_the_page_names_the_five_headings_of_the_founding_document(client, cast: Cast):
    client.force_login(cast.student)

    html = page_of(client.get(url(cast.placement())))

    assert [label for label, _help in HEADING_HELP.values() if label not in html] == []


def test_the_headings_are_saved(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)

    response = client.post(url(placement), WORDS | {"version": "0", "do": "save"})

    assert response["Location"] == url(placement)
    assert kept(placement) == WORDS


def test_the_ends_of_lines_of_a_browser_are_not_a_change(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)
    client.post(url(placement), WORDS | {"version": "0", "means": "un\r\ndeux"})

    client.post(url(placement), WORDS | {"version": "1", "means": "un\r\ndeux\r\n"})

    assert Framing.objects.get().version == 1
    assert kept(placement)["means"] == "un\ndeux"


def test_a_heading_too_long_keeps_all_that_was_written(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)

    response = client.post(url(placement), WORDS | {"version": "0", "means": "m" * 5001})

    html = page_of(response)
    assert set(response.context["form"].errors) == {"means"}
    assert "Chaque lundi" in html
    assert "m" * 5001 in html


def test_an_empty_post_is_asked_for_its_version(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)

    response = client.post(url(placement), {})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"version"}


def test_a_complete_framing_is_submitted_with_what_was_just_written(client, cast: Cast):
    placement = cast.placement(framed=True)
    client.force_login(cast.student)

    response = client.post(url(placement), WORDS | {"version": "1", "do": "submit"})

    placement.refresh_from_db()
    assert response["Location"] == f"/stages/{placement.pk}/"
    assert placement.state == State.SUBMITTED
    assert kept(placement) == WORDS


def test_an_incomplete_framing_is_saved_and_says_what_is_missing(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)

    response = client.post(url(placement), WORDS | {"version": "0", "do": "submit"})

    placement.refresh_from_db()
    (sentence,) = response.context["form"].non_field_errors()
    assert sentence.startswith("Chaque mission doit se rattacher à au moins une tâche")
    assert (placement.state, kept(placement)) == (State.DRAFT, WORDS)


def test_what_is_missing_is_a_link_to_where_it_is_filled_in(client, cast: Cast):
    placement = cast.placement(with_host=False)
    client.force_login(cast.student)

    response = client.get(url(placement))

    html = page_of(response)
    assert [done for _label, _anchor, done in response.context["asked"]] == [False] * 3
    for href in (f"/stages/{placement.pk}/accueil/", "#rubriques", "#missions"):
        assert f'href="{href}"' in html


def test_the_second_of_two_writers_is_shown_both_texts_and_may_go_on(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.teacher)
    client.post(url(placement), WORDS | {"version": "0", "means": "Un camion"})
    client.force_login(cast.student)

    conflict = client.post(url(placement), WORDS | {"version": "0"})
    html = page_of(conflict)
    client.post(url(placement), dict(conflict.context["form"].data.items()))

    assert conflict.status_code == 409
    assert "Éric Référent a enregistré ce cadrage pendant que vous écriviez" in html
    assert ("Un camion" in html, "Un poste" in html) == (True, True)
    assert conflict.context["theirs"] == [(HEADING_HELP["means"][0], "Un camion")]
    assert kept(placement) == WORDS


def test_a_framing_that_left_preparation_is_shown_without_its_buttons(client, cast: Cast):
    placement = cast.placement(state=State.SUBMITTED, framed=True)
    client.force_login(cast.student)

    html = page_of(client.get(url(placement)))
    response = client.post(url(placement), WORDS | {"version": "1"})

    assert 'value="save"' not in html
    assert 'value="submit"' not in html
    (sentence,) = response.context["form"].non_field_errors()
    assert sentence.startswith("Ce stage est « à valider »")
    assert "Chaque lundi" in page_of(response)
    assert kept(placement)["tutoring"] == "Un point chaque lundi avec le tuteur."


def test_the_referent_writes_but_does_not_submit(client, cast: Cast):
    placement = cast.placement(framed=True)
    client.force_login(cast.teacher)

    html = page_of(client.get(url(placement)))

    assert ('value="save"' in html, 'value="submit"' in html) == (True, False)


def test_the_reason_of_a_return_stands_on_the_page(client, cast: Cast):
    placement = cast.placement(state=State.RETURNED, reason="Précisez les moyens.", framed=True)
    client.force_login(cast.student)

    assert "Précisez les moyens." in page_of(client.get(url(placement)))


def test_who_does_not_prepare_has_no_framing_page(client, cast: Cast):
    placement = cast.placement(framed=True)
    colleague = factories.make_teacher(cast.cohort)
    stranger = factories.make_student(factories.make_school("Lycée du Port")).user
    answers = {}

    for who in (colleague, cast.head, stranger):
        client.force_login(who)
        answers[who] = client.get(url(placement)).status_code
    client.logout()
    anonymous = client.get(url(placement))
    factories.enter_link(client, factories.make_link(placement, Relation.TUTOR))

    assert answers == {colleague: 403, cast.head: 403, stranger: 404}
    assert anonymous.status_code == 302
    assert client.get(url(placement)).status_code == 200
    factories.enter_link(client, factories.make_link(placement, Relation.GUARDIAN))
    assert client.get(url(placement)).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_missions(
    client, cast: Cast, django_assert_num_queries, n: int
):
    placement = cast.placement(framed=True)
    task = Task.objects.of(cast.cohort.programme.curriculum)[0]
    for position in range(2, n + 1):
        placement.missions.create(position=position, title="Autre").tasks.add(task)
    client.force_login(cast.student)
    client.get(url(placement))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(placement))


#: Session and user, the placement twice (rule, people), relations, framing, facts, version,
#: hours, missions, coverage, and the layout's.
PAGE_QUERIES = 28
