"""The door of people without an account. Opening it consumes nothing; entering is a POST."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.accounts.middleware import SESSION_KEY
from tripartite.accounts.models import PersonalLink
from tripartite.core.access import public
from tripartite.core.errors import DomainError
from tripartite.placements.actions import links


def wanted_page(request: HttpRequest) -> str:
    """The page to land on, if it is one of ours."""
    path = request.POST.get("suite") or request.GET.get("suite", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else ""


@public("the landing page of a personal link: the token is the key; unknown tokens say only that")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    link = PersonalLink.objects.by_token(token)
    page = wanted_page(request)
    context = {"link": link, "token": token, "next": page}
    if link is None:
        return render(request, "placements/link_unknown.html", status=404)
    if not link.is_usable:
        return render(request, "placements/link_expired.html", context, status=410)
    if request.method != "POST":
        return render(request, "placements/link_enter.html", context)
    request.session.cycle_key()
    request.session[SESSION_KEY] = [link.pk, link.version]
    links.note_opening(link)
    return redirect(page or "/")


@public("asks for a fresh link, which only ever goes to the address already known")
@require_POST
def renew_link(request: HttpRequest, token: str) -> HttpResponse:
    link = PersonalLink.objects.by_token(token)
    if link is None:
        return render(request, "placements/link_unknown.html", status=404)
    context = {"link": link, "token": token, "next": wanted_page(request)}
    try:
        links.renew(link=link, next_path=wanted_page(request))
    except DomainError as error:
        context["error"] = str(error)
        return render(request, "placements/link_expired.html", context, status=409)
    return render(request, "placements/link_sent.html", context)


@public("ends the access by personal link of this browser; harmless without one")
@require_POST
def leave_link(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION_KEY, None)
    return redirect("/")
