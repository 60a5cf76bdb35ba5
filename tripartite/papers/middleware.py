"""A device lent for signing shows nothing but the paper to sign until it is given back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from tripartite.papers.models import Signature

SESSION_KEY = "lent_for_paper"
#: What is done with the paper itself, what with one of its signatures, and the ways out.
OF_PAPER = frozenset({"papers:together", "papers:give_back", "papers:download_frozen"})
OF_SIGNATURE = frozenset({"papers:together_sign", "papers:together_code"})
WAYS_OUT = frozenset({"account_logout", "placements:leave_link"})


class LentDeviceMiddleware:
    """After the one that says who acts: whoever lent the device is still signed in on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        paper = request.session.get(SESSION_KEY)
        is_somebody = getattr(request, "actor", None) is not None
        if paper is None or not is_somebody or is_about(paper, request.path_info):
            return self.get_response(request)
        return redirect("papers:together", paper=paper)


def is_about(paper: int, path: str) -> bool:
    """Whether the page of this path is one of the paper for which the device was lent."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.view_name in OF_PAPER:
        return bool(found.kwargs["paper"] == paper)
    if found.view_name in OF_SIGNATURE:
        return Signature.objects.filter(pk=found.kwargs["signature"], paper_id=paper).exists()
    return found.view_name in WAYS_OUT
