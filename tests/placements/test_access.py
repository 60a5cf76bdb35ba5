"""Seen ⇔ related, on a small world of two schools."""

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.domain import Role
from tripartite.placements import access
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


@pytest.fixture
def world(cast: Cast) -> list:
    """Everybody who may come: of the class, of the school, of another school, by link."""
    mine = cast.placement()
    neighbour = factories.make_enrolment(
        cast.cohort, factories.make_student(cast.school, last_name="Voisin")
    )
    factories.make_placement(neighbour, cast.period)
    other_cohort = factories.make_cohort(cast.school, name="NDRC2")
    factories.make_placement(
        factories.make_enrolment(other_cohort, factories.make_student(cast.school)),
        referent=cast.teacher,
        state=State.APPROVED,
    )
    elsewhere = factories.make_school("Lycée du Port")
    their_cohort = factories.make_cohort(elsewhere)
    theirs = factories.make_placement(
        factories.make_enrolment(their_cohort, factories.make_student(elsewhere)),
        state=State.CANCELLED,
    )
    return [
        cast.student,
        cast.teacher,
        cast.office,
        cast.head,
        neighbour.student.user,
        factories.make_teacher(other_cohort),
        factories.make_user(cast.school, Role.TEACHER),
        factories.make_user(cast.school, Role.INSPECTOR),
        factories.make_user(),
        theirs.student,
        factories.make_user(elsewhere, Role.OFFICE),
        factories.make_user(elsewhere, Role.HEAD, Role.STUDENT),
        factories.make_link(mine, Relation.TUTOR),
        factories.make_link(mine, Relation.GUARDIAN),
        factories.make_link(theirs, Relation.SIGNATORY),
    ]


def test_a_placement_is_seen_by_those_who_are_something_to_it_and_no_other(world):
    for actor in world:
        visible = set(Placement.objects.visible_to(actor))
        related = {p for p in Placement.objects.all() if p.relations_of(actor)}
        assert visible == related, actor


def test_two_schools_never_see_each_other(world):
    for actor in world[9:12]:
        schools = Placement.objects.visible_to(actor).values_list("school__name", flat=True)
        assert set(schools) <= {"Lycée du Port"}


def test_relations_are_asked_once(cast: Cast, django_assert_num_queries):
    placement = Placement.objects.with_people().get(pk=cast.placement().pk)
    access.relations(cast.student, placement)

    with django_assert_num_queries(0):
        answers = (
            access.can_view(cast.student, placement),
            access.may("submit")(cast.student, placement),
            access.may("approve")(cast.student, placement),
            access.may_prepare(cast.student, placement),
            access.may_assign_referent(cast.student, placement),
        )

    assert answers == (True, True, False, True, False)


def test_what_is_remembered_of_one_actor_is_not_said_of_another(cast: Cast):
    placement = cast.placement()
    link = factories.make_link(placement, Relation.TUTOR)

    assert access.relations(cast.student, placement) == {Relation.STUDENT}
    assert access.relations(link, placement) == {Relation.TUTOR}
    assert access.relations(cast.teacher, placement) == {Relation.REFERENT, Relation.TEACHER}


def test_a_student_declares_for_a_period_of_the_present_class_only(cast: Cast):
    other = factories.make_period(factories.make_cohort(cast.school, name="NDRC2"))

    assert access.may_declare(cast.student, cast.period) is True
    assert access.may_declare(cast.student, other) is False
    assert access.may_declare(cast.office, cast.period) is False


def test_the_office_declares_for_the_students_of_its_school_only(cast: Cast):
    stranger = factories.make_user(factories.make_school("Lycée du Port"), Role.OFFICE)

    assert access.may_declare_for(cast.office, cast.enrolment) is True
    assert access.may_declare_for(stranger, cast.enrolment) is False
    assert access.may_declare_for(cast.head, cast.enrolment) is False
