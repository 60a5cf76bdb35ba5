from tripartite.placements.models.fitness import FitnessDeclaration
from tripartite.placements.models.framing import Framing, Mission, PromisedInformation
from tripartite.placements.models.placement import (
    SCHOOL_WIDE,
    Placement,
    PlacementLink,
    PlacementLinkQuerySet,
    PlacementQuerySet,
)
from tripartite.placements.models.terms import Authorisation, TermChange

__all__ = [
    "SCHOOL_WIDE",
    "Authorisation",
    "FitnessDeclaration",
    "Framing",
    "Mission",
    "Placement",
    "PlacementLink",
    "PlacementLinkQuerySet",
    "PlacementQuerySet",
    "PromisedInformation",
    "TermChange",
]
