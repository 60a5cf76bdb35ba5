"""What is chosen to hand placements over."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from tripartite.accounts.models import User
from tripartite.core.forms import DayInput
from tripartite.placements.models import Placement

SCOPES = [
    ("exchanges", "Les échanges seulement : le référent reste le même"),
    ("whole", "Le suivi entier : le collègue devient l’enseignant référent"),
]


class PlacementsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Each placement as a line: who, where, when."""

    def label_from_instance(self, obj: Placement) -> str:
        place = f" chez {obj.site.host}" if obj.site else ""
        return f"{obj.student}{place} ({obj.period.cohort.name})"


class HandOverForm(forms.Form):
    placements = PlacementsField(
        label="Stages à confier",
        queryset=Placement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un stage à confier."},
    )
    to = forms.ModelChoiceField(
        label="À quel collègue de la classe",
        queryset=User.objects.none(),
        error_messages={"required": "Choisissez le collègue."},
    )
    scope = forms.ChoiceField(
        label="Que confiez-vous ?", choices=SCOPES, initial="exchanges", widget=forms.RadioSelect
    )
    from_day = forms.DateField(
        label="À partir du",
        widget=DayInput,
        help_text="Les échanges prévus ce jour-là ou après changent de main.",
        error_messages={"required": "Choisissez à partir de quel jour."},
    )
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Le tuteur et l’étudiant le liront. N’écrivez aucun motif médical.",
        error_messages={"required": "Dites en une phrase pourquoi : les partenaires la lisent."},
    )

    def __init__(
        self,
        *args: Any,
        placements: QuerySet[Placement],
        colleagues: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (("placements", placements), ("to", colleagues)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        typed["placements"] = list(typed["placements"])
        return typed | {"whole": typed.pop("scope") == "whole"}
