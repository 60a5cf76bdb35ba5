"""allauth's own messages (password reset) leave through the outbox; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tripartite.mailing import outbox
from tripartite.mailing.domain import Button, Message


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Accounts come from the class list and from invitations only."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The password-reset message; the others of allauth are not in use."""
        if not template_prefix.endswith("password_reset_key"):
            return
        message = password_reset(
            to=email, to_name=str(context.get("user", "")), url=context["password_reset_url"]
        )
        outbox.send(message, school=None)


def password_reset(*, to: str, to_name: str, url: str) -> Message:
    """To whoever asked for a new password, or whose address somebody typed."""
    return Message(
        kind="password_reset",
        to=to,
        to_name=to_name,
        subject="Choisir un nouveau mot de passe",
        paragraphs=(
            "Vous, ou quelqu’un qui connaît votre adresse, avez demandé à choisir un "
            "nouveau mot de passe pour Tripartite.",
            "Si ce n’est pas vous, laissez ce message : rien ne change.",
        ),
        button=Button("Choisir un nouveau mot de passe", url),
    )
