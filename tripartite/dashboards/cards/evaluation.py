"""The joint evaluation."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.evaluations.models import JointEvaluation


def card(file: File) -> dict[str, Any]:
    return {"evaluation": JointEvaluation.objects.filter(placement=file.placement).first()}
