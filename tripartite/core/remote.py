"""Asking a service of others: briefly, and without ever making the product wait for it.

An answer is kept in the cache; a service that failed is left alone for a minute, so that a page
shown to thirty students does not wait thirty times. One that did not answer at all is left alone
whole, whatever else is asked of it; one that answered badly, for that address only.
"""

import asyncio
import hashlib
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
from django.core.cache import cache

#: An answer larger than this is not the one of the service we know.
MOST_BYTES = 1_000_000
#: How long a service that failed is left alone.
PAUSE_SECONDS = 60


class RemoteError(Exception):
    """The service said nothing usable, whatever the reason."""


def fetch_json(url: str, params: dict[str, str], *, seconds: float, keep_seconds: int) -> Any:
    """The JSON at this address within ``seconds`` in all, from the cache when it was asked already.

    Raises RemoteError on silence, slowness, an error of HTTP, garbage, too much.
    """
    question = hashlib.sha256(f"{url}?{urlencode(sorted(params.items()))}".encode()).hexdigest()
    known = cache.get(f"remote:{question}")
    if known is not None:
        return known
    down, silent = _down(url), _down(urlsplit(url).netloc)
    if cache.get_many([down, silent]):
        raise RemoteError("left alone after a failure")
    try:
        answer = json.loads(asyncio.run(_get(url, params, seconds)))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        cache.set(silent, True, PAUSE_SECONDS)
        raise RemoteError(str(error)) from error
    except (ValueError, RecursionError) as error:
        cache.set(down, True, PAUSE_SECONDS)
        raise RemoteError(str(error)) from error
    cache.set(f"remote:{question}", answer, keep_seconds)
    return answer


def _down(what: str) -> str:
    return f"remote-down:{hashlib.sha256(what.encode()).hexdigest()}"


async def _get(url: str, params: dict[str, str], seconds: float) -> bytes:
    timeout = aiohttp.ClientTimeout(total=seconds)
    headers = {"Accept": "application/json", "User-Agent": "Tripartite"}
    async with (
        aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
        session.get(url, params=params, allow_redirects=False) as response,
    ):
        if response.status != 200:
            raise ValueError(f"HTTP {response.status}")
        body = await response.content.read(MOST_BYTES + 1)
        while len(body) <= MOST_BYTES and (more := await response.content.read(MOST_BYTES)):
            body += more
        if len(body) > MOST_BYTES:
            raise ValueError("too much")
        return body
