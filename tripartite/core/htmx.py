"""One page, and the parts of it that htmx may ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partials: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only the partial named after the element htmx will replace.

    The DOM id, the partial and the name given here are the same word.
    """
    htmx: Any = getattr(request, "htmx", None)
    asked = htmx.target if htmx and not htmx.boosted else None
    name = f"{template}#{asked}" if asked in partials else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
