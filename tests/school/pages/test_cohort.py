"""The pages of a class: what they show, what they take, what they refuse."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.school.conftest import without_password
from tripartite.accounts.domain import Role
from tripartite.accounts.models import Invitation
from tripartite.mailing.models import OutgoingMessage
from tripartite.school import actions
from tripartite.school.models import Cohort, Period, Programme, Teaching


def text_of(response) -> str:
    return response.content.decode()


def errors(response) -> list[str]:
    return [str(e) for group in response.context["form"].errors.values() for e in group]


@pytest.mark.parametrize("n", [1, 3])
def test_a_class_costs_as_much_with_one_student_as_with_three(
    desk, cohort, django_assert_num_queries, n
):
    for i in range(n):
        factories.make_enrolment(cohort)
        factories.make_teacher(cohort)
        factories.make_period(
            cohort, number=i + 1, starts_on=date(2027, i + 1, 4), ends_on=date(2027, i + 1, 20)
        )
    path = reverse("school:cohort", args=[cohort.pk])

    with django_assert_num_queries(12):
        desk.get(path)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_classes_costs_as_much_with_one_as_with_three(
    desk, school, django_assert_num_queries, n
):
    programme = factories.make_programme(school)
    for i in range(n):
        factories.make_cohort(school, name=f"NDRC{i}", programme=programme)

    with django_assert_num_queries(6):
        desk.get(reverse("school:cohorts"))


def test_a_class_says_how_far_each_account_is(desk, cohort, office, time_machine):
    def enrolled():
        return without_password(factories.make_enrolment(cohort).student)

    factories.make_enrolment(cohort)
    enrolled()
    actions.invite(user=enrolled().user, school=cohort.programme.school, by=office)
    old = enrolled()
    actions.invite(user=old.user, school=cohort.programme.school, by=office)
    Invitation.objects.filter(user=old.user).update(sent_at="2026-01-01T00:00Z")
    silent = enrolled()
    silent.user.email = None
    silent.user.save(update_fields=["email"])

    page = desk.get(reverse("school:cohort", args=[cohort.pk]))

    states = sorted(str(s["account_label"]) for s in page.context["students"])
    assert states == ["compte ouvert", "invitation expirée", "invité", "sans adresse", "à inviter"]
    assert page.context["to_invite"] == 2


def test_an_empty_class_says_what_to_do(desk, cohort):
    text = text_of(desk.get(reverse("school:cohort", args=[cohort.pk])))

    assert text.count("Pas encore d’étudiants") == 1
    assert text.count("Aucune période") == 1


def test_a_class_is_opened_from_its_form(desk, cohort):
    path = reverse("school:cohort_new", args=[cohort.programme.school_id])
    data = {"programme": cohort.programme_id, "name": "NDRC2", "year": "2026", "exam_session": ""}

    form = desk.get(path)
    done = desk.post(path, data)
    twice = desk.post(path, data)

    assert form.context["form"]["year"].value() == 2026
    assert done["Location"] == reverse("school:cohorts")
    assert Cohort.objects.filter(name="NDRC2").count() == 1
    assert errors(twice) == ["Cette classe existe déjà pour cette année scolaire."]


def test_a_class_takes_no_programme_of_another_school(desk, cohort, elsewhere):
    path = reverse("school:cohort_new", args=[cohort.programme.school_id])

    page = desk.post(path, {"programme": elsewhere.programme_id, "name": "X", "year": "2026"})

    assert list(page.context["form"].errors) == ["programme"]


def test_a_class_is_changed_from_its_form(desk, cohort):
    path = reverse("school:cohort_edit", args=[cohort.pk])
    data = {"programme": cohort.programme_id, "name": "NDRC1 bis", "year": "2026"}

    done = desk.post(path, data | {"exam_session": "2028"})
    wrong = desk.post(path, data | {"year": "1999"})

    assert done["Location"] == reverse("school:cohort", args=[cohort.pk])
    cohort.refresh_from_db()
    assert (cohort.name, cohort.exam_session) == ("NDRC1 bis", 2028)
    assert wrong.status_code == 200
    assert cohort.year == 2026


PERIOD = {"number": "1", "starts_on": "2027-01-04", "ends_on": "2027-01-29"}


def test_a_period_is_opened_from_its_form(desk, cohort):
    path = reverse("school:period_new", args=[cohort.pk])

    done = desk.post(path, PERIOD | {"host_due_on": "2026-12-10"}, follow=True)
    following = desk.get(path)

    period = Period.objects.get()
    assert (period.starts_on, period.ends_on) == (date(2027, 1, 4), date(2027, 1, 29))
    assert [str(m) for m in done.context["messages"]] == ["La période est enregistrée."]
    assert following.context["form"]["number"].value() == 2


def test_five_weeks_are_remarked_but_taken(desk, cohort):
    path = reverse("school:period_new", args=[cohort.pk])

    page = desk.post(path, PERIOD | {"ends_on": "2027-02-05"}, follow=True)

    assert text_of(page).count("Cette période touche 5\u00a0semaines") == 1
    assert Period.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"number": "2"},
            "Ces dates recouvrent celles de la période 1 (du 4 au 29 janvier 2027). "
            "Changez l’une des deux.",
        ),
        (
            {"starts_on": "2027-05-31", "ends_on": "2027-06-25"},
            "Cette classe a déjà une période 1.",
        ),
        (
            {"number": "2", "starts_on": "2027-06-25", "ends_on": "2027-05-31"},
            "La période doit finir après avoir commencé.",
        ),
    ],
)
def test_a_wrong_period_keeps_what_was_typed(desk, cohort, change, said):
    factories.make_period(cohort)
    path = reverse("school:period_new", args=[cohort.pk])

    page = desk.post(path, PERIOD | {"objectives": "Prospecter"} | change)

    assert errors(page) == [said]
    assert page.context["form"]["objectives"].value() == "Prospecter"
    assert Period.objects.count() == 1


def test_a_period_is_changed_from_its_form(desk, cohort):
    period = factories.make_period(cohort)
    path = reverse("school:period_edit", args=[period.pk])

    form = desk.get(path)
    done = desk.post(path, PERIOD | {"ends_on": "2027-01-22"})

    assert text_of(form).count('value="2027-01-29"') == 1
    assert done["Location"] == reverse("school:cohort", args=[cohort.pk])
    period.refresh_from_db()
    assert period.ends_on == date(2027, 1, 22)


def test_a_teacher_is_named_and_taken_off(desk, cohort):
    teacher = factories.make_user(cohort.programme.school, Role.TEACHER)
    path = reverse("school:teacher_add", args=[cohort.pk])

    nothing = desk.post(path)
    desk.post(path, {"teacher": teacher.pk})
    teaching = Teaching.objects.get()
    desk.post(reverse("school:teacher_remove", args=[teaching.pk]))

    assert text_of(nothing).count("Choisissez un enseignant dans la liste.") == 2
    assert teaching.teacher == teacher
    assert Teaching.objects.count() == 0


def test_a_stranger_is_not_in_the_list_of_teachers(desk, cohort, elsewhere):
    stranger = factories.make_user(elsewhere.programme.school, Role.TEACHER)

    page = desk.post(reverse("school:teacher_add", args=[cohort.pk]), {"teacher": stranger.pk})

    assert list(page.context["teacher_form"].errors) == ["teacher"]
    assert Teaching.objects.count() == 0


def test_the_class_is_invited_by_one_button(desk, cohort):
    student = without_password(factories.make_enrolment(cohort).student)
    path = reverse("school:cohort_invite", args=[cohort.pk])

    first, second = desk.post(path, follow=True), desk.post(path, follow=True)

    assert [str(m) for m in first.context["messages"]] == ["1\u00a0invitation : c’est parti."]
    assert str(next(iter(second.context["messages"]))).startswith("Personne à inviter")
    assert OutgoingMessage.objects.get().to == student.user.email


def test_a_programme_is_added_from_its_form(desk, school):
    curriculum = factories.make_curriculum()
    path = reverse("school:programme_new", args=[school.pk])
    data = {
        "curriculum": curriculum.pk,
        "name": "BTS Négociation",
        "short_name": "BTS N",
        "yearly_hours": "870",
        "weeks_required": "16",
    }

    done, twice = desk.post(path, data), desk.post(path, data)

    assert done["Location"] == reverse("school:cohorts")
    assert errors(twice) == ["Une formation porte déjà cet intitulé court."]
    assert Programme.objects.get().school == school
