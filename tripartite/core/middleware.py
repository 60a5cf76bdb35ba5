"""What surrounds every request: where it comes from, and refusals said in one place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from tripartite.core.drafts import is_draft
from tripartite.core.errors import DomainError
from tripartite.core.origin import Origin, coming_from

Handler = Callable[[HttpRequest], HttpResponse]


class OriginMiddleware:
    """Make the address and the browser of the request known to the journal."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin(
            ip=request.META.get("REMOTE_ADDR", "") or "",
            user_agent=request.headers.get("User-Agent", "")[:300],
        )
        with coming_from(origin):
            return self.get_response(request)


class RefusalMiddleware:
    """A domain refusal that no form took becomes a sentence and the fresh page (409 for htmx)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        back = request.headers.get("Referer", "")
        same_site = url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        by_script = request.headers.get("HX-Request") or is_draft(request)
        if by_script or request.method == "GET" or not same_site:
            return render(request, "409.html", {"sentence": error.sentence}, status=409)
        messages.error(request, error.sentence)
        return redirect(back)
