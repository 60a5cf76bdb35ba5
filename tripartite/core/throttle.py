"""How often a door may be knocked at."""

import hashlib
import time

from django.core.cache import cache

from tripartite.core.errors import DomainError


class TooOftenError(DomainError):
    """Too many tries in a short time."""


def throttle(door: str, who: str, *, limit: int, seconds: int) -> None:
    """Count one try of ``who`` at ``door``; raise TooOftenError past ``limit`` in ``seconds``.

    ``who`` (an address, a link) is hashed before it reaches the cache.
    """
    window = int(time.time() // seconds)
    key = hashlib.sha256(f"{door}|{who}|{window}".encode()).hexdigest()
    cache.add(key, 0, timeout=seconds)
    if cache.incr(key) > limit:
        raise TooOftenError(
            "too_often",
            "Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez.",
        )
