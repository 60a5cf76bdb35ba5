"""What every card knows of the file that is being read."""

from dataclasses import dataclass
from typing import Any

from tripartite.dashboards.queries import Overview
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class File:
    """A placement with its people, who reads it, and what that person is to it."""

    placement: Placement
    actor: Any
    relations: frozenset[Relation]
    overview: Overview
