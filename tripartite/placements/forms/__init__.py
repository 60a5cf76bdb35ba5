"""What is typed about a placement, checked field by field."""

from tripartite.placements.forms.declaration import DeclarationForm
from tripartite.placements.forms.framing import (
    DecisionForm,
    HeadingsForm,
    MissionForm,
    ReferentForm,
)

__all__ = [
    "DecisionForm",
    "DeclarationForm",
    "HeadingsForm",
    "MissionForm",
    "ReferentForm",
]
