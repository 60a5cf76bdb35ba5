"""Putting a place on the map: the work of the task, outside of any page."""

from tripartite.core import clock
from tripartite.hosts.directory import find_spot
from tripartite.hosts.domain import LocatedBy
from tripartite.hosts.models import Site

#: Found by somebody, or by the register for this very address: a task does not move it.
_KEPT = frozenset({LocatedBy.HAND, LocatedBy.REGISTER})


def locate(site_id: int) -> str:
    """Find where a place is and keep it; running twice finds the same.

    The address is read again by the write: one that changed meanwhile has its own task.
    """
    site = Site.objects.select_related("host").filter(pk=site_id).first()
    if site is None or site.located_by in _KEPT:
        return "nothing to do"
    spot = find_spot(
        country=site.host.country, address=site.address, postcode=site.postcode, city=site.city
    )
    if spot is None:
        return "not found"
    same = Site.objects.filter(pk=site.pk, folded=site.folded)
    same.exclude(located_by__in=_KEPT).update(
        latitude=spot.latitude,
        longitude=spot.longitude,
        located_by=spot.located_by,
        located_at=clock.now(),
    )
    return spot.located_by.value
