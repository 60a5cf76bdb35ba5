"""Putting the address of a teacher on the map: the work of the task."""

from tripartite.hosts.directory import find_spot
from tripartite.tours.domain.labels import Start
from tripartite.tours.models import TeacherStart


def locate(start_id: int) -> str:
    """Ask where the address is and keep it; one that changed meanwhile has its own task."""
    start = TeacherStart.objects.select_related("school").filter(pk=start_id).first()
    if start is None or start.kind != Start.HOME:
        return "nothing to do"
    spot = find_spot(
        country=start.school.country,
        address=start.address,
        postcode=start.postcode,
        city=start.city,
    )
    if spot is None:
        return "not found"
    same = TeacherStart.objects.filter(
        pk=start.pk, address=start.address, postcode=start.postcode, city=start.city
    )
    same.update(latitude=spot.latitude, longitude=spot.longitude, located_by=spot.located_by)
    return spot.located_by.value
