"""A device lent for signing shows nothing but the paper to sign until it is given back."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from tripartite.core import clock
from tripartite.core.fr import count_of
from tripartite.papers.models import Signature

SESSION_KEY = "lent_for_paper"
#: When the device was last touched, in seconds.
TOUCHED_KEY = "lent_touched_at"
#: What is done with the paper itself, what with one of its signatures, and the ways out.
OF_PAPER = frozenset({"papers:together", "papers:give_back", "papers:download_frozen"})
OF_SIGNATURE = frozenset({"papers:together_sign", "papers:together_code"})
WAYS_OUT = frozenset({"account_logout", "placements:leave_link"})


class LentDeviceMiddleware:
    """After the one that says who acts: whoever lent the device is still signed in on it.

    Left alone for ``LENT_DEVICE_MINUTES``, it is given back by itself: the access of whoever lent
    it ends at the next request, whoever makes it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        paper = request.session.get(SESSION_KEY)
        is_somebody = getattr(request, "actor", None) is not None
        if paper is None or not is_somebody:
            return self.get_response(request)
        now = clock.now().timestamp()
        if now - request.session.get(TOUCHED_KEY, now) > settings.LENT_DEVICE_MINUTES * 60:
            return _given_back(request)
        request.session[TOUCHED_KEY] = now
        if is_about(paper, request.path_info):
            return self.get_response(request)
        return redirect("papers:together", paper=paper)


def _given_back(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.warning(
        request,
        f"Cet appareil est resté {count_of(settings.LENT_DEVICE_MINUTES, 'minute')} sans que "
        "personne y touche : l’accès de qui l’avait prêté est fermé. Rien n’est perdu de ce qui "
        "est signé ; pour continuer, reconnectez-vous ou ouvrez de nouveau le lien du message.",
    )
    return redirect("/")


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
