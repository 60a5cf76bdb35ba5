"""Two schools in one database never see each other, and only the office runs a school."""

import pytest
from django.urls import reverse

from tests import factories
from tests.school.conftest import without_password
from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import Membership
from tripartite.school import actions

#: URL name, parameter, whether a teacher of the class may know that the object exists.
PAGES = (
    ("cohort", "cohort", True),
    ("cohort_edit", "cohort", True),
    ("class_list", "cohort", True),
    ("period_new", "cohort", True),
    ("teacher_add", "cohort", True),
    ("cohort_invite", "cohort", True),
    ("import", "cohort", True),
    ("period_edit", "period", True),
    ("teacher_remove", "teaching", True),
    ("student_edit", "student", True),
    ("student_invite", "student", True),
    ("leaving", "enrolment", True),
    ("preview", "classlistupload", False),
    ("drop", "classlistupload", False),
    ("imported", "journalentry", False),
    ("member_invite", "membership", False),
    ("role_remove", "membership", False),
    ("cohort_new", "school", True),
    ("member_new", "school", True),
    ("programme_new", "school", True),
    ("settings", "school", True),
)


@pytest.fixture
def objects(cohort, office, keep):
    """One object of each kind, all of the same school."""
    teacher = factories.make_teacher(cohort)
    enrolment = factories.make_enrolment(cohort)
    without_password(enrolment.student)
    school = cohort.programme.school
    entry = record(by=office, school=school, verb="classlist.imported", sentence="Liste importée")
    return {
        "cohort": cohort,
        "period": factories.make_period(cohort),
        "teaching": teacher.teachings.get(),
        "student": enrolment.student,
        "enrolment": enrolment,
        "classlistupload": keep(cohort, "Nom;Prénom;Date de naissance\nA;B;01/01/2007\n"),
        "journalentry": entry,
        "membership": Membership.objects.get(user=teacher),
        "school": school,
    }


@pytest.fixture
def away(elsewhere):
    return factories.make_user(elsewhere.programme.school, Role.OFFICE)


def url(name, param, objects) -> str:
    return reverse(f"school:{name}", kwargs={param: objects[param].pk})


@pytest.mark.parametrize(("name", "param", "_seen"), PAGES)
def test_another_office_finds_nothing(
    client, away, objects, name, param, _seen
):  # pytest passes them by name
    client.force_login(away)
    path = url(name, param, objects)

    answers = client.get(path), client.post(path)

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(("name", "param", "seen"), PAGES)
def test_a_teacher_of_the_class_runs_nothing(client, objects, name, param, seen):
    client.force_login(objects["teaching"].teacher)

    response = client.post(url(name, param, objects))

    assert response.status_code == (403 if seen else 404)


@pytest.mark.parametrize(("name", "param", "_seen"), PAGES)
def test_a_visitor_is_sent_to_the_sign_in_page(client, objects, name, param, _seen):
    path = url(name, param, objects)

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("name", ["cohorts", "team"])
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TEACHER, 403), (Role.STUDENT, 403), (Role.HEAD, 403), (Role.OFFICE, 200)],
)
def test_only_an_office_lists_classes_and_team(client, school, name, role, status):
    client.force_login(factories.make_user(school, role))

    response = client.get(reverse(f"school:{name}"))

    assert response.status_code == status


def test_the_lists_show_nothing_of_another_school(desk, cohort, elsewhere):
    factories.make_user(elsewhere.programme.school, Role.TEACHER, last_name="Dailleurs")

    pages = desk.get(reverse("school:cohorts")), desk.get(reverse("school:team"))

    for page in pages:
        assert page.content.count("Lycée des Orangers".encode()) >= 1
        assert page.content.count(b"ailleurs") == 0


def test_the_role_of_a_student_is_not_taken_in_the_team(desk, objects):
    membership = Membership.objects.get(user=objects["student"].user)

    response = desk.post(reverse("school:role_remove", args=[membership.pk]))

    assert response.status_code == 403
    assert Membership.objects.filter(pk=membership.pk).count() == 1


def test_another_story_of_the_journal_is_no_import(desk, school, office):
    entry = record(by=office, school=school, verb="school.changed", sentence="Autre chose")

    response = desk.get(reverse("school:imported", args=[entry.pk]))

    assert response.status_code == 403


def test_an_office_of_two_schools_sees_both(desk, cohort, elsewhere, office):
    Membership.objects.create(user=office, school=elsewhere.programme.school, role=Role.OFFICE)
    actions.open_cohort(programme=elsewhere.programme, name="NDRC9", year=2026, by=office)

    page = desk.get(reverse("school:cohorts"))

    assert page.content.count(b"NDRC9") == 1
    assert page.content.count("Lycée d’ailleurs".encode()) == 1
