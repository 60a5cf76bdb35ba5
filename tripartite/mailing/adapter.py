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
        outbox.send(
            Message(
                kind="password_reset",
                to=email,
                to_name=str(context.get("user", "")),
                subject="Choisir un nouveau mot de passe",
                paragraphs=(
                    "Vous, ou quelqu’un qui connaît votre adresse, avez demandé à choisir un "
                    "nouveau mot de passe pour Tripartite.",
                    "Si ce n’est pas vous, laissez ce message : rien ne change.",
                ),
                button=Button("Choisir un nouveau mot de passe", context["password_reset_url"]),
            ),
            school=None,
        )
