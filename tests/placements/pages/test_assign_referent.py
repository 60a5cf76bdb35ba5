"""Naming the référent."""

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.placements.domain import State


def test_the_teacher_with_the_fewest_placements_is_proposed(client, cast: Cast):
    placement = cast.placement(referent=None)
    busy = factories.make_enrolment(cast.cohort, factories.make_student(cast.school))
    factories.make_placement(busy, cast.period, referent=cast.teacher)
    free = factories.make_teacher(cast.cohort, first_name="Zoé", last_name="Libre")
    client.force_login(cast.office)

    response = client.get(f"/stages/{placement.pk}/referent/")

    html = page_of(response)
    assert response.context["form"]["referent"].value() == free.pk
    assert "Zoé Libre – suit 0\u00a0stage" in html
    assert "Éric Référent – suit 1\u00a0stage" in html


def test_the_office_names_the_referent(client, cast: Cast):
    placement = cast.placement(referent=None)
    client.force_login(cast.office)

    response = client.post(f"/stages/{placement.pk}/referent/", {"referent": cast.teacher.pk})

    placement.refresh_from_db()
    assert response["Location"] == f"/stages/{placement.pk}/"
    assert placement.referent == cast.teacher


def test_nobody_else_than_a_teacher_of_the_class_is_named(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.office)

    empty = client.post(f"/stages/{placement.pk}/referent/", {})
    wrong = client.post(f"/stages/{placement.pk}/referent/", {"referent": cast.head.pk})

    assert empty.context["form"].errors == {"referent": ["Choisissez un enseignant."]}
    assert wrong.context["form"].errors == {"referent": ["Choisissez un enseignant de la classe."]}


def test_a_class_without_teachers_says_what_to_do(client, cast: Cast):
    placement = cast.placement(referent=None)
    cast.cohort.teachings.all().delete()
    client.force_login(cast.office)

    html = page_of(client.get(f"/stages/{placement.pk}/referent/"))

    assert "Ajoutez d’abord les enseignants de la classe" in html


def test_a_placement_that_is_over_keeps_its_referent(client, cast: Cast):
    placement = cast.placement(state=State.CANCELLED)
    other = factories.make_teacher(cast.cohort)
    client.force_login(cast.office)

    response = client.post(f"/stages/{placement.pk}/referent/", {"referent": other.pk})

    (sentence,) = response.context["form"].non_field_errors()
    assert sentence == "Ce stage est « annulé » : son enseignant référent ne change plus."


def test_only_the_office_names(client, cast: Cast):
    placement = cast.placement()
    answers = {}

    for who in (cast.student, cast.teacher, cast.head):
        client.force_login(who)
        answers[who] = client.get(f"/stages/{placement.pk}/referent/").status_code

    assert answers == {cast.student: 403, cast.teacher: 403, cast.head: 403}
