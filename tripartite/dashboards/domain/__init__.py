from tripartite.dashboards.domain.facts import LineFacts, PaperFacts
from tripartite.dashboards.domain.line import STEPS, Step, StepKey, StepState, line
from tripartite.dashboards.domain.turns import Turn, turns

__all__ = [
    "STEPS",
    "LineFacts",
    "PaperFacts",
    "Step",
    "StepKey",
    "StepState",
    "Turn",
    "line",
    "turns",
]
