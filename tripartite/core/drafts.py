"""Forms that survive a cut of the network: the server's half of ``core/static/core/drafts.js``.

Three lines make one: ``<form … data-keep-draft="a name">`` in the template, a ``SendingField``
named ``sending`` in the form, and an action that writes one row for one sending, even sent twice.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

HEADER = "X-Draft"


def is_draft(request: HttpRequest) -> bool:
    """Whether the script sends, and not the browser itself."""
    return bool(request.headers.get(HEADER))


class SendingField(forms.UUIDField):
    """The number of one sending, born with the page: sent again, it is the same sending."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, initial=uuid.uuid4, widget=forms.HiddenInput, label="envoi", **kwargs
        )

    def clean(self, value: Any) -> uuid.UUID:
        """A number in any case: a form sent without one is sent for the first time."""
        try:
            found: uuid.UUID | None = super().clean(value)
        except forms.ValidationError:
            found = None
        return found or uuid.uuid4()


class DraftMiddleware:
    """Tell the script what a browser would have followed: 204 and the place, or 401."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_draft(request) or response.status_code != 302:
            return response
        if getattr(request, "actor", None) is None:
            return HttpResponse(status=401)
        told = HttpResponse(status=204, headers={"X-Location": response["Location"]})
        told.cookies = response.cookies
        return told
