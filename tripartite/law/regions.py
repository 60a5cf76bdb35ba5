"""From a French postcode to the part of France whose calendar is its own."""

from types import MappingProxyType
from typing import Final

from tripartite.law.calendars import Region

#: Departments whose public holidays or clock are not those of Paris, by the start of the postcode.
_BY_POSTCODE: Final = MappingProxyType(
    {
        "57": Region.ALSACE_MOSELLE,
        "67": Region.ALSACE_MOSELLE,
        "68": Region.ALSACE_MOSELLE,
        "971": Region.GUADELOUPE,
        "972": Region.MARTINIQUE,
        "973": Region.GUYANE,
        "974": Region.REUNION,
        "976": Region.MAYOTTE,
    }
)


def region_of(postcode: str) -> Region | None:
    """The part of France with holidays of its own (Code du travail, L3134-13 and L3422-2)."""
    return _BY_POSTCODE.get(postcode[:3]) or _BY_POSTCODE.get(postcode[:2])
