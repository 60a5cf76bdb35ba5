"""How far and how long from place to place: by straight line and speed, unless a server knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Any

EARTH_KM = 6371.0
#: A minute of parking and of asking at the desk counts too: no two places are nearer than this.
LEAST_MINUTES = 5
#: Journeys are rounded up to this, so that every visit starts on a round minute.
STEP = 5
BY_LINE = "à vol d’oiseau et vitesse moyenne"
BY_ROAD = "par la route"


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Roads are longer than the straight line by ``detour``, driven at ``kmh`` on average."""

    detour: float = 1.3
    kmh: float = 50.0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Metres and minutes between points, in their order; ``source`` says how they are known."""

    metres: tuple[tuple[int, ...], ...]
    minutes: tuple[tuple[int, ...], ...]
    source: str = BY_LINE

    def __len__(self) -> int:
        return len(self.metres)


def line_km(one: Point, other: Point) -> float:
    """The great circle between two points."""
    lat, other_lat = radians(one.latitude), radians(other.latitude)
    half = sin((other_lat - lat) / 2) ** 2
    east = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half + cos(lat) * cos(other_lat) * east)))


def round_minutes(seconds: float) -> int:
    """Whole steps, upwards; never less than what parking takes."""
    return max(LEAST_MINUTES, STEP * ceil(round(seconds / 60, 6) / STEP))


def by_line(points: Sequence[Point], pace: Pace) -> Matrix:
    """The matrix of the straight line."""
    metres = tuple(
        tuple(round(line_km(one, other) * pace.detour * 1000) for other in points) for one in points
    )
    minutes = tuple(
        tuple(
            0 if one == other else round_minutes(m * 3.6 / pace.kmh)
            for other, m in zip(points, row, strict=True)
        )
        for one, row in zip(points, metres, strict=True)
    )
    return Matrix(metres, minutes)


def read_table(answer: Any, points: Sequence[Point]) -> Matrix:
    """The matrix of an OSRM ``table`` answer. Raises ValueError when it is not one of these points.

    A pair without road (``null``) is no answer: the caller falls back on the straight line.
    """
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        raise ValueError("not a table")
    seconds = _square(answer.get("durations"), len(points))
    lengths = _square(answer.get("distances"), len(points))
    minutes = tuple(
        tuple(0 if one == other else round_minutes(s) for other, s in zip(points, row, strict=True))
        for one, row in zip(points, seconds, strict=True)
    )
    return Matrix(tuple(tuple(round(m) for m in row) for row in lengths), minutes, BY_ROAD)


def _square(rows: Any, size: int) -> list[list[float]]:
    if not isinstance(rows, list) or len(rows) != size:
        raise ValueError("not a square")
    for row in rows:
        if not isinstance(row, list) or len(row) != size:
            raise ValueError("not a square")
        if not all(isinstance(x, int | float) and 0 <= x < 1e9 for x in row):
            raise ValueError("not a length")
    return rows
