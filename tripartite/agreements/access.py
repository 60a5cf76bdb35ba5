"""Who may prepare and read an agreement before it is sent."""

from typing import Any

from tripartite.placements.access import relations
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


def may_prepare_agreement(actor: Any, placement: Placement) -> bool:
    """The office prepares and sends."""
    return Relation.OFFICE in relations(actor, placement)


def may_preview(actor: Any, placement: Placement) -> bool:
    """The office and the référent read what will be printed."""
    return bool({Relation.OFFICE, Relation.REFERENT} & relations(actor, placement))
