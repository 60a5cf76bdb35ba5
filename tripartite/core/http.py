"""The request as our views receive it: somebody known is acting."""

from typing import Any

from django.http import HttpRequest


class ActorRequest(HttpRequest):
    """A request that passed @allow or @allow_on: ``actor`` is a signed-in user or a link holder."""

    actor: Any
