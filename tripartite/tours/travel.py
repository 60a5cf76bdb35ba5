"""Travel times: asked of the server of routes when the settings name one, else by straight line."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from tripartite.core.remote import RemoteError, fetch_json
from tripartite.tours.domain.travel import Matrix, Pace, Point, by_line, read_table

#: The worker may wait this long for a table; then the straight line does.
SERVER_SECONDS = 10.0
KEEP_SECONDS = 7 * 24 * 3600
SILENT = "à vol d’oiseau et vitesse moyenne (le serveur d’itinéraires n’a pas répondu)"


def pace() -> Pace:
    return Pace(settings.TOUR_DETOUR, settings.TOUR_SPEED_KMH)


def matrix_between(points: Sequence[Point], *, ask: bool = True) -> Matrix:
    """Metres and minutes between these points; the source says where they come from.

    ``ask=False`` is for who has asked in vain already: the line, said as such.
    """
    line = by_line(points, pace())
    if not settings.ROUTING_URL or len(points) < 2:
        return line
    if not ask:
        return replace(line, source=SILENT)
    places = ";".join(f"{p.longitude:.6f},{p.latitude:.6f}" for p in points)
    url = f"{settings.ROUTING_URL.rstrip('/')}/table/v1/driving/{places}"
    try:
        answer = fetch_json(
            url,
            {"annotations": "duration,distance"},
            seconds=SERVER_SECONDS,
            keep_seconds=KEEP_SECONDS,
        )
        return read_table(answer, points)
    except (RemoteError, ValueError):
        return replace(line, source=SILENT)
