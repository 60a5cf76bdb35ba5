"""The weeks of placement a candidate must show, and those that are attested. Plain Python.

Source: arrêté du 19 février 2018, référentiel of the BTS NDRC, annexe III b.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tripartite.curriculum.domain import StageRequirements


class Route(StrEnum):
    """How the candidate trains: what must be shown depends on it."""

    SCHOOL = "school"
    CONTINUING = "continuing"
    APPRENTICE = "apprentice"


ROUTE_LABELS = {
    Route.SCHOOL: "voie scolaire",
    Route.CONTINUING: "formation continue",
    Route.APPRENTICE: "apprentissage",
}


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement of the candidate, as its weeks count.

    ``attested`` weeks are those of a sealed attestation; ``expected`` are those of its dates.
    """

    label: str
    number: int
    expected: int
    over: bool
    attested: int | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Weeks:
    """The gauge: attested out of required, and what the placements known by now can still bring."""

    required: int
    attested: int
    to_come: int

    @property
    def missing(self) -> int:
        """Weeks that nothing attests yet."""
        return max(0, self.required - self.attested)

    @property
    def shortfall(self) -> int:
        """Weeks that no known placement will bring: said early, while one can be added."""
        return max(0, self.required - self.attested - self.to_come)


def weeks_required(route: Route, stage: StageRequirements, granted: int | None) -> int:
    """16 by the school route, 8 in continuing education, none for an apprentice (his contract
    stands for them); a decision lowers the first, never under 8.
    """
    if route is Route.APPRENTICE:
        return 0
    if route is Route.CONTINUING:
        return stage.reduced_weeks.value
    if granted is None:
        return stage.weeks.value
    return min(max(granted, stage.reduced_weeks.value), stage.weeks.value)


def weeks_of(required: int, stays: Iterable[Stay]) -> Weeks:
    """What the attestations say, and what the other placements may still bring."""
    rows = list(stays)
    return Weeks(
        required=required,
        attested=sum(s.attested for s in rows if s.attested is not None),
        to_come=sum(s.expected for s in rows if s.attested is None),
    )
