"""How often a door may be knocked at."""

import hashlib
import time

from django.core.cache import cache

from tripartite.core.errors import DomainError


class TooOftenError(DomainError):
    """Too many tries in a short time."""


def throttle(door: str, who: str, *, limit: int, seconds: int) -> None:
    """Count one try of ``who`` at ``door``; raise TooOftenError past ``limit`` in ``seconds``.

    ``who`` (an address, a link) is hashed before it reaches the cache. Each try takes one of
    ``limit`` places with ``add``, which the cache does in one go: ``incr`` of the database cache
    reads then writes, so that tries made at the same moment would count as one.
    """
    window = int(time.time() // seconds)
    key = hashlib.sha256(f"{door}|{who}|{window}".encode()).hexdigest()
    places = [f"{key}:{n}" for n in range(limit)]
    taken = cache.get_many(places)
    if not any(cache.add(p, 1, timeout=seconds) for p in places if p not in taken):
        raise TooOftenError(
            "too_often",
            "Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez.",
        )
