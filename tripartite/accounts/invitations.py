"""The key of an invitation: recomputed, never stored."""

from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from tripartite.accounts.models import Invitation
from tripartite.core import clock

LIFETIME = timedelta(days=30)


def token_of(invitation: Invitation) -> str:
    """What the e-mail carries; the next sending kills it."""
    mac = salted_hmac(
        "tripartite.invitation", f"{invitation.pk}.{invitation.version}", algorithm="sha256"
    )
    return f"{invitation.pk}.{mac.hexdigest()[:32]}"


def by_token(token: str) -> Invitation | None:
    """The invitation of a token of ours, whatever its age; None otherwise."""
    key, _, _rest = token.partition(".")
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return None
    invitation = Invitation.objects.select_related("user", "school").filter(pk=int(key)).first()
    if invitation is None or not constant_time_compare(token_of(invitation), token):
        return None
    return invitation


def is_fresh(invitation: Invitation) -> bool:
    return invitation.sent_at + LIFETIME > clock.now()


def is_used(invitation: Invitation) -> bool:
    """Whether the person has a password, chosen here or by the reset page."""
    return invitation.accepted_at is not None or invitation.user.has_usable_password()
