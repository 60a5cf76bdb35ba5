"""Deciding on a framing. Reopening and cancelling touch papers: agreements does them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements import queries, snapshots
from tripartite.placements.access import may
from tripartite.placements.actions import moving
from tripartite.placements.domain import Party, State
from tripartite.placements.domain.versions import parts_of
from tripartite.placements.forms import DecisionForm
from tripartite.placements.models import Placement
from tripartite.placements.views.common import posted, read


@allow_on(Placement, may("approve"))
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Read the framing and what it covers; approve it, or return it with a reason."""
    placement = read(placement)
    form = DecisionForm(posted(request))
    if form.is_valid():
        try:
            _decide(request, placement, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(placement)
    content = snapshots.content_of(placement)
    version = snapshots.latest_version(placement)
    given = snapshots.consents_of(version) if version else {}
    context = {
        "placement": placement,
        "form": form,
        "parts": parts_of(content),
        "version": version,
        "host": given.get(Party.HOST),
        "student": given.get(Party.STUDENT),
        "poles": queries.coverage(placement),
        "waits": placement.state == State.SUBMITTED,
    }
    return render(request, "placements/decide.html", context)


def _decide(request: ActorRequest, placement: Placement, form: DecisionForm) -> None:
    if form.cleaned_data["do"] == DecisionForm.APPROVE:
        moving.approve(placement=placement, by=request.actor)
        messages.success(request, "Le cadrage est validé : la convention peut être préparée.")
    else:
        moving.send_back(placement=placement, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, "Le cadrage est renvoyé à l’étudiant avec votre motif.")
