"""Where a commune is, from a file of the product: no network is needed to put a place on a map."""

import re
from collections.abc import Iterator
from functools import cache
from math import cos, hypot, radians
from pathlib import Path

from tripartite.accounts.domain import Country
from tripartite.core.text import fold_words
from tripartite.hosts.domain import LocatedBy, Spot

#: Written by tools/communes.py; the first lines of each file name its source and licence.
DATA = Path(__file__).parent / "data"
Point = tuple[float, float]

#: Homonyms as far as this from their prefecture, in km, are not in its department.
_WIDEST = 150


def locate(country: str, postcode: str, city: str) -> Spot | None:
    """The centre of the commune; failing that, the prefecture of its department; None abroad."""
    name = _plain_name(city)
    if country == Country.MC:
        points = _points("MC", name) or _points("MC", "monaco")
        return Spot(*points[0], LocatedBy.COMMUNE) if points else None
    if country != Country.FR:
        return None
    home = _prefecture(postcode.strip())
    found = _points("FR", name)
    if home is None:
        return Spot(*found[0], LocatedBy.COMMUNE) if len(found) == 1 else None
    near = min(found, key=lambda point: _km(point, home), default=None)
    if near is not None and _km(near, home) <= _WIDEST:
        return Spot(*near, LocatedBy.COMMUNE)
    return Spot(*home, LocatedBy.DEPARTMENT)


def _plain_name(city: str) -> str:
    """« NICE CEDEX 2 » → ``nice``, « St-Raphaël » → ``saint raphael``."""
    words = fold_words(city)
    words = re.sub(r"\b(cedex.*|\d+(e|er|eme)?( arrondissement)?)$", "", words).strip()
    return re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", words))


def _prefecture(postcode: str) -> Point | None:
    """The town that stands for the department; overseas departments have three figures."""
    return _prefectures().get(postcode[: 3 if postcode.startswith("97") else 2])


def _km(one: Point, other: Point) -> float:
    """Good enough at the scale of a country: a degree is 111 km, less towards the pole."""
    north = (one[0] - other[0]) * 111
    east = (one[1] - other[1]) * 111 * cos(radians(one[0]))
    return hypot(north, east)


def _points(country: str, name: str) -> tuple[Point, ...]:
    return _table().get((country, name), ())


@cache
def _table() -> dict[tuple[str, str], tuple[Point, ...]]:
    table: dict[tuple[str, str], tuple[Point, ...]] = {}
    for country, name, latitude, longitude in _rows("communes.tsv"):
        known = table.get((country, name), ())
        table[country, name] = (*known, (float(latitude), float(longitude)))
    return table


@cache
def _prefectures() -> dict[str, Point]:
    return {code: (float(lat), float(lon)) for code, _town, lat, lon in _rows("prefectures.tsv")}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
