from tripartite.placements.models.fitness import FitnessDeclaration
from tripartite.placements.models.framing import Framing, Mission, Objective, PromisedInformation
from tripartite.placements.models.placement import (
    SCHOOL_WIDE,
    Placement,
    PlacementLink,
    PlacementLinkQuerySet,
    PlacementQuerySet,
)
from tripartite.placements.models.terms import Authorisation, TermChange
from tripartite.placements.models.versions import FramingConsent, FramingMessage, FramingVersion

__all__ = [
    "SCHOOL_WIDE",
    "Authorisation",
    "FitnessDeclaration",
    "Framing",
    "FramingConsent",
    "FramingMessage",
    "FramingVersion",
    "Mission",
    "Objective",
    "Placement",
    "PlacementLink",
    "PlacementLinkQuerySet",
    "PlacementQuerySet",
    "PromisedInformation",
    "TermChange",
]
