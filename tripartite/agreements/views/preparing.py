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
from tripartite.agreements.access import may_check, may_prepare_agreement, may_preview
from tripartite.agreements.actions import changes_since
from tripartite.agreements.checklist import checklist
from tripartite.agreements.domain import Place
from tripartite.agreements.forms import ReasonForm
from tripartite.agreements.papers import TEMPLATE, convention_paper, signers_of
from tripartite.agreements.queries import Check, check_of, content_of, live_agreement
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.typesetting import render as typeset
from tripartite.law.rules import Effect
from tripartite.papers.domain import CAPACITY_LABELS, CAPACITY_PARTY, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.access import may
from tripartite.placements.domain import WORKFLOW
from tripartite.placements.models import Placement


@allow_on(Placement, may_check)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest, placement: Placement) -> HttpResponse:
    """What will be printed, what is missing, what the law says, who signs; then send."""
    refusal = ""
    if request.method == "POST":
        try:
            paper = actions.send(placement=placement, by=request.actor)
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, f"La convention est envoyée à la signature.{asked(paper)}")
            return redirect(placement)
    check = check_of(placement, clock.today())
    context = _page(check, may_prepare_agreement(request.actor, placement)) | {"refusal": refusal}
    return render(request, "agreements/prepare.html", context)


def asked(paper: Paper) -> str:
    """Who is asked first, in a sentence."""
    first = paper.signatures.order_by("rank").first()
    return f" {first.name} est invité à signer." if first else ""


def _page(check: Check, may_send: bool) -> dict[str, Any]:  # noqa: FBT001  # read once, above
    placement, content = check.placement, check.content
    return {
        "placement": placement,
        "check": check,
        "paper": convention_paper(content, reference="", version=1),
        "checklist": checklist(check.missing, lambda place: url_of(place, placement)),
        "missing": check.blocking,
        "findings": [f for f in check.findings if f.effect is not Effect.BLOCKS],
        "signers": [
            {
                "row": signer,
                "label": CAPACITY_LABELS[signer.capacity],
                "party": CAPACITY_PARTY[signer.capacity],
            }
            for signer in signers_of(content)
        ],
        "live": check.sent,
        "changes": changes_since(check.live, check)
        if check.live is not None and check.live.state == PaperState.OUT
        else [],
        "content": content,
        "clauses_url": reverse("agreements:clauses", kwargs={"school": placement.school_id}),
        "may_send": may_send,
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
    if place is Place.CLAUSES:
        return reverse("agreements:clauses", kwargs={"school": placement.school_id})
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


@allow_on(Placement, may_prepare_agreement)
@require_http_methods(["GET", "POST"])
def replace(request: ActorRequest, placement: Placement) -> HttpResponse:
    """What the next version would say otherwise; then withdraw the one that is out and send it."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = actions.replace_agreement(
                placement=placement, **form.cleaned_data, by=request.actor
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"La version {paper.version} est envoyée à la signature.{asked(paper)}"
            )
            return redirect(placement)
    context = _page(check_of(placement, clock.today()), may_send=True) | {"form": form}
    return render(request, "agreements/replace.html", context)


@allow_on(Placement, may_check)
@require_http_methods(["GET", "POST"])
def lift(request: ActorRequest, placement: Placement, rule: str) -> HttpResponse:
    """Let the agreement leave against a rule that can be lifted, with a reason."""
    check = check_of(placement, clock.today())
    obstacle = next((o for o in check.obstacles if o.finding.rule == rule), None)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift_rule(placement=placement, rule=rule, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La règle est levée ; le motif est noté au journal.")
            return redirect("agreements:prepare", placement=placement.pk)
    context = {
        "placement": placement,
        "rule": rule,
        "obstacle": obstacle,
        "form": form,
        "may_lift": obstacle
        and not obstacle.lifted
        and placement.relations_of(request.actor) & obstacle.lifters,
    }
    return render(request, "agreements/lift.html", context)


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
