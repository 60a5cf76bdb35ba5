"""The messages that open an account."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.domain import ROLE_LABELS, Role
from tripartite.accounts.invitations import LIFETIME, token_of
from tripartite.accounts.models import Invitation, School, User
from tripartite.mailing.domain import Button, Message


def invitation_url(invitation: Invitation) -> str:
    """The address where the invited person chooses a password."""
    path = reverse("accounts:invitation", kwargs={"token": token_of(invitation)})
    return f"{settings.SITE_URL}{path}"


def invitation_sent(invitation: Invitation) -> Message:
    """To somebody who has no password yet."""
    user, school = invitation.user, invitation.school
    return Message(
        kind="invitation",
        to=user.email or "",
        to_name=user.get_full_name(),
        school_name=school.name,
        reply_to=school.email,
        subject=f"Votre accès aux stages : {school.name}",
        paragraphs=(
            f"{school.name} prépare et suit les stages avec Tripartite. Un compte est prêt à "
            "votre nom ; il ne reste qu’à choisir un mot de passe.",
        ),
        button=Button("Choisir mon mot de passe", invitation_url(invitation)),
        small=(
            f"Ce lien vous est personnel et vaut {LIFETIME.days} jours ; passé ce délai, il en "
            "propose un nouveau.",
        ),
    )


def role_given(user: User, school: School, role: Role) -> Message:
    """To somebody who can already sign in."""
    return Message(
        kind="role_given",
        to=user.email or "",
        to_name=user.get_full_name(),
        school_name=school.name,
        reply_to=school.email,
        subject=f"Un rôle vous est confié : {school.name}",
        paragraphs=(
            f"{school.name} vous donne accès à ses stages, au titre de : {ROLE_LABELS[role]}. "
            "Connectez-vous avec votre adresse et votre mot de passe habituels.",
        ),
        button=Button("Ouvrir Tripartite", f"{settings.SITE_URL}/"),
    )
