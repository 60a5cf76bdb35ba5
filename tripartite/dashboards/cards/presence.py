"""The weeks of presence."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.logbook.models import PresenceWeek


def card(file: File) -> dict[str, Any]:
    return {"weeks": PresenceWeek.objects.filter(placement=file.placement).order_by("monday")}
