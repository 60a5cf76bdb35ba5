"""The tables of the joint evaluation, of its grids and voices, and of the review of the welcome."""

from tripartite.evaluations.models.evaluation import (
    EvaluationLine,
    EvaluationReminder,
    JointEvaluation,
)
from tripartite.evaluations.models.grids import Grid, GridItem
from tripartite.evaluations.models.voices import Voice, VoiceMark
from tripartite.evaluations.models.welcome import HostAnswer, WelcomeReview

__all__ = [
    "EvaluationLine",
    "EvaluationReminder",
    "Grid",
    "GridItem",
    "HostAnswer",
    "JointEvaluation",
    "Voice",
    "VoiceMark",
    "WelcomeReview",
]
