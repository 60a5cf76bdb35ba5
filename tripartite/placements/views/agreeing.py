"""The framing read together: differences, discussion, everybody's yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements import queries, snapshots
from tripartite.placements.access import may, may_discuss, relations, writes_framing_now
from tripartite.placements.actions import agreeing
from tripartite.placements.domain import WORKFLOW, Party, State, party_in
from tripartite.placements.domain.versions import differences, digest_of, parts_of
from tripartite.placements.forms import AgreementForm, RecordedAgreementForm
from tripartite.placements.models import Placement
from tripartite.placements.views.common import fitness_state, posted, read

SAID = {
    AgreementForm.AGREE: "Merci : votre accord est noté. L’étudiant et l’enseignant référent sont "
    "prévenus.",
    AgreementForm.ACCEPT: "Vous acceptez cette version : l’enseignant référent est prévenu.",
    AgreementForm.SAY: "Votre message est envoyé.",
    AgreementForm.REMIND: "Le lien est renvoyé au tuteur.",
}


@allow_on(Placement, may_discuss)
@require_http_methods(["GET", "POST"])
def agreement(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Read the framing, see what changed, discuss, agree."""
    placement = read(placement)
    form = AgreementForm(posted(request))
    if form.is_valid():
        try:
            _answer(request, placement, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _answered(request, placement, form.cleaned_data["do"])
    context = _context(request, read(placement), form)
    return render(request, "placements/agreement.html", context)


def _answered(request: ActorRequest, placement: Placement, do: str) -> HttpResponse:
    """Thank; whoever agreed for the host says next what the post allows, unless it was said."""
    if do == AgreementForm.AGREE and fitness_state(request.actor, placement)["fitness"] is None:
        messages.success(request, f"{SAID[do]} Dites encore ce que permet le poste : deux minutes.")
        return redirect("placements:fitness", placement=placement.pk)
    messages.success(request, SAID[do])
    return redirect("placements:agreement", placement=placement.pk)


def _answer(request: ActorRequest, placement: Placement, form: AgreementForm) -> None:
    by, seen = request.actor, form.cleaned_data["seen"]
    match form.cleaned_data["do"]:
        case AgreementForm.AGREE:
            agreeing.agree(placement=placement, seen=seen, by=by)
        case AgreementForm.ACCEPT:
            agreeing.accept(placement=placement, seen=seen, by=by)
        case AgreementForm.REMIND:
            agreeing.remind_host(placement=placement, by=by)
        case _:
            agreeing.discuss(placement=placement, text=form.cleaned_data["text"], by=by)


def _context(request: ActorRequest, placement: Placement, form: AgreementForm) -> dict[str, Any]:
    mine = relations(request.actor, placement)
    party = party_in(mine)
    content = snapshots.content_of(placement)
    version = snapshots.latest_version(placement)
    given = snapshots.consents_of(version) if version else {}
    moves = {row.name for row in WORKFLOW.available(State(placement.state), mine)}
    return fitness_state(request.actor, placement) | {
        "placement": placement,
        "form": form,
        "seen": digest_of(content),
        "parts": parts_of(content),
        "version": version,
        "differences": snapshots.changes_since(_read_last(placement, party, version), content),
        "host": given.get(Party.HOST),
        "student": given.get(Party.STUDENT),
        "being_corrected": bool(version and version.digest != digest_of(content)),
        "agrees": "agree" in moves and Party.HOST not in given,
        "accepts": "accept" in moves and Party.STUDENT not in given,
        "records": "record_agreement" in moves and Party.HOST not in given,
        "decides": "approve" in moves,
        "waits": placement.state == State.SUBMITTED,
        "corrects": writes_framing_now(request.actor, placement),
        "thread": placement.framing_messages.order_by("said_at", "pk"),
        "poles": queries.coverage(placement),
    }


def _read_last(placement: Placement, party: Party, version: Any) -> Any:
    """The version to compare with: the last this party agreed to, or the one before."""
    if party is not Party.SCHOOL:
        return snapshots.last_agreed(placement, party)
    if version is None:
        return None
    return placement.framing_versions.filter(number=max(version.number - 1, 1)).first()


@allow_on(Placement, may("record_agreement"))
@require_http_methods(["GET", "POST"])
def record_agreement(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Note the yes that the host gave by telephone, by mail or on paper."""
    placement = read(placement)
    content, version = snapshots.content_of(placement), snapshots.latest_version(placement)
    form = RecordedAgreementForm(
        posted(request), initial={"name": str(placement.tutor or ""), "seen": digest_of(content)}
    )
    if form.is_valid():
        try:
            agreeing.record_agreement(placement=placement, by=request.actor, **form.said())
        except DomainError as error:
            form = form.over(digest_of(content))
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’accord de l’organisme d’accueil est noté.")
            return redirect("placements:agreement", placement=placement.pk)
    context = {
        "placement": placement,
        "form": form,
        "waits": placement.state == State.SUBMITTED,
        "corrections": snapshots.changes_since(version, content),
    }
    return render(request, "placements/record_agreement.html", context)


@allow_on(Placement, may_discuss)
@require_GET
def versions(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Every version with who agreed to it, and what differs between any two of them."""
    rows = list(placement.framing_versions.order_by("number").prefetch_related("consents"))
    numbers = {str(row.number): row for row in rows}
    new = numbers.get(request.GET.get("a", ""), rows[-1] if rows else None)
    before = rows[max(rows.index(new) - 1, 0)] if new else None
    old = numbers.get(request.GET.get("de", ""), before)
    context = {
        "placement": read(placement),
        "versions": rows,
        "old": old,
        "new": new,
        "differences": differences(old.content, new.content) if old and new else (),
    }
    return render(request, "placements/versions.html", context)
