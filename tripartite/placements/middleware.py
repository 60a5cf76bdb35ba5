"""An inspector reads and writes nothing, and what is read is journalled."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from tripartite.accounts.models import PersonalLink
from tripartite.placements.actions.inspecting import note_reading
from tripartite.school.models import Inspection

#: What an inspector may still send: entering by the link, asking for a new one, leaving.
ALLOWED = frozenset({"placements:enter", "placements:renew_link", "placements:leave_link"})


class InspectionMiddleware:
    """After the one that says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        inspection = inspection_of(request)
        if inspection is None:
            return self.get_response(request)
        is_read = request.method in {"GET", "HEAD", "OPTIONS"}
        if not is_read and resolve(request.path_info).view_name not in ALLOWED:
            raise PermissionDenied
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200:  # it was read
            note_reading(inspection=inspection, path=request.path)
        return response


def inspection_of(request: HttpRequest) -> Inspection | None:
    """The inspection by which this request is made, were it over."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, PersonalLink):
        return None
    return Inspection.objects.filter(link=actor).select_related("school", "link").first()
