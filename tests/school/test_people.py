"""Invitations, the team, students' files."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from tests import factories
from tests.school.conftest import without_password
from tripartite.accounts.actions import AccountError, accept_invitation
from tripartite.accounts.domain import Role
from tripartite.accounts.invitations import by_token, token_of
from tripartite.accounts.models import Invitation, JournalEntry, Membership, User
from tripartite.core.throttle import TooOftenError
from tripartite.mailing.models import OutgoingMessage
from tripartite.school import actions
from tripartite.school.models import Student, Teaching


@pytest.fixture
def enrolment(cohort):
    enrolment = factories.make_enrolment(cohort)
    without_password(enrolment.student)
    return enrolment


@pytest.fixture
def student(enrolment) -> Student:
    return enrolment.student


def sent() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


# ---------------------------------------------------------------- invitations
def test_an_invitation_leaves_by_mail_with_its_link(student, office):
    invitation = actions.invite(user=student.user, school=student.school, by=office)

    message = OutgoingMessage.objects.get()
    assert (message.to, message.school) == (student.user.email, student.school)
    assert message.text.count(f"/compte/invitation/{token_of(invitation)}/") == 1
    entry = JournalEntry.objects.get(verb="invitation.sent")
    assert (entry.user, entry.file) == (office, f"user:{student.user_id}")


def test_a_second_click_sends_nothing_more(student, office):
    actions.invite(user=student.user, school=student.school, by=office)

    with pytest.raises(actions.InvitationError) as refusal:
        actions.invite(user=student.user, school=student.school, by=office)

    assert refusal.value.code == "just_invited"
    assert OutgoingMessage.objects.count() == 1


def test_the_next_invitation_kills_the_one_before(student, office, time_machine):
    old = token_of(actions.invite(user=student.user, school=student.school, by=office))
    time_machine.move_to("2026-11-24 11:00+01:00", tick=False)

    new = token_of(actions.invite(user=student.user, school=student.school, by=office))

    assert by_token(old) is None
    assert by_token(new) == Invitation.objects.get()


@pytest.mark.parametrize("token", ["", ".", "x.y", "١.a", "9" * 30 + ".a", "1.", "1.0000"])
def test_a_token_that_is_not_ours_opens_nothing(student, office, token):
    actions.invite(user=student.user, school=student.school, by=office)

    assert by_token(token) is None


def test_somebody_with_a_password_is_not_invited(cohort, office):
    student = factories.make_enrolment(cohort).student

    with pytest.raises(AccountError) as refusal:
        actions.invite(user=student.user, school=student.school, by=office)

    assert refusal.value.code == "has_password"


def test_somebody_without_address_is_not_invited(student, office):
    student.user.email = None
    student.user.save(update_fields=["email"])

    with pytest.raises(AccountError) as refusal:
        actions.invite(user=student.user, school=student.school, by=office)

    assert refusal.value.code == "no_address"


def test_somebody_of_another_school_is_not_invited(student, elsewhere, office):
    with pytest.raises(actions.InvitationError) as refusal:
        actions.invite(user=student.user, school=elsewhere.programme.school, by=office)

    assert refusal.value.code == "not_a_member"


def test_the_whole_class_is_invited_but_those_who_need_not(cohort, student, office):
    factories.make_enrolment(cohort)
    gone = factories.make_enrolment(cohort)
    without_password(gone.student)
    actions.set_leaving(enrolment=gone, left_on=date(2026, 10, 1), by=office)

    count = actions.invite_cohort(cohort=cohort, by=office)
    again = actions.invite_cohort(cohort=cohort, by=office)

    assert (count, again) == (1, 0)
    assert sent() == [("invitation", student.user.email)]


def test_the_class_may_be_invited_again_after_a_day(cohort, student, office, time_machine):
    actions.invite_cohort(cohort=cohort, by=office)
    time_machine.move_to("2026-11-25 10:01+01:00", tick=False)

    again = actions.invite_cohort(cohort=cohort, by=office)

    assert again == 1
    assert Invitation.objects.get().version == 2


def test_accepting_sets_the_password_once(student, office):
    invitation = actions.invite(user=student.user, school=student.school, by=office)

    user = accept_invitation(invitation=invitation, password="orangers-2026")

    assert user.check_password("orangers-2026")
    with pytest.raises(AccountError) as refusal:
        accept_invitation(invitation=invitation, password="autre-2026")
    assert refusal.value.code == "invitation_used"
    user.refresh_from_db()
    assert user.check_password("orangers-2026")


@pytest.mark.parametrize("spoiled", ["old", "replaced", "inactive", "password"])
def test_a_spoiled_invitation_sets_no_password(student, office, time_machine, spoiled):
    invitation = actions.invite(user=student.user, school=student.school, by=office)
    if spoiled == "old":
        time_machine.move_to("2026-12-24 10:00+01:00", tick=False)
    elif spoiled == "replaced":
        actions.renew_invitation(invitation=invitation)
    elif spoiled == "inactive":
        User.objects.filter(pk=student.user_id).update(is_active=False)
    else:
        student.user.set_password("choisi-ailleurs")
        student.user.save(update_fields=["password"])

    with pytest.raises(AccountError):
        accept_invitation(invitation=invitation, password="orangers-2026")

    assert User.objects.get(pk=student.user_id).check_password("orangers-2026") is False


def test_an_old_invitation_is_renewed_at_the_same_address(student, office, time_machine):
    invitation = actions.invite(user=student.user, school=student.school, by=office)
    time_machine.move_to("2026-12-31 10:00+01:00", tick=False)

    actions.renew_invitation(invitation=invitation)

    assert sent() == [("invitation", student.user.email)] * 2
    fresh = Invitation.objects.get()
    assert accept_invitation(invitation=fresh, password="orangers-2026") == student.user


def test_an_invitation_is_not_renewed_without_end(student, office):
    invitation = actions.invite(user=student.user, school=student.school, by=office)
    for _ in range(5):
        actions.renew_invitation(invitation=invitation)

    with pytest.raises(TooOftenError):
        actions.renew_invitation(invitation=invitation)


# ---------------------------------------------------------------- the team
def test_a_new_member_is_invited(school, office):
    user = actions.invite_member(
        school=school,
        email="Prof@lycee.example",
        first_name="Ève",
        last_name="Roux",
        role=Role.TEACHER,
        by=office,
    )

    assert user.email == "prof@lycee.example"
    assert list(user.memberships.values_list("school", "role")) == [(school.pk, Role.TEACHER)]
    assert sent() == [("invitation", "prof@lycee.example")]


def test_a_member_of_another_school_is_told_of_the_new_role(school, elsewhere, office):
    user = factories.make_user(
        elsewhere.programme.school, Role.TEACHER, first_name="Ève", last_name="ROUX"
    )

    same = actions.invite_member(
        school=school,
        email=user.email,
        first_name="Eve",
        last_name="Roux",
        role=Role.TEACHER,
        by=office,
    )

    assert same == user
    assert sent() == [("role_given", user.email)]


def test_the_address_of_somebody_else_is_refused(school, elsewhere, office):
    user = factories.make_user(elsewhere.programme.school, Role.TEACHER)

    with pytest.raises(AccountError) as refusal:
        actions.invite_member(
            school=school,
            email=user.email,
            first_name="Ève",
            last_name="Roux",
            role=Role.OFFICE,
            by=office,
        )

    assert refusal.value.code == "address_taken"
    assert Membership.objects.filter(user=user, school=school).count() == 0


def test_the_last_office_stays(school, office):
    with pytest.raises(AccountError) as refusal:
        actions.remove_role(membership=office.memberships.get(), by=office)

    assert refusal.value.code == "last_office"


def test_an_office_account_that_is_closed_does_not_count(school, office):
    closed = factories.make_user(school, Role.OFFICE)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    with pytest.raises(AccountError):
        actions.remove_role(membership=office.memberships.get(), by=office)


def test_one_of_two_offices_may_go(school, office):
    other = factories.make_user(school, Role.OFFICE)

    actions.remove_role(membership=other.memberships.get(), by=office)
    actions.remove_role(membership=Membership(pk=0, school=school, role=Role.HEAD), by=office)

    assert list(school.memberships.values_list("user", flat=True)) == [office.pk]
    assert JournalEntry.objects.filter(verb="membership.taken").count() == 1


def test_a_teacher_who_goes_leaves_the_classes_of_this_school_only(cohort, elsewhere, office):
    teacher = factories.make_teacher(cohort)
    Membership.objects.create(user=teacher, school=elsewhere.programme.school, role=Role.TEACHER)
    kept = Teaching.objects.create(cohort=elsewhere, teacher=teacher)

    actions.remove_role(
        membership=teacher.memberships.get(school=cohort.programme.school), by=office
    )

    assert list(Teaching.objects.all()) == [kept]


# ---------------------------------------------------------------- students' files
def test_a_change_is_written_and_journalled_by_field_names(student, office):
    changed = actions.change_student(
        student=student, by=office, phone="06 12", guardian_name="Anne Moreau"
    )

    assert changed is True
    student.refresh_from_db()
    assert (student.phone, student.guardian_name) == ("06 12", "Anne Moreau")
    entry = JournalEntry.objects.get(verb="student.changed")
    assert entry.file == f"student:{student.pk}"
    assert entry.detail == {"fields": ["guardian_name", "phone"]}


def test_writing_the_same_values_changes_nothing(student, office):
    changed = actions.change_student(student=student, by=office, phone="", email=student.user.email)

    assert changed is False
    assert JournalEntry.objects.count() == 0


def test_a_new_address_kills_the_keys_sent_to_the_old_one(student, office):
    old = token_of(actions.invite(user=student.user, school=student.school, by=office))
    EmailAddress.objects.create(user=student.user, email=student.user.email, primary=True)

    actions.change_student(student=student, by=office, email="neuve@eleves.example")

    assert User.objects.get(pk=student.user_id).email == "neuve@eleves.example"
    assert by_token(old) is None
    assert EmailAddress.objects.count() == 0


def test_the_address_of_another_is_refused(student, office):
    with pytest.raises(AccountError) as refusal:
        actions.change_student(student=student, by=office, email=office.email)

    assert refusal.value.code == "address_taken"


def test_the_ine_of_another_is_refused(student, office):
    factories.make_student(student.school, ine="1111")

    with pytest.raises(actions.StudentError) as refusal:
        actions.change_student(student=student, by=office, ine="1111")

    assert refusal.value.code == "ine_taken"


@pytest.mark.parametrize("held", ["other school", "other role", "operator"])
def test_an_account_that_opens_something_else_keeps_its_address(student, elsewhere, office, held):
    if held == "operator":
        User.objects.filter(pk=student.user_id).update(is_staff=True)
    else:
        away = held == "other school"
        Membership.objects.create(
            user=student.user,
            school=elsewhere.programme.school if away else student.school,
            role=Role.STUDENT if away else Role.HEAD,
        )

    with pytest.raises(actions.StudentError) as refusal:
        actions.change_student(student=student, by=office, email="voleur@eleves.example")

    assert refusal.value.code == "held_account"
    assert actions.change_student(student=student, by=office, phone="06") is True


def test_leaving_the_class_is_noted_and_taken_back(enrolment, office):
    actions.set_leaving(enrolment=enrolment, left_on=date(2026, 11, 2), by=office)
    actions.set_leaving(enrolment=enrolment, left_on=date(2026, 11, 2), by=office)
    actions.set_leaving(enrolment=enrolment, left_on=None, by=office)

    enrolment.refresh_from_db()
    assert enrolment.left_on is None
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["enrolment.left", "enrolment.back"]
