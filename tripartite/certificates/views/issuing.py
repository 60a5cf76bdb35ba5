"""Issuing an attestation, and correcting one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.certificates import actions, queries
from tripartite.certificates.access import may_issue, may_reissue
from tripartite.certificates.domain import CertificateError, check_issue, check_ledger
from tripartite.certificates.forms import IssueForm, ReissueForm
from tripartite.certificates.models import Certificate
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.papers.access import is_signer
from tripartite.placements.models import Placement


@allow_on(Placement, may_issue)
@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, placement: Placement) -> HttpResponse:
    """What the attestation will state, from the ledger; then issue it."""
    placement = _with_people(placement)
    draft = queries.draft_of(placement, request.actor)
    form = _form(IssueForm, request, draft, placement)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            given = {"gratification": told["gratification"], "by": request.actor}
            reason = told.get("weeks_reason", "")
            certificate = actions.issue(placement=placement, reason=reason, **given)
            return _issued(request, certificate)
        except DomainError as error:
            form.add_error(None, str(error))
    live = queries.live_certificate(placement)
    context = {
        "placement": placement,
        "draft": draft,
        "form": form,
        "refusal": _refusal(draft, first=True),
        "live": live,
        "behind": queries.behind(placement, live),
    }
    return render(request, "certificates/issue.html", context)


@allow_on(Certificate, may_reissue)
@require_http_methods(["GET", "POST"])
def reissue(request: ActorRequest, certificate: Certificate) -> HttpResponse:
    """Another attestation replaces this one, which the verification page then says."""
    placement = _with_people(certificate.placement)
    draft = queries.draft_of(placement, request.actor)
    form = _form(ReissueForm, request, draft, placement)
    if request.method == "POST" and form.is_valid():
        try:
            certificate = actions.reissue(
                certificate=certificate, **form.cleaned_data, by=request.actor
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _issued(request, certificate)
    context = {
        "placement": placement,
        "certificate": certificate,
        "draft": draft,
        "form": form,
        "refusal": _refusal(draft, first=False),
    }
    return render(request, "certificates/reissue.html", context)


def _with_people(placement: Placement) -> Placement:
    return Placement.objects.with_people().get(pk=placement.pk)


def _form(
    kind: type[IssueForm], request: ActorRequest, draft: queries.Draft, placement: Placement
) -> Any:
    """The form; the office explains the weeks that will not be confirmed."""
    explain = bool(draft.unconfirmed) and draft.facts.may_explain
    amount = queries.gratification_of(placement)
    data = request.POST if request.method == "POST" else None
    return kind(data, explain=explain, initial={"gratification": amount})


def _refusal(draft: queries.Draft, *, first: bool) -> str:
    """Why nothing can be issued now; weeks that the office may explain do not count."""
    try:
        (check_issue if first else check_ledger)(draft.facts)
    except CertificateError as error:
        if error.code == "weeks_unconfirmed" and draft.facts.may_explain:
            return ""
        return str(error)
    return ""


def _issued(request: ActorRequest, certificate: Certificate) -> HttpResponse:
    """The host's representative signs at once; the office goes back to the file."""
    signature = certificate.paper.signatures.get()
    if is_signer(request.actor, signature):
        messages.success(request, "L’attestation est prête : relisez-la, puis signez-la.")
        return redirect("papers:sign", signature=signature.pk)
    asked = (
        f"{signature.name} est invité à la signer."
        if signature.email
        else f"{signature.name} n’a pas d’adresse électronique : faites-la signer sur papier."
    )
    messages.success(request, f"L’attestation est établie. {asked}")
    return redirect(certificate.placement)
