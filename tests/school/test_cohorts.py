"""Classes, periods, teachers; schools and their first account."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tripartite.accounts.actions import accept_invitation
from tripartite.accounts.domain import Role
from tripartite.accounts.invitations import by_token
from tripartite.accounts.models import Membership, School, User
from tripartite.mailing.models import OutgoingMessage
from tripartite.school import actions
from tripartite.school.domain.periods import PeriodError
from tripartite.school.models import ClassListUpload, Cohort, Period, Programme, Teaching

JANUARY = {"number": 1, "starts_on": date(2027, 1, 4), "ends_on": date(2027, 1, 29)}
JUNE = {"number": 2, "starts_on": date(2027, 5, 31), "ends_on": date(2027, 6, 25)}


def test_a_class_opens_once_a_year(cohort, office):
    with pytest.raises(actions.CohortError) as refusal:
        actions.open_cohort(
            programme=cohort.programme, name=cohort.name, year=cohort.year, by=office
        )
    following = actions.open_cohort(
        programme=cohort.programme, name=cohort.name, year=2027, by=office
    )

    assert refusal.value.code == "cohort_twice"
    assert list(Cohort.objects.order_by("pk")) == [cohort, following]


def test_a_class_is_changed_but_not_into_another(cohort, office):
    other = factories.make_cohort(cohort.programme.school, name="NDRC2", programme=cohort.programme)
    values = {"programme": cohort.programme, "year": 2026, "exam_session": 2028, "by": office}

    actions.change_cohort(cohort=cohort, name="NDRC1", **values)
    with pytest.raises(actions.CohortError):
        actions.change_cohort(cohort=other, name="NDRC1", **values)

    cohort.refresh_from_db()
    assert cohort.exam_session == 2028


def test_a_class_has_its_two_periods(cohort, office):
    actions.open_period(cohort=cohort, by=office, **JANUARY)
    actions.open_period(cohort=cohort, by=office, **JUNE, host_due_on=date(2027, 5, 1))

    assert list(cohort.periods.order_by("number").values_list("number", "host_due_on")) == [
        (1, None),
        (2, date(2027, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": 1}, "number_taken"),
        ({"starts_on": date(2027, 1, 29), "ends_on": date(2027, 2, 26)}, "period_overlaps"),
    ],
)
def test_a_period_that_meets_another_of_the_class_is_refused(cohort, office, change, code):
    actions.open_period(cohort=cohort, by=office, **JANUARY)

    with pytest.raises(PeriodError) as refusal:
        actions.open_period(cohort=cohort, by=office, **(JUNE | change))

    assert refusal.value.code == code
    assert Period.objects.count() == 1


def test_a_period_does_not_meet_itself_nor_that_of_another_class(cohort, office):
    period = actions.open_period(cohort=cohort, by=office, **JANUARY)
    other = factories.make_cohort(cohort.programme.school, name="NDRC2")
    actions.open_period(cohort=other, by=office, **JANUARY)

    actions.change_period(period=period, by=office, **(JANUARY | {"ends_on": date(2027, 1, 28)}))

    period.refresh_from_db()
    assert period.ends_on == date(2027, 1, 28)


def test_a_teacher_of_the_school_is_named_once_on_a_class(cohort, office):
    teacher = factories.make_user(cohort.programme.school, Role.TEACHER)

    actions.add_teacher(cohort=cohort, teacher=teacher, by=office)
    actions.add_teacher(cohort=cohort, teacher=teacher, by=office)

    teaching = Teaching.objects.get()
    assert (teaching.cohort, teaching.teacher) == (cohort, teacher)
    actions.remove_teacher(teaching=teaching, by=office)
    actions.remove_teacher(teaching=Teaching(pk=0, cohort=cohort, teacher=teacher), by=office)
    assert Teaching.objects.count() == 0


def test_a_teacher_of_another_school_is_refused(cohort, elsewhere, office):
    stranger = factories.make_user(elsewhere.programme.school, Role.TEACHER)

    with pytest.raises(actions.CohortError) as refusal:
        actions.add_teacher(cohort=cohort, teacher=stranger, by=office)

    assert refusal.value.code == "not_a_teacher"


# ---------------------------------------------------------------- schools
def test_the_settings_of_a_school_are_changed(school, office):
    changed = actions.change_school(school=school, by=office, insurance="MAIF 123")
    again = actions.change_school(school=school, by=office, insurance="MAIF 123")

    assert (changed, again) == (True, False)
    assert School.objects.get().insurance == "MAIF 123"


def test_a_programme_bears_its_short_name_alone(cohort):
    programme = cohort.programme

    with pytest.raises(actions.SchoolError) as refusal:
        actions.create_programme(
            school=programme.school,
            curriculum=programme.curriculum,
            name="BTS",
            short_name=programme.short_name,
        )

    assert refusal.value.code == "programme_twice"


OPTIONS = {
    "name": "Lycée neuf",
    "address": "1 rue Neuve",
    "postcode": "06000",
    "city": "Nice",
    "email": "contact@neuf.example",
    "office_email": "bureau@neuf.example",
    "office_first_name": "Odile",
    "office_last_name": "Bureau",
}


def test_the_command_makes_a_school_and_prints_the_invitation(db):
    curriculum = factories.make_curriculum()
    out = StringIO()

    call_command("create_school", stdout=out, curriculum="essai", **OPTIONS)

    said, url = out.getvalue().splitlines()
    assert said == "Lycée neuf: invitation sent to bureau@neuf.example"
    invitation = by_token(url.rstrip("/").rpartition("/")[2])
    user = accept_invitation(invitation=invitation, password="orangers-2026")
    school = School.objects.get()
    assert list(Membership.objects.values_list("user", "school", "role")) == [
        (user.pk, school.pk, Role.OFFICE)
    ]
    assert list(Programme.objects.values_list("school", "curriculum", "short_name")) == [
        (school.pk, curriculum.pk, "BTS")
    ]
    assert OutgoingMessage.objects.get().to == "bureau@neuf.example"


@pytest.mark.parametrize("change", [{"city": "Nice"}, {"name": "Autre", "curriculum": "inconnu"}])
def test_the_command_refuses_without_leaving_anything_behind(db, change):
    call_command("create_school", stdout=StringIO(), **OPTIONS)

    with pytest.raises(CommandError):
        call_command("create_school", stdout=StringIO(), **(OPTIONS | change))

    assert (School.objects.count(), User.objects.count()) == (1, 1)


def test_the_command_forgets_the_lists_of_yesterday(cohort, keep, time_machine):
    keep(cohort, "Nom;Prénom;Date de naissance\nMARTIN;Léa;12/03/2007\n")
    time_machine.move_to("2026-11-25 10:00+01:00", tick=False)
    out = StringIO()

    call_command("forget_class_lists", stdout=out)

    assert out.getvalue() == "1 forgotten.\n"
    assert ClassListUpload.objects.count() == 0
