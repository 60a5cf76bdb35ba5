"""What the student's placements cover of the référentiel."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.dashboards.coverage import coverage_of


def card(file: File) -> dict[str, Any]:
    return {"coverage": coverage_of(file.placement)}
