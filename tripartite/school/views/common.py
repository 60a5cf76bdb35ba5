"""What the pages of the office share."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from tripartite.core.errors import DomainError


def sent(request: HttpRequest) -> QueryDict | None:
    """What binds the form: the POST, even an empty one; nothing while the page is only read."""
    return request.POST if request.method == "POST" else None


def succeeds(request: HttpRequest, form: forms.BaseForm, act: Callable[..., Any]) -> bool:
    """Whether the form was posted, is right, and the act took its values.

    A refusal becomes an error of the form, which keeps what was typed.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    back: str,
    submit: str = "Enregistrer",
    lead: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page that is one form; ``back`` is where giving up leads, ``links`` neighbouring pages."""
    context = {"form": form, "title": title, "back": back, "submit": submit, "lead": lead}
    context["links"] = links
    return render(request, "school/form.html", context)
