"""The office adapts the grid of a programme."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.evaluations import actions, queries
from tripartite.evaluations.access import writes_grid
from tripartite.evaluations.domain import GridItem
from tripartite.evaluations.forms.grids import Items, SeenForm, items_of
from tripartite.placements.views.common import posted
from tripartite.school.models import Cohort


@allow_on(Cohort, writes_grid)
@require_http_methods(["GET", "POST"])
def grid(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """Every line of the version in use; saving writes the next one."""
    programme = cohort.programme
    version = queries.school_grid(programme)
    items = queries.items_of(programme)
    lines = Items(posted(request), initial=_initial(items), prefix="l")
    seen = SeenForm(posted(request), initial={"seen": version.number if version else 0})
    if request.method == "POST" and lines.is_valid() and seen.is_valid():
        try:
            written = actions.save_grid(
                programme=programme,
                items=items_of(lines, items, queries.codes_used(programme)),
                seen=seen.cleaned_data["seen"],
                by=request.actor,
            )
        except DomainError as error:
            seen.add_error(None, str(error))
        else:
            messages.success(request, _told(written))
            return redirect("evaluations:grid", cohort=cohort.pk)
    context = {"cohort": cohort, "version": version, "lines": lines, "seen": seen}
    return render(request, "evaluations/grid.html", context)


def _initial(items: Sequence[GridItem]) -> list[dict[str, Any]]:
    """Each line as its form shows it; ranks leave room between two lines."""
    return [
        {"code": code, "rank": rank * 10, "section": section, "label": label, "always": always}
        for rank, (section, code, label, always) in enumerate(items, start=1)
    ]


def _told(written: object) -> str:
    if written is None:
        return "Rien n’a changé : aucune nouvelle version n’a été écrite."
    return f"C’est écrit : {written}. Les évaluations déjà préparées gardent la leur."
