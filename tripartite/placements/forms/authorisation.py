"""The request to the Direction du Travail of Monaco and its answer, as they are typed."""

from typing import Any

from django import forms

from tripartite.core.forms import DayInput
from tripartite.documents.forms import CheckedFileField
from tripartite.placements.actions.authorisation import Answer
from tripartite.placements.forms.asked import ASKED
from tripartite.placements.models import Authorisation

_DAY: dict[str, Any] = {"widget": DayInput, "error_messages": {"invalid": "Donnez un jour."}}


class AuthorisationForm(forms.Form):
    filed_on = forms.DateField(
        label="Demande déposée le",
        widget=DayInput,
        error_messages={"required": "Dites quel jour la demande a été déposée."},
    )
    decision = forms.ChoiceField(
        label="Décision",
        choices=[("", "Pas encore connue"), ("granted", "Accordée"), ("refused", "Refusée")],
        required=False,
    )
    decided_on = forms.DateField(label="Décision du", **_DAY, **ASKED)
    number = forms.CharField(label="Numéro de l’autorisation", max_length=60, required=False)
    scan = CheckedFileField(
        label="Copie de l’autorisation", help_text="PDF ou photo.", required=False
    )

    @classmethod
    def initial_of(cls, row: Authorisation | None) -> dict[str, Any]:
        if row is None:
            return {}
        decision = {None: "", True: "granted", False: "refused"}[row.granted]
        return {
            "filed_on": row.filed_on,
            "decided_on": row.decided_on,
            "number": row.number,
            "decision": decision,
        }

    @property
    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(
            filed_on=said["filed_on"],
            decided_on=said["decided_on"],
            granted={"": None, "granted": True, "refused": False}[said["decision"]],
            number=said["number"],
            scan=said["scan"],
        )
