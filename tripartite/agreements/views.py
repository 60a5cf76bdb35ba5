"""Preparing an agreement, reading it before it leaves, and withdrawing it with its placement."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.agreements import actions
from tripartite.agreements.access import may_prepare_agreement, may_preview
from tripartite.agreements.checklist import checklist
from tripartite.agreements.domain import Place, blocking
from tripartite.agreements.forms import ReasonForm
from tripartite.agreements.papers import TEMPLATE, convention_paper, signers_of
from tripartite.agreements.queries import (
    Content,
    content_of,
    findings_of,
    live_agreement,
    missing_of,
)
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.typesetting import render as typeset
from tripartite.papers.domain import CAPACITY_LABELS, CAPACITY_PARTY, PaperState
from tripartite.placements.access import may
from tripartite.placements.domain import WORKFLOW, State
from tripartite.placements.models import Placement


@allow_on(Placement, may_prepare_agreement)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest, placement: Placement) -> HttpResponse:
    """What will be printed, what is missing, what deserves attention, who signs; then send."""
    refusal = ""
    if request.method == "POST":
        try:
            paper = actions.send(placement=placement, by=request.actor)
        except DomainError as error:
            refusal = str(error)
        else:
            first = paper.signatures.order_by("rank").first()
            asked = f" {first.name} est invité à signer." if first else ""
            messages.success(request, f"La convention est envoyée à la signature.{asked}")
            return redirect(placement)
    context = _page(content_of(placement, clock.today())) | {"refusal": refusal}
    return render(request, "agreements/prepare.html", context)


def _page(content: Content) -> dict[str, Any]:
    placement = content.placement
    missing = missing_of(content)
    live = live_agreement(placement)
    return {
        "placement": placement,
        "paper": convention_paper(content, reference="", version=1),
        "checklist": checklist(missing, lambda place: url_of(place, placement)),
        "missing": blocking(missing),
        "findings": findings_of(content),
        "signers": [
            {
                "row": signer,
                "label": CAPACITY_LABELS[signer.capacity],
                "party": CAPACITY_PARTY[signer.capacity],
            }
            for signer in signers_of(content)
        ],
        "live": None if live is None or live.state == PaperState.DRAFT else live,
        "approved": placement.state == State.APPROVED,
        "content": content,
    }


def url_of(place: Place, placement: Placement) -> str:
    """Where the product lets somebody fill what is missing."""
    of_placement = {
        Place.DECLARATION: "placements:declaration",
        Place.FRAMING: "placements:framing",
        Place.REFERENT: "placements:assign_referent",
    }
    if place in of_placement:
        return reverse(of_placement[place], kwargs={"placement": placement.pk})
    if place is Place.STUDENT:
        return reverse("school:student_edit", kwargs={"student": placement.enrolment.student_id})
    if place is Place.SCHOOL:
        return reverse("school:settings", kwargs={"school": placement.school_id})
    return reverse("school:team")


@allow_on(Placement, may_preview)
@require_GET
def preview(_request: ActorRequest, placement: Placement) -> HttpResponse:
    """The PDF as it would leave today; nothing is kept."""
    content = content_of(placement, clock.today())
    paper = convention_paper(content, reference="Projet")
    pdf = typeset(TEMPLATE, paper.as_json(), issued_at=clock.now())
    name = f"projet-convention-{slugify(str(placement.student))}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@allow_on(Placement, may("cancel"))
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Cancel the placement; its papers are withdrawn with it."""
    return _with_reason(
        request, placement, "cancel", actions.cancel_placement, "Le stage est annulé."
    )


@allow_on(Placement, may("reopen"))
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Take the approval back; an agreement on its way is withdrawn with it."""
    return _with_reason(
        request, placement, "reopen", actions.reopen_placement, "Le cadrage est rouvert."
    )


#: What will be lost or asked again, said before it is done.
CONSEQUENCES = {
    "cancel": "Le stage s’arrête là. Ses documents en cours sont retirés, ceux qui sont signés "
    "sont révoqués ; tous les fichiers sont conservés. L’étudiant pourra déclarer un autre "
    "accueil pour la même période.",
    "reopen": "Le cadrage pourra de nouveau être modifié ; il devra être soumis et validé encore "
    "une fois. Une convention déjà envoyée est retirée : chacun signera la nouvelle version.",
}


def _with_reason(
    request: ActorRequest, placement: Placement, name: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(placement=placement, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(placement)
    context = {
        "placement": placement,
        "form": form,
        "label": WORKFLOW[name].label,
        "consequence": CONSEQUENCES[name],
        "live": live_agreement(placement),
    }
    return render(request, "agreements/reason.html", context)
