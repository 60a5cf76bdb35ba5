"""Signing one paper, refusing it, having somebody else sign; signing many in one go."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.core.http import ActorRequest
from tripartite.papers import actions, queries
from tripartite.papers.access import DELEGABLE, has_account, is_signer, may_delegate
from tripartite.papers.actions import Delegate, Outcome
from tripartite.papers.domain import OPEN
from tripartite.papers.forms import DelegateForm, ReasonForm, SignForm
from tripartite.papers.models import Signature
from tripartite.papers.views.common import code_field, sent, succeeds


@allow_on(Signature, is_signer)
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = SignForm(sent(request))

    def act(**values: object) -> None:
        actions.sign(signature=signature, **values, by=request.actor)  # type: ignore[arg-type]  # cleaned by the form

    if request.method == "GET":
        actions.see(signature=signature, by=request.actor)
        signature.refresh_from_db()
    elif succeeds(request, form, act, code_field):
        messages.success(request, "C’est signé. Merci ! Le dossier montre qui doit encore signer.")
        return redirect(signature.paper)
    context = {
        "signature": signature,
        "paper": signature.paper,
        "form": form,
        "OPEN": OPEN,
        "change": queries.change_of(signature.paper, signature),
        "may_delegate": signature.capacity in DELEGABLE,
    }
    return render(request, "papers/sign.html", context)


@allow_on(Signature, is_signer)
@require_POST
def send_code(request: ActorRequest, signature: Signature) -> HttpResponse:
    actions.send_code(signature=signature, by=request.actor)
    messages.success(request, f"Un code vient de partir à {signature.email}. Il vaut dix minutes.")
    return redirect("papers:sign", signature=signature.pk)


@allow_on(Signature, is_signer)
@require_http_methods(["GET", "POST"])
def refuse(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = ReasonForm(sent(request))

    def act(reason: str) -> None:
        actions.refuse(signature=signature, reason=reason, by=request.actor)

    if succeeds(request, form, act):
        messages.success(request, "Votre refus et son motif sont transmis à l’établissement.")
        return redirect(signature.paper)
    context = {"signature": signature, "paper": signature.paper, "form": form}
    return render(request, "papers/refuse.html", context)


@allow_on(Signature, may_delegate)
@require_http_methods(["GET", "POST"])
def delegate(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = DelegateForm(sent(request))

    def act(**said: Any) -> None:
        user = queries.member_of(signature, said["email"])
        actions.delegate(signature=signature, to=Delegate(**said, user=user), by=request.actor)

    if succeeds(request, form, act):
        messages.success(request, f"{form.cleaned_data['name']} est invité à signer.")
        return redirect(signature.paper)
    context = {"signature": signature, "paper": signature.paper, "form": form}
    return render(request, "papers/delegate.html", context)


# ---------------------------------------------------------------- many in one go
@allow(has_account)
@require_http_methods(["GET", "POST"])
def queue(request: ActorRequest) -> HttpResponse:
    """Each paper with its summary and its « lu »; one code for exactly those that are ticked."""
    waiting = queries.to_sign(request.actor)
    posted = request.method == "POST"
    ticked = set((request.POST if posted else request.GET).getlist("lu"))
    chosen = [s for s in waiting if str(s.pk) in ticked]
    form = SignForm(request.POST if "sign" in request.POST else None)
    if posted and "sign" not in request.POST:
        return _queue_code(request, chosen)
    outcomes: list[Outcome] = []

    def act(**values: object) -> None:
        outcomes.extend(actions.sign_set(signatures=chosen, **values, by=request.actor))  # type: ignore[arg-type]  # cleaned by the form

    if succeeds(request, form, act, code_field):
        return _queue_done(request, outcomes)
    chosen_pks = {s.pk for s in chosen}
    context = {"waiting": waiting, "chosen": chosen_pks, "form": form, "coded": bool(ticked)}
    return render(request, "papers/queue.html", context)


def _queue_code(request: ActorRequest, chosen: list[Signature]) -> HttpResponse:
    try:
        actions.send_code_for_set(signatures=chosen, by=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        count = count_of(len(chosen), "document")
        messages.success(request, f"Un code vient de partir à {chosen[0].email}, pour {count}.")
    query = urlencode([("lu", s.pk) for s in chosen])
    return redirect(f"{reverse('papers:queue')}?{query}" if query else "papers:queue")


def _queue_done(request: ActorRequest, outcomes: list[Outcome]) -> HttpResponse:
    signed = sum(not o.refusal for o in outcomes)
    if signed:
        messages.success(request, f"{count_of(signed, 'document')} : c’est signé.")
    for outcome in outcomes:
        if outcome.refusal:
            paper = outcome.signature.paper
            messages.error(request, f"{paper.placement.student} ({paper}) : {outcome.refusal}")
    return redirect("papers:queue")
