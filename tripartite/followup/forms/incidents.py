"""What is typed about an incident, after an accident, and in the school's instructions."""

from typing import Any

from django import forms

from tripartite.core.forms import DayInput
from tripartite.followup.domain.incidents import (
    INCIDENT_KIND_LABELS,
    PRACTICE_LABELS,
    IncidentKind,
    Practice,
)


class IncidentForm(forms.Form):
    kind = forms.TypedChoiceField(
        label="De quoi s’agit-il ?",
        choices=INCIDENT_KIND_LABELS.items(),
        coerce=IncidentKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez de quoi il s’agit."},
    )
    happened_on = forms.DateField(
        label="Quel jour",
        widget=DayInput,
        error_messages={"required": "Dites quel jour c’est arrivé."},
    )
    place = forms.CharField(label="Où", max_length=200, required=False)
    words = forms.CharField(
        label="Ce qui s’est passé",
        max_length=5000,
        help_text="Les faits, sans aucun détail médical : ni blessure, ni maladie, ni soin.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Dites en quelques mots ce qui s’est passé."},
    )


class OutcomeForm(forms.Form):
    """What was done, or why it is opened again."""

    words = forms.CharField(
        label="En quelques mots",
        max_length=5000,
        help_text="Qui a signalé le lira. N’écrivez aucun détail médical.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez-le en une phrase."},
    )


class StepForm(forms.Form):
    done_on = forms.DateField(
        label="Fait le", widget=DayInput, error_messages={"required": "Dites quel jour."}
    )


class InstructionsForm(forms.Form):
    practice = forms.TypedChoiceField(
        label="Qui déclare l’accident",
        choices=PRACTICE_LABELS.items(),
        coerce=Practice,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        label="Personne à prévenir dans l’établissement", max_length=150, required=False
    )
    phone = forms.CharField(label="Son téléphone", max_length=30, required=False)
    words = forms.CharField(
        label="Consignes de l’établissement",
        max_length=5000,
        required=False,
        help_text="Imprimés à remplir, adresses, numéro de l’assurance : lus par les partenaires.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)
