"""Opening an access of inspection."""

from typing import Any

from django import forms

from tripartite.accounts.models import School
from tripartite.core.forms import DayInput, KnownChoicesField
from tripartite.school.models import Cohort


class InspectionForm(forms.Form):
    """Who reads what, from when to when."""

    name = forms.CharField(
        label="Nom de la personne",
        max_length=170,
        error_messages={"required": "Dites à qui l’accès est ouvert."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Le lien personnel y est envoyé aussitôt.",
        error_messages={"required": "Donnez l’adresse à laquelle envoyer le lien."},
    )
    purpose = forms.CharField(
        label="Objet",
        max_length=200,
        help_text="Par exemple : contrôle de conformité, session 2028.",
        error_messages={"required": "Dites pour quoi l’accès est ouvert."},
    )
    cohorts = KnownChoicesField(
        label="Classes",
        queryset=Cohort.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une classe."},
    )
    starts_on = forms.DateField(label="Du", widget=DayInput)
    ends_on = forms.DateField(label="Au", widget=DayInput)

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohorts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            Cohort.objects.filter(programme__school=school)
            .select_related("programme")
            .order_by("-year", "name", "pk")
        )
