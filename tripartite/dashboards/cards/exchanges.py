"""The exchanges, planned and held."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.followup.models import Exchange


def card(file: File) -> dict[str, Any]:
    return {"exchanges": Exchange.objects.filter(placement=file.placement).order_by("planned_for")}
