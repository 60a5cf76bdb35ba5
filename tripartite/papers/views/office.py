"""Signatures by hand, the absence of the head, and a placement allowed to begin."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.documents import actions as documents
from tripartite.documents.responses import upload_response
from tripartite.papers import actions, queries
from tripartite.papers.access import decides_covers, ends_cover, may_lift, runs_paper
from tripartite.papers.actions import Sheet
from tripartite.papers.forms import CoverForm, ReasonForm, RejectForm, ScanForm
from tripartite.papers.models import HeadCover, Signature
from tripartite.papers.views.common import sent, succeeds
from tripartite.placements.models import Placement


@allow_on(Signature, runs_paper)
@require_http_methods(["GET", "POST"])
def record_paper(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = ScanForm(
        sent(request),
        request.FILES or None,
        initial={"received_on": clock.today()},
    )

    def act(**values: Any) -> None:
        actions.record_paper(signature=signature, sheet=Sheet(**values), by=request.actor)

    if succeeds(request, form, act):
        messages.success(request, "La copie est enregistrée : elle compte une fois relue.")
        return redirect(signature.paper)
    context = {"signature": signature, "paper": signature.paper, "form": form}
    return render(request, "papers/record_paper.html", context)


@allow_on(Signature, runs_paper)
@require_http_methods(["GET", "POST"])
def read_paper(request: ActorRequest, signature: Signature) -> HttpResponse:
    """The second reading: keep the signature, or set the copy aside with a reason."""
    form = RejectForm(sent(request))

    def act(reason: str) -> None:
        if "reject" in request.POST:
            actions.reject_paper(signature=signature, reason=reason, by=request.actor)
        else:
            actions.confirm_paper(signature=signature, by=request.actor)

    if succeeds(request, form, act):
        kept = "reject" not in request.POST
        said = "La signature est retenue." if kept else "La copie est écartée."
        messages.success(request, said)
        return redirect(signature.paper)
    context = {
        "signature": signature,
        "paper": signature.paper,
        "form": form,
        "is_mine": signature.recorded_by == request.actor,
        "needs_another": actions.must_be_another(signature),
    }
    return render(request, "papers/read_paper.html", context)


@allow_on(Signature, runs_paper)
@require_GET
def scan(_request: ActorRequest, signature: Signature) -> HttpResponse:
    """The copy of the signed sheet, as it was received."""
    if signature.scan is None:
        raise Http404
    file = signature.scan
    return upload_response(documents.read(file), name=file.name, mime=file.mime)


@allow_on(School, decides_covers)
@require_http_methods(["GET", "POST"])
def covers(request: ActorRequest, school: School) -> HttpResponse:
    """Who signs for the school while its head is away."""
    form = CoverForm(sent(request), deputies=queries.deputies_of(school))

    def act(**values: Any) -> None:
        actions.cover_head(school=school, **values, by=request.actor)

    if succeeds(request, form, act):
        messages.success(request, f"{form.cleaned_data['deputy']} signera pendant ces dates.")
        return redirect("papers:covers", school=school.pk)
    rows = HeadCover.objects.filter(school=school).select_related("deputy", "decided_by")
    context = {
        "school": school,
        "form": form,
        "covers": rows.order_by("-starts_on", "-pk")[:30],
        "today": clock.today(),
    }
    return render(request, "papers/covers.html", context)


@allow_on(HeadCover, ends_cover)
@require_POST
def cover_end(request: ActorRequest, cover: HeadCover) -> HttpResponse:
    actions.end_cover(cover=cover, by=request.actor)
    messages.success(request, "La délégation est levée : le chef d’établissement signe de nouveau.")
    return redirect("papers:covers", school=cover.school_id)


@allow_on(Placement, may_lift)
@require_http_methods(["GET", "POST"])
def lift(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Let the placement begin although not everybody has signed (R1)."""
    form = ReasonForm(sent(request))

    def act(reason: str) -> None:
        actions.lift_start(placement=placement, reason=reason, by=request.actor)

    if succeeds(request, form, act):
        messages.success(request, "Le stage peut commencer. Votre motif est inscrit au dossier.")
        return redirect(placement)
    context = {
        "placement": placement,
        "form": form,
        "missing": queries.missing_names(placement),
    }
    return render(request, "papers/lift.html", context)
