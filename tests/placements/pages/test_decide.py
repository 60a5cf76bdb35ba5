"""The decision of the référent."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.curriculum.models import Task
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


def url(placement: Placement) -> str:
    return f"/stages/{placement.pk}/cadrage/decision/"


@pytest.fixture
def submitted(cast: Cast) -> Placement:
    return cast.agreed()


def test_the_referent_reads_the_framing_and_what_it_covers(client, cast: Cast, submitted):
    client.force_login(cast.teacher)

    html = page_of(client.get(url(submitted)))

    for words in (
        "Prospecter une clientèle professionnelle.",
        "Un point chaque lundi avec le tuteur.",
        "Relancer les clients inactifs",
        "Maison Azur, Nice",
        "Théo Tuteur",
        "1 sur 2",
        "0 sur 2",
        "35\u00a0h par semaine",
    ):
        assert words in html


@pytest.mark.parametrize("who", ["teacher", "office"])
def test_the_framing_is_approved(client, cast: Cast, submitted, who: str):
    client.force_login(getattr(cast, who))

    response = client.post(url(submitted), {"do": "approve", "reason": ""})

    submitted.refresh_from_db()
    assert response["Location"] == f"/stages/{submitted.pk}/"
    assert submitted.state == State.APPROVED


def test_the_framing_is_returned_with_a_reason(client, cast: Cast, submitted):
    client.force_login(cast.teacher)

    client.post(url(submitted), {"do": "return", "reason": "Précisez les moyens."})

    submitted.refresh_from_db()
    assert (submitted.state, submitted.reason) == (State.RETURNED, "Précisez les moyens.")


def test_a_return_without_reason_asks_for_it(client, cast: Cast, submitted):
    client.force_login(cast.teacher)

    response = client.post(url(submitted), {"do": "return", "reason": " "})

    submitted.refresh_from_db()
    assert response.context["form"].errors == {
        "reason": ["Dites à l’étudiant ce qui est à reprendre."]
    }
    assert submitted.state == State.SUBMITTED


def test_a_reason_typed_is_kept_when_the_decision_is_refused(client, cast: Cast, submitted):
    client.force_login(cast.teacher)
    Placement.objects.filter(pk=submitted.pk).update(state=State.RETURNED)

    response = client.post(url(submitted), {"do": "return", "reason": "Précisez les moyens."})

    (sentence,) = response.context["form"].non_field_errors()
    assert sentence.startswith("« Renvoyer avec un motif » n’est plus possible")
    assert response.context["form"]["reason"].value() == "Précisez les moyens."


def test_an_empty_post_decides_nothing(client, cast: Cast, submitted):
    client.force_login(cast.teacher)

    response = client.post(url(submitted), {})

    submitted.refresh_from_db()
    assert (response.status_code, submitted.state) == (200, State.SUBMITTED)
    assert set(response.context["form"].errors) == {"do"}


def test_a_draft_has_nothing_to_decide(client, cast: Cast):
    client.force_login(cast.teacher)

    html = page_of(client.get(url(cast.placement())))

    assert "Rien à décider" in html
    assert 'value="approve"' not in html


def test_only_the_referent_and_the_office_decide(client, cast: Cast, submitted):
    colleague = factories.make_teacher(cast.cohort)
    stranger = factories.make_student(factories.make_school("Lycée du Port")).user
    answers = {}

    for who in (cast.student, colleague, cast.head, stranger):
        client.force_login(who)
        answers[who] = client.post(url(submitted), {"do": "approve"}).status_code
    client.logout()
    factories.enter_link(client, factories.make_link(submitted, Relation.TUTOR))
    as_tutor = client.post(url(submitted), {"do": "approve"}).status_code

    submitted.refresh_from_db()
    assert answers == {cast.student: 403, colleague: 403, cast.head: 403, stranger: 404}
    assert (as_tutor, submitted.state) == (403, State.SUBMITTED)


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_missions(
    client, cast: Cast, submitted, django_assert_num_queries, n: int
):
    task = Task.objects.of(cast.cohort.programme.curriculum)[0]
    for position in range(2, n + 1):
        submitted.missions.create(position=position, title="Autre").tasks.add(task)
    client.force_login(cast.teacher)
    client.get(url(submitted))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(submitted))


#: As the framing page, without the facts and the hours; the version and who agreed.
PAGE_QUERIES = 21
