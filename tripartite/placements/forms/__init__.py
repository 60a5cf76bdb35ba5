"""What is typed about a placement, checked field by field."""

from tripartite.placements.forms.agreeing import AgreementForm, RecordedAgreementForm
from tripartite.placements.forms.declaration import DeclarationForm
from tripartite.placements.forms.framing import (
    DecisionForm,
    HeadingsForm,
    MissionForm,
    ReferentForm,
)
from tripartite.placements.forms.objectives import ObjectivesForm

__all__ = [
    "AgreementForm",
    "DecisionForm",
    "DeclarationForm",
    "HeadingsForm",
    "MissionForm",
    "ObjectivesForm",
    "RecordedAgreementForm",
    "ReferentForm",
]
