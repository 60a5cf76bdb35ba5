"""What the pages of papers share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from tripartite.core.errors import DomainError


def sent(request: HttpRequest) -> QueryDict | None:
    """What binds the form: the POST, even an empty one; nothing while the page is only read."""
    return request.POST if request.method == "POST" else None


def succeeds(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[..., Any],
    field_of: Callable[[str], str | None] = lambda _code: None,
) -> bool:
    """Whether the form was posted, is right, and the act took its values.

    A refusal becomes an error of the form (of the field that ``field_of`` names for its code),
    which keeps what was typed.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except DomainError as error:
        form.add_error(field_of(error.code), str(error))
        return False
    return True


def code_field(code: str) -> str | None:
    """The refusals of a one-time code belong to its field."""
    return "code" if code.endswith("code") else None
