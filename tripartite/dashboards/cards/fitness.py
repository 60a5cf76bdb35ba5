"""What the host declared of the post, and what the check makes of it."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.law.facts import FORBIDDEN_USE_LABELS
from tripartite.placements.access import DECLARERS
from tripartite.placements.domain import OVER, Relation
from tripartite.placements.domain.fitness import SITUATION_LABELS, Situation, doubts_about
from tripartite.placements.models import FitnessDeclaration

HOST = frozenset({Relation.TUTOR, Relation.SIGNATORY})


def card(file: File) -> dict[str, Any]:
    """The declaration in words, its doubts, and whether this person may declare: one query."""
    placement = file.placement
    known = FitnessDeclaration.objects.filter(placement=placement).first()
    has_host = placement.site_id is not None
    return {
        "fitness": known,
        "fitness_situations": [SITUATION_LABELS[Situation(s)] for s in known.situations]
        if known
        else [],
        "fitness_uses": list(FORBIDDEN_USE_LABELS.values()),
        # What is missing is told to those who ask for it; whoever declares has the button.
        "fitness_doubts": ()
        if known is None and HOST & file.relations
        else doubts_about(known.fitness if known else None, has_host=has_host),
        "declares_fitness": has_host
        and placement.state not in OVER
        and bool(DECLARERS & file.relations),
    }
