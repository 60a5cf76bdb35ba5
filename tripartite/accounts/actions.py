"""What happens to accounts: given, invited, accepted, given a role, losing it."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F

from tripartite.accounts.domain import ROLE_LABELS, Role
from tripartite.accounts.invitations import is_fresh, is_used
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import Invitation, Membership, School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError


class AccountError(DomainError):
    """The account cannot be made, changed or opened that way."""


ADDRESS_TAKEN = (
    "Cette adresse est déjà utilisée. Vérifiez l’adresse et le nom, ou demandez-en une autre à "
    "la personne."
)


def make_account(*, first_name: str, last_name: str, email: str) -> User:
    """Somebody without a password yet. Raises AccountError when the address is in use."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email or None, None, first_name=first_name, last_name=last_name
            )
    except IntegrityError as error:
        raise AccountError("address_taken", ADDRESS_TAKEN) from error


@transaction.atomic
def give_role(*, user: User, school: School, role: Role, by: Actor) -> bool:
    """Make the person a member; False when the role was already there."""
    _, created = Membership.objects.get_or_create(user=user, school=school, role=role)
    if created:
        record(
            by=by,
            school=school,
            verb="membership.given",
            sentence=f"{user} est désormais {ROLE_LABELS[role]}",
            file=f"user:{user.pk}",
            role=role,
        )
    return created


@transaction.atomic
def change_identity(*, user: User, first_name: str, last_name: str, email: str) -> None:
    """Write another name or address; keys sent to the old address die with it.

    Raises AccountError when the address is in use.
    """
    new_address = email.lower() or None
    if new_address != user.email:
        if new_address and User.objects.filter(email=new_address).exclude(pk=user.pk).exists():
            raise AccountError("address_taken", ADDRESS_TAKEN)
        # allauth signs people in by the addresses that it remembers too.
        EmailAddress.objects.filter(user=user).delete()
        Invitation.objects.open().filter(user=user).update(version=F("version") + 1)
    user.first_name, user.last_name, user.email = first_name, last_name, new_address
    user.save(update_fields=["first_name", "last_name", "email"])


@transaction.atomic
def open_invitation(*, user: User, school: School, by: Actor) -> Invitation:
    """A key to choose a password, whose predecessors die; the caller sends it.

    Raises AccountError when the person has a password or no address.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.has_usable_password():
        raise AccountError("has_password", f"{user} a déjà un mot de passe et peut se connecter.")
    if not user.email:
        raise AccountError(
            "no_address", f"{user} n’a pas d’adresse électronique : ajoutez-la, puis invitez."
        )
    invitation, created = Invitation.objects.get_or_create(user=user, defaults={"school": school})
    if not created:
        invitation.version += 1
        invitation.school = school
        invitation.sent_at = clock.now()
        invitation.accepted_at = None
        invitation.save(update_fields=["version", "school", "sent_at", "accepted_at"])
    record(
        by=by,
        school=school,
        verb="invitation.sent",
        sentence=f"{user} a reçu une invitation à choisir son mot de passe",
        file=f"user:{user.pk}",
    )
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Give the invited person the chosen password, once.

    Raises AccountError when the invitation has been used, replaced or has grown old.
    """
    sent = invitation.version
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user", "school")
        .get(pk=invitation.pk)
    )
    user = invitation.user
    if is_used(invitation) or not user.is_active:
        raise AccountError(
            "invitation_used", "Cette invitation a déjà servi : connectez-vous avec votre adresse."
        )
    if invitation.version != sent or not is_fresh(invitation):
        raise AccountError(
            "invitation_old", "Cette invitation n’est plus valable : demandez-en une nouvelle."
        )
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    record(
        by=user,
        school=invitation.school,
        verb="invitation.accepted",
        sentence=f"{user} a accepté l’invitation et choisi un mot de passe",
        file=f"user:{user.pk}",
    )
    return user


@transaction.atomic
def take_role(*, membership: Membership, by: Actor) -> None:
    """Withdraw a role at once. Raises AccountError for the last office of the school."""
    school = School.objects.select_for_update(of=("self",), no_key=True).get(
        pk=membership.school_id
    )
    row = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if row is None:
        return
    office = Membership.objects.filter(
        school=school, role=Role.OFFICE, user__is_active=True
    ).exclude(pk=row.pk)
    if row.role == Role.OFFICE and not office.exists():
        raise AccountError(
            "last_office",
            "C’est le dernier bureau des stages de l’établissement : nommez-en un autre d’abord.",
        )
    row.delete()
    record(
        by=by,
        school=school,
        verb="membership.taken",
        sentence=f"{row.user} n’est plus {ROLE_LABELS[Role(row.role)]}",
        file=f"user:{row.user_id}",
        role=row.role,
    )
