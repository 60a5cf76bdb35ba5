"""The declaration of a welcome, by the student or for the student, and its référent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.accounts.models import User
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.htmx import page
from tripartite.core.http import ActorRequest
from tripartite.law.rules import EFFECT_LABELS, Effect
from tripartite.placements.access import (
    may_assign_referent,
    may_declare,
    may_declare_for,
    may_prepare,
)
from tripartite.placements.actions import declaring
from tripartite.placements.domain import WRITABLE, propose_referent
from tripartite.placements.forms import DeclarationForm, ReferentForm
from tripartite.placements.forms.declaration import initial_of_period, initial_of_placement
from tripartite.placements.models import Placement
from tripartite.placements.planning import findings_of
from tripartite.placements.queries import loads_of
from tripartite.placements.views.common import posted, read
from tripartite.school.models import Enrolment, Period

EFFECT_BADGES = {Effect.BLOCKS: "late", Effect.WARNS: "wait", Effect.REMINDS: "info"}
DECLARED = (
    "L’accueil est déclaré. Il reste à écrire le cadrage : les cinq rubriques et les missions."
)


@allow_on(Period, may_declare)
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, period: Period) -> HttpResponse:
    """The student declares where he or she is welcomed for a period of the class."""
    enrolment = get_object_or_404(
        Enrolment.objects.select_related("student__user", "cohort__programme__school"),
        student__user=request.actor,
        cohort=period.cohort_id,
    )
    return declaration_page(request, enrolment, period)


@allow_on(Enrolment, may_declare_for)
@require_http_methods(["GET", "POST"])
def declare_for(request: ActorRequest, enrolment: Enrolment, *, period: int) -> HttpResponse:
    """The office declares on behalf of the student."""
    return declaration_page(
        request, enrolment, get_object_or_404(enrolment.cohort.periods.all(), pk=period)
    )


def declaration_page(request: ActorRequest, enrolment: Enrolment, period: Period) -> HttpResponse:
    known = Placement.objects.live().filter(enrolment=enrolment, period=period).first()
    if known is not None and request.method == "GET":
        return redirect("placements:declaration", placement=known.pk)
    form = DeclarationForm(
        posted(request),
        school=enrolment.cohort.programme.school,
        student=enrolment.student,
        period=period,
        initial=initial_of_period(period, request.GET.get("q", "")),
    )
    if form.is_to_save:
        try:
            placement = declaring.declare(
                enrolment=enrolment,
                period=period,
                declaration=form.declaration(),
                by=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, DECLARED)
            return redirect("placements:framing", placement=placement.pk)
    return _shown(request, form, period, enrolment.student.user)


def _shown(
    request: ActorRequest,
    form: DeclarationForm,
    period: Period,
    student: User,
    placement: Placement | None = None,
) -> HttpResponse:
    plan = form.plan(placement)
    context = {
        "form": form,
        "period": period,
        "student": student,
        "placement": placement,
        "findings": [
            {"finding": f, "word": EFFECT_LABELS[f.effect], "kind": EFFECT_BADGES[f.effect]}
            for f in (findings_of(plan) if plan else ())
        ],
        "is_planned": plan is not None,
        "theirs": form.theirs,
    }
    return page(request, "placements/declaration.html", context, partials=("constats",))


@allow_on(Placement, may_prepare)
@require_http_methods(["GET", "POST"])
def declaration(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Correct what was declared, until the framing is submitted."""
    placement = read(placement)
    if request.method == "GET" and placement.state not in WRITABLE:
        return redirect(placement)
    form = DeclarationForm(
        posted(request),
        school=placement.school,
        student=placement.enrolment.student,
        period=placement.period,
        initial=initial_of_placement(placement, request.GET.get("q", "")),
    )
    if form.is_to_save:
        try:
            return _corrected(request, placement, form)
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, declaring.DeclarationConflictError):
                form.over(error.words)
    return _shown(request, form, placement.period, placement.student, placement)


def _corrected(request: ActorRequest, placement: Placement, form: DeclarationForm) -> HttpResponse:
    declaring.edit_declaration(
        placement=placement,
        declaration=form.declaration(),
        by=request.actor,
        seen=form.cleaned_data["seen"],
    )
    messages.success(request, "L’accueil est enregistré.")
    return redirect("placements:framing", placement=placement.pk)


@allow_on(Placement, may_assign_referent)
@require_http_methods(["GET", "POST"])
def assign_referent(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The office names the teacher who follows the placement; one is proposed."""
    placement = read(placement)
    loads = loads_of(placement.period.cohort)
    proposed = placement.referent_id or propose_referent(loads)
    form = ReferentForm(posted(request), loads=loads, initial={"referent": proposed})
    if form.is_valid():
        try:
            declaring.assign_referent(placement=placement, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{form.cleaned_data['referent']} suit ce stage.")
            return redirect(placement)
    context = {"form": form, "placement": placement, "has_teachers": bool(loads)}
    return render(request, "placements/assign_referent.html", context)
