"""Students' files, the team, the settings."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.school.conftest import without_password
from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, User
from tripartite.mailing.models import OutgoingMessage
from tripartite.school.models import Student


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def student(cohort) -> Student:
    return without_password(factories.make_enrolment(cohort).student)


def typed(student: Student, **changes: str) -> dict[str, str]:
    """What the browser sends for the file as it is."""
    user = student.user
    known = {
        "last_name": user.last_name,
        "first_name": user.first_name,
        "email": user.email,
        "birth_date": student.birth_date.isoformat(),
    }
    return known | changes


def test_the_file_of_a_student_is_changed(desk, cohort, student):
    path = reverse("school:student_edit", args=[student.pk])

    form = desk.get(path)
    done = desk.post(path, typed(student, guardian_name="Anne Moreau", last_name="Moréau"))

    assert form.context["form"]["email"].value() == student.user.email
    assert done["Location"] == reverse("school:cohort", args=[cohort.pk])
    student = Student.objects.select_related("user").get()
    assert (student.user.last_name, student.guardian_name) == ("Moréau", "Anne Moreau")


def test_a_wrong_field_keeps_everything_that_was_typed(desk, student):
    path = reverse("school:student_edit", args=[student.pk])

    page = desk.post(path, typed(student, birth_date="2007-02-31", city="Menton"))

    assert list(page.context["form"].errors) == ["birth_date"]
    assert page.context["form"]["city"].value() == "Menton"
    assert Student.objects.get().city == ""


def test_an_address_in_use_is_refused_on_the_page(desk, student, office):
    path = reverse("school:student_edit", args=[student.pk])

    page = desk.post(path, typed(student, email=office.email))

    assert text_of(page).count("Cette adresse est déjà utilisée.") == 1
    assert User.objects.get(pk=student.user_id).email == student.user.email


def test_a_student_is_invited_from_the_class(desk, cohort, student):
    path = reverse("school:student_invite", args=[student.pk])
    back = reverse("school:cohort", args=[cohort.pk])

    done = desk.post(path)
    again = desk.post(path, headers={"referer": f"http://testserver{back}"}, follow=True)

    assert done["Location"] == back
    assert OutgoingMessage.objects.count() == 1
    assert [str(m) for m in again.context["messages"]][-1].startswith("Une invitation vient de")


def test_a_student_leaves_the_class(desk, student):
    enrolment = student.enrolments.get()
    path = reverse("school:leaving", args=[enrolment.pk])

    desk.post(path, {"left_on": "2026-11-20"})
    shown = desk.get(path)

    enrolment.refresh_from_db()
    assert enrolment.left_on == date(2026, 11, 20)
    assert text_of(shown).count('value="2026-11-20"') == 1
    desk.post(path, {"left_on": ""})
    enrolment.refresh_from_db()
    assert enrolment.left_on is None


@pytest.mark.parametrize("n", [1, 3])
def test_the_team_costs_as_much_with_one_member_as_with_three(
    desk, school, django_assert_num_queries, n
):
    for _ in range(n):
        factories.make_user(school, Role.TEACHER)

    with django_assert_num_queries(7):
        desk.get(reverse("school:team"))


def test_a_large_team_is_shown_page_by_page(desk, school):
    for _ in range(60):
        factories.make_user(school, Role.TEACHER)

    first, second = (desk.get(reverse("school:team"), {"page": n}) for n in (1, 2))

    shown = [len(page.context["schools"][0]["members"]) for page in (first, second)]
    assert shown == [50, Membership.objects.exclude(role=Role.STUDENT).count() - 50]


def test_a_member_is_invited(desk, school):
    path = reverse("school:member_new", args=[school.pk])
    data = {"first_name": "Ève", "last_name": "Roux", "email": "eve@lycee.example"}

    wrong = desk.post(path, data | {"role": "student"})
    done = desk.post(path, data | {"role": "teacher"})

    assert list(wrong.context["form"].errors) == ["role"]
    assert done["Location"] == reverse("school:team")
    membership = Membership.objects.get(user__email="eve@lycee.example")
    assert (membership.school, membership.role) == (school, Role.TEACHER)
    assert OutgoingMessage.objects.get().kind == "invitation"


def test_an_invited_member_is_invited_again(desk, school, time_machine):
    desk.post(
        reverse("school:member_new", args=[school.pk]),
        {"first_name": "A", "last_name": "B", "email": "a@b.example", "role": "head"},
    )
    time_machine.move_to("2026-11-24 10:05+01:00", tick=False)
    membership = Membership.objects.get(role=Role.HEAD)

    page = desk.post(reverse("school:member_invite", args=[membership.pk]))

    assert page["Location"] == reverse("school:team")
    assert OutgoingMessage.objects.count() == 2


def test_a_role_is_taken_after_a_word(desk, school):
    membership = factories.make_user(school, Role.TEACHER).memberships.get()
    path = reverse("school:role_remove", args=[membership.pk])

    asked = desk.get(path)
    before = Membership.objects.filter(pk=membership.pk).count()
    done = desk.post(path)

    assert text_of(asked).count("Retirer ce rôle") == 1
    assert before == 1
    assert done["Location"] == reverse("school:team")
    assert Membership.objects.filter(pk=membership.pk).count() == 0


def test_the_last_office_is_told_why_it_stays(desk, office):
    path = reverse("school:role_remove", args=[office.memberships.get().pk])

    page = desk.post(path)

    assert text_of(page).count("C’est le dernier bureau des stages de l’établissement") == 1
    assert office.memberships.count() == 1


def test_the_settings_are_changed(desk, school):
    path = reverse("school:settings", args=[school.pk])
    data = {
        name: getattr(school, name) for name in ("name", "address", "postcode", "city", "email")
    }
    data |= {"country": "MC", "head_title": "proviseure", "deliberation_date": "2026-06-30"}
    data |= {"signing_order": "together"}

    done = desk.post(path, data | {"insurance": "MAIF 123"})
    wrong = desk.post(path, data | {"email": "pas une adresse", "insurance": "AXA"})

    assert done["Location"] == reverse("school:team")
    school.refresh_from_db()
    assert (school.country, school.insurance) == ("MC", "MAIF 123")
    assert school.deliberation_date == date(2026, 6, 30)
    assert wrong.context["form"]["insurance"].value() == "AXA"
