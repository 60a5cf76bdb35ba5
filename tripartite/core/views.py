"""The pages of the core: the gallery of the components, and the script that works offline."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.core import gallery as content
from tripartite.core.access import public

OFFLINE = Path(__file__).parent / "static" / "core" / "offline.js"


@public("components with invented values; absent from a school's own site")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every variant, for the eye and for the accessibility check."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "core/gallery.html", content.context())


@public("a script that names nobody")
@require_GET
def offline(_request: HttpRequest) -> HttpResponse:
    """The service worker, allowed over the whole site; a new one is taken at once."""
    return HttpResponse(
        OFFLINE.read_text("utf-8"),
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"},
    )
