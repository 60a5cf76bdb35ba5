"""The objectives: competences picked in the référentiel, then said in words of one's own."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tripartite.curriculum.models import Competence
from tripartite.placements.domain.framing import ObjectiveDetails

LONGEST_WORDING = 400


class ObjectivesForm(forms.Form):
    """A box for each competence, and the words of those that are picked."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    picked = forms.MultipleChoiceField(
        label="Compétences", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, competences: Sequence[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.competences = competences
        field = self.fields["picked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(c.pk), c.label) for c in competences]
        for competence in competences:
            self.fields[f"wording_{competence.pk}"] = forms.CharField(
                label=competence.label,
                help_text="Dites-le pour ce stage : avec quels clients, quels produits, quel but.",
                required=False,
                max_length=LONGEST_WORDING,
                initial=competence.label,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def chosen(self) -> list[tuple[Competence, forms.BoundField]]:
        """The competences ticked, each with the field of its words."""
        ticked = {str(value) for value in self["picked"].value() or ()}
        return [(c, self[f"wording_{c.pk}"]) for c in self.competences if str(c.pk) in ticked]

    def others(self, behind: set[int]) -> tuple[list[Competence], list[Competence]]:
        """The competences not ticked: those behind the missions, and the rest."""
        ticked = {competence.pk for competence, _field in self.chosen}
        left = [c for c in self.competences if c.pk not in ticked]
        return [c for c in left if c.pk in behind], [c for c in left if c.pk not in behind]

    def details(self) -> list[ObjectiveDetails]:
        """What was picked, in the order of the référentiel; only of a valid form."""
        picked = set(self.cleaned_data["picked"])
        return [
            ObjectiveDetails(c.pk, _one_line(self.cleaned_data[f"wording_{c.pk}"]) or c.label)
            for c in self.competences
            if str(c.pk) in picked
        ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
