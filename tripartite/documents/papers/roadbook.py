"""The road book of a teacher who visits."""

from dataclasses import dataclass
from datetime import date

from tripartite.documents.papers.lines import Paper


@dataclass(frozen=True)
class RoadStop:
    when: str
    length: str
    student: str
    host: str
    address: str
    tutor: str = ""
    phone: str = ""


@dataclass(frozen=True)
class RoadDay:
    """``way``: when one leaves, from where, when one is back, how far."""

    title: str
    way: str
    stops: tuple[RoadStop, ...]


@dataclass(frozen=True, kw_only=True)
class RoadBookPaper(Paper):
    """Template feuille-de-route-1; ``left_out``: who has no visit, and why."""

    who: str
    starts_on: date
    ends_on: date
    total: str
    source: str
    days: tuple[RoadDay, ...]
    apart: tuple[RoadStop, ...] = ()
    left_out: tuple[str, ...] = ()
