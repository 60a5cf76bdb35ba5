"""« Signer ensemble »: one device handed round, each with a code sent to his or her own address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.journal import name_of
from tripartite.accounts.models import PersonalLink
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.papers import actions, queries
from tripartite.papers.access import is_signer, may_gather, may_gather_for
from tripartite.papers.domain import OPEN, PaperState
from tripartite.papers.forms import TogetherForm
from tripartite.papers.middleware import SESSION_KEY, TOUCHED_KEY
from tripartite.papers.models import Paper, Signature
from tripartite.papers.views.common import code_field, sent, succeeds


@allow_on(Paper, may_gather)
@require_GET
@never_cache
def together(request: ActorRequest, paper: Paper) -> HttpResponse:
    """Who must still sign this paper, and whose turn it is."""
    is_out = paper.state == PaperState.OUT
    is_lent = request.session.get(SESSION_KEY) == paper.pk
    lines = [
        {"row": s, "may_sign": is_lent and is_out and s.state in OPEN and bool(s.email)}
        for s in queries.signatures_of(paper)
    ]
    context = {"paper": paper, "lines": lines, "is_lent": is_lent, "is_out": is_out}
    context["minutes"] = settings.LENT_DEVICE_MINUTES
    return render(request, "papers/together.html", context)


@allow_on(Paper, may_gather)
@require_POST
def lend(request: ActorRequest, paper: Paper) -> HttpResponse:
    """From here the device shows this paper and nothing else of whoever lends it."""
    request.session[SESSION_KEY] = paper.pk
    request.session[TOUCHED_KEY] = clock.now().timestamp()
    return redirect("papers:together", paper=paper.pk)


@allow_on(Paper, may_gather)
@require_POST
def give_back(request: ActorRequest, paper: Paper) -> HttpResponse:  # noqa: ARG001  # of this paper
    """The access of whoever lent the device ends; the password or the link opens it again."""
    by_link = isinstance(request.actor, PersonalLink)
    logout(request)
    way_back = "ouvrez de nouveau le lien de votre message" if by_link else "reconnectez-vous"
    messages.success(
        request, f"Votre accès est fermé sur cet appareil. Pour revenir au dossier, {way_back}."
    )
    return redirect("/")


@allow_on(Signature, may_gather_for)
@require_http_methods(["GET", "POST"])
@never_cache
def together_sign(request: ActorRequest, signature: Signature) -> HttpResponse:
    """The page of one signer; nothing of it is left on the device once it is done."""
    if request.session.get(SESSION_KEY) != signature.paper_id:
        return _not_lent(request, signature.paper_id)
    form = TogetherForm(sent(request))

    def act(**values: object) -> None:
        on_device = not is_signer(request.actor, signature)
        actions.sign(signature=signature, **values, by=request.actor, on_device=on_device)  # type: ignore[arg-type]  # cleaned by the form

    if succeeds(request, form, act, code_field):
        messages.success(request, f"{signature.name} a signé. Passez l’appareil à la suite.")
        return redirect("papers:together", paper=signature.paper_id)
    context = {
        "signature": signature,
        "paper": signature.paper,
        "form": form,
        "holder": name_of(request.actor),
        "address": queries.masked(signature.email),
        "is_open": signature.state in OPEN and signature.paper.state == PaperState.OUT,
    }
    return render(request, "papers/together_sign.html", context)


def _not_lent(request: ActorRequest, paper: int) -> HttpResponse:
    """On a device that still shows the file of whoever holds it, nobody else signs."""
    messages.error(
        request,
        "Rien n’est signé : prêtez d’abord l’appareil, il ne montrera que ce document.",
    )
    return redirect("papers:together", paper=paper)


@allow_on(Signature, may_gather_for)
@require_POST
def together_code(request: ActorRequest, signature: Signature) -> HttpResponse:
    actions.send_code(signature=signature, by=request.actor)
    messages.success(
        request, f"Un code vient de partir à {signature.name}, qui le lit sur son propre appareil."
    )
    return redirect("papers:together_sign", signature=signature.pk)
