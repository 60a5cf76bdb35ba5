"""Amending a sealed agreement; recording that a party ended the placement."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.agreements.access import may_prepare_agreement
from tripartite.agreements.amendments import actions, queries
from tripartite.agreements.amendments.domain import changes_of, check_standing
from tripartite.agreements.amendments.forms import AmendmentForm, BreakOffForm
from tripartite.agreements.amendments.papers import change_lines, signers, validation_of
from tripartite.agreements.queries import content_of
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.papers.domain import CAPACITY_LABELS, CAPACITY_PARTY
from tripartite.placements.access import may
from tripartite.placements.domain.terms import effective
from tripartite.placements.models import Placement
from tripartite.placements.queries import final_terms


@allow_on(Placement, may_prepare_agreement)
@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The terms in force to change; « Vérifier » shows before and after; « Envoyer » sends."""
    placement = Placement.objects.with_people().get(pk=placement.pk)
    context = _standing(placement)
    if not context["refusal"]:
        form = AmendmentForm(
            request.POST or None,
            placement=placement,
            terms=queries.to_take_up(placement),
            people=queries.people_of(placement),
            today=clock.today(),
            why=request.GET.get("motif", ""),
        )
        context["form"] = form
        if request.method == "POST" and form.is_valid():
            try:
                return _answer(request, placement, form, context)
            except DomainError as error:
                form.add_error(None, str(error))
    return render(request, "agreements/amend.html", context)


def _standing(placement: Placement) -> dict[str, Any]:
    """Whether an amendment may be prepared, or the sentence that says why not."""
    refusal = ""
    try:
        check_standing(queries.standing_of(placement), clock.today())
    except DomainError as error:
        refusal = str(error)
    former = queries.given_up(placement)
    return {
        "placement": placement,
        "refusal": refusal,
        "agreement": queries.sealed_agreement(placement),
        "amendments": queries.amendments_of(placement),
        "former": former[0] if former else None,
    }


def _answer(
    request: ActorRequest, placement: Placement, form: AmendmentForm, context: dict[str, Any]
) -> HttpResponse:
    """Send it, or show what it would change; raises DomainError with the sentence to show."""
    if request.POST.get("do") == "send":
        paper = actions.send(
            placement=placement, wanted=form.wanted, new_tutor=form.new_tutor, by=request.actor
        )
        first = paper.signatures.order_by("rank").first()
        asked = f" {first.name} est invité à signer." if first else ""
        messages.success(request, f"L’avenant est envoyé à la signature.{asked}")
        return redirect(placement)
    before, today = final_terms(placement), clock.today()
    actions.check(placement, before, form.wanted, today)
    changes = changes_of(before, form.wanted)
    context |= {
        "lines": change_lines(placement, before, changes, form.known_people),
        "findings": queries.findings_of(placement, effective(before, changes), today),
        "signers": [
            {
                "row": signer,
                "label": CAPACITY_LABELS[signer.capacity],
                "party": CAPACITY_PARTY[signer.capacity],
            }
            for signer in signers(
                content_of(placement, today), before, form.wanted, form.known_people
            )
        ],
    }
    return render(request, "agreements/amend.html", context)


@allow_on(Placement, may("interrupt"))
@require_http_methods(["GET", "POST"])
def interrupt(request: ActorRequest, placement: Placement) -> HttpResponse:
    """A party ended the placement: its writing is recorded, the hours stop, everybody is told."""
    form = BreakOffForm(request.POST or None, initial={"notice_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.interrupt(placement=placement, stop=form.stop, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "Le stage est interrompu ; les trois partenaires sont prévenus."
            )
            return redirect(placement)
    country = placement.site.host.country if placement.site else placement.school.country
    context = {"placement": placement, "form": form, "validation": validation_of(country)}
    return render(request, "agreements/interrupt.html", context)
