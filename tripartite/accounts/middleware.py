"""Who acts: the holder of the personal link entered in this session, else the signed-in user."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tripartite.accounts.journal import Actor
from tripartite.accounts.models import PersonalLink, User

SESSION_KEY = "personal_link"


class ActorMiddleware:
    """Set ``request.actor`` and ``request.link_holder``.

    A link entered on purpose comes first, so that one device can be handed round; leaving it
    gives the signed-in user back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        link = link_of(request)
        request.link_holder = link  # type: ignore[attr-defined]  # read by the layout
        request.actor = link or user_of(request)  # type: ignore[attr-defined]  # read by core.access
        return self.get_response(request)


def link_of(request: HttpRequest) -> PersonalLink | None:
    known = request.session.get(SESSION_KEY)
    if known is None:
        return None
    link = PersonalLink.objects.select_related("school").filter(pk=known[0]).first()
    if link is None or link.version != known[1] or not link.is_usable:
        return None
    return link


def user_of(request: HttpRequest) -> Actor:
    return request.user if isinstance(request.user, User) else None
