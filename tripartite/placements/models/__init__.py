from tripartite.placements.models.framing import Framing, Mission, PromisedInformation
from tripartite.placements.models.placement import (
    SCHOOL_WIDE,
    Placement,
    PlacementLink,
    PlacementLinkQuerySet,
    PlacementQuerySet,
)

__all__ = [
    "SCHOOL_WIDE",
    "Framing",
    "Mission",
    "Placement",
    "PlacementLink",
    "PlacementLinkQuerySet",
    "PlacementQuerySet",
    "PromisedInformation",
]
