"""The team and the invitations."""

from datetime import timedelta

from django.db import transaction

from tripartite.accounts import actions as accounts
from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor
from tripartite.accounts.models import Invitation, Membership, School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.throttle import throttle
from tripartite.mailing import outbox
from tripartite.school.actions.setup import add_member
from tripartite.school.emails import invitation_sent, role_given
from tripartite.school.models import Cohort, Teaching

#: A second click on the same button sends nothing more.
JUST_SENT = timedelta(minutes=2)
#: Inviting the whole class again spares those who were written to in the last day.
RECENTLY = timedelta(days=1)


class InvitationError(DomainError):
    """The invitation cannot be sent."""


@transaction.atomic
def invite(*, user: User, school: School, by: Actor) -> Invitation:
    """Send the person a link to choose a password; older links die.

    Raises InvitationError when one has just left or the person is not of the school, AccountError
    when there is a password already or no address.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active or not school.memberships.filter(user=user).exists():
        raise InvitationError(
            "not_a_member", f"{user} ne fait pas partie de l’établissement : pas d’invitation."
        )
    just = Invitation.objects.open().filter(user=user, sent_at__gt=clock.now() - JUST_SENT)
    if just.exists():
        raise InvitationError(
            "just_invited", f"Une invitation vient de partir à {user} : inutile de la renvoyer."
        )
    invitation = accounts.open_invitation(user=user, school=school, by=by)
    outbox.send(invitation_sent(invitation), school=school)
    return invitation


@transaction.atomic
def invite_cohort(*, cohort: Cohort, by: User) -> int:
    """Invite the students of the class who have an address, no password, and were not written to
    in the last day; how many.
    """
    # Two people pressing the button at once send one message to each student.
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    waiting = User.objects.filter(
        is_active=True,
        email__isnull=False,
        student__enrolments__cohort=cohort,
        student__enrolments__left_on=None,
    ).exclude(invitation__sent_at__gt=clock.now() - RECENTLY)
    invited = [
        invite(user=user, school=cohort.programme.school, by=by)
        for user in waiting.order_by("last_name", "first_name", "pk")
        if not user.has_usable_password()
    ]
    return len(invited)


@transaction.atomic
def renew_invitation(*, invitation: Invitation) -> None:
    """Send a fresh link to the address already known, and to no other.

    Raises TooOftenError past five an hour, AccountError when there is a password already.
    """
    throttle("renew_invitation", str(invitation.pk), limit=5, seconds=3600)
    fresh = accounts.open_invitation(user=invitation.user, school=invitation.school, by=None)
    outbox.send(invitation_sent(fresh), school=fresh.school)


@transaction.atomic
def invite_member(
    *, school: School, email: str, first_name: str, last_name: str, role: Role, by: User
) -> User:
    """Give somebody a role in the team, and tell them: an invitation, or a word to those who
    can already sign in. Raises AccountError when the address is somebody else's.
    """
    user = add_member(
        school=school, email=email, first_name=first_name, last_name=last_name, role=role, by=by
    )
    if user.has_usable_password():
        outbox.send(role_given(user, school, role), school=school)
    else:
        invite(user=user, school=school, by=by)
    return user


@transaction.atomic
def remove_role(*, membership: Membership, by: User) -> None:
    """Withdraw a role of the team; a teacher leaves the classes of the school too.

    Raises AccountError for the last office of the school.
    """
    accounts.take_role(membership=membership, by=by)
    if membership.role == Role.TEACHER:
        Teaching.objects.filter(
            teacher=membership.user_id, cohort__programme__school=membership.school_id
        ).delete()
