"""The one page of the core: the gallery of the components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tripartite.core import gallery as content
from tripartite.core.access import public


@public("components with invented values; absent from a school's own site")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every variant, for the eye and for the accessibility check."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "core/gallery.html", content.context())
