"""The framing and its missions, as the student, the office and the référent write them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements import queries, snapshots
from tripartite.placements.access import may_write_framing, relations, writes_framing_now
from tripartite.placements.actions import framing as writing
from tripartite.placements.actions import moving
from tripartite.placements.actions.framing import FramingConflictError
from tripartite.placements.domain import WORKFLOW, State
from tripartite.placements.domain.framing import (
    FIVE_HEADINGS,
    HOST_DECLARED,
    MISSIONS_TIED,
    TEXTS,
)
from tripartite.placements.domain.versions import Difference
from tripartite.placements.forms import HeadingsForm
from tripartite.placements.models import Framing, Placement
from tripartite.placements.schedule import gratification_words
from tripartite.placements.views.common import fitness_state, posted, read

SUBMIT = "submit"
#: What is asked before submitting, in the words of the list, and where it is filled in.
ASKED = (
    (HOST_DECLARED, "L’accueil : lieu, tuteur, représentant, horaires", "#accueil"),
    (FIVE_HEADINGS, "Les cinq rubriques", "#rubriques"),
    (MISSIONS_TIED, "Les missions, chacune avec ses tâches du référentiel", "#missions"),
)


@allow_on(Placement, may_write_framing)
@require_http_methods(["GET", "POST"])
def framing(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The five headings, the missions, and what is still missing before submitting."""
    placement = read(placement)
    kept = queries.framing_of(placement)
    form = HeadingsForm(posted(request), initial=_initial(kept))
    theirs: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            return _save(request, placement, form)
        except DomainError as error:
            if isinstance(error, FramingConflictError):
                theirs = _differences(error.framing, form)
            form = _over(request.POST, queries.framing_of(placement).version)
            form.add_error(None, str(error))
    context = _context(request, placement, form) | {"theirs": theirs}
    return render(request, "placements/framing.html", context, status=409 if theirs else 200)


def _save(request: ActorRequest, placement: Placement, form: HeadingsForm) -> HttpResponse:
    """Save, then submit if that button was pressed; a refusal to submit keeps what was saved."""
    writing.save_headings(
        placement=placement,
        headings=form.headings(),
        version=form.cleaned_data["version"],
        by=request.actor,
    )
    if placement.state == State.SUBMITTED:
        messages.success(
            request, "Vos corrections sont enregistrées : donnez maintenant votre accord."
        )
        return redirect("placements:agreement", placement=placement.pk)
    if request.POST.get("do") != SUBMIT:
        messages.success(request, "Le cadrage est enregistré.")
        return redirect("placements:framing", placement=placement.pk)
    moving.submit(placement=placement, by=request.actor)
    messages.success(
        request, "Le cadrage est soumis : le tuteur et l’enseignant référent sont prévenus."
    )
    return redirect(placement)


def _initial(kept: Framing) -> dict[str, Any]:
    texts = {name: getattr(kept, name) for name in TEXTS}
    rate = kept.placement.gratification_rate or None
    return {"version": kept.version, "gratification_rate": rate} | texts


def _over(posted: QueryDict, version: int) -> HeadingsForm:
    """The same words, ready to be saved over the version that the page now shows."""
    data = posted.copy()
    data["version"] = str(version)
    return HeadingsForm(data)


def _differences(theirs: Framing, form: HeadingsForm) -> list[tuple[str, str]]:
    """The headings on which the two writers differ, with the words already saved."""
    mine = form.headings()
    return [
        (label, getattr(theirs, name))
        for name, (label, _help) in TEXTS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _mended(placement: Placement) -> tuple[Difference, ...]:
    """What the tutor changed so far of the version that was submitted."""
    content = snapshots.content_of(placement)
    return snapshots.changes_since(snapshots.latest_version(placement), content)


def _context(request: ActorRequest, placement: Placement, form: HeadingsForm) -> dict[str, Any]:
    facts = queries.facts_of(placement)
    mine = relations(request.actor, placement)
    writable = writes_framing_now(request.actor, placement)
    corrects = writable and placement.state == State.SUBMITTED
    poles = queries.coverage(placement)
    return fitness_state(request.actor, placement) | {
        "placement": placement,
        "form": form,
        "missions": queries.missions_of(placement),
        "poles": poles,
        "suggestions": queries.suggestions(placement, poles),
        "objectives": placement.objectives.order_by("position"),
        "writable": writable,
        "corrects": corrects,
        "differences": _mended(placement) if corrects else (),
        "may_submit": writable and not corrects and WORKFLOW.may(SUBMIT, mine),
        "gratification": gratification_words(placement),
        "asked": [(label, anchor, ask.holds(facts)) for ask, label, anchor in ASKED],
    }
