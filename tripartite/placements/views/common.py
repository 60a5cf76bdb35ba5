"""What the views of a placement share."""

from typing import Any

from django.http import HttpRequest, QueryDict

from tripartite.placements.access import DECLARERS, relations
from tripartite.placements.domain import OVER, PARTY_OF, Party
from tripartite.placements.models import FitnessDeclaration, Placement


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None when the page is only read."""
    return request.POST if request.method == "POST" else None


def read(placement: Placement) -> Placement:
    """The placement with everybody a page names, in one query."""
    return Placement.objects.with_people().get(pk=placement.pk)


def fitness_state(actor: Any, placement: Placement) -> dict[str, Any]:
    """What ``_fitness_state.html`` reads: the declaration, and whether the reader makes it."""
    mine = relations(actor, placement)
    return {
        "fitness": FitnessDeclaration.objects.filter(placement=placement).first(),
        "declares_fitness": bool(DECLARERS & mine) and placement.state not in OVER,
        "host_speaks": bool(mine) and all(PARTY_OF[relation] is Party.HOST for relation in mine),
    }
