"""What the host ticks about the post."""

from typing import Any

from django import forms

from tripartite.curriculum.domain.model import RESOURCE_KINDS
from tripartite.curriculum.models import ContextItem, Curriculum
from tripartite.law.facts import FORBIDDEN_USE_LABELS, ForbiddenUse
from tripartite.placements.domain.fitness import SITUATION_LABELS, Fitness, Situation
from tripartite.placements.models import FitnessDeclaration

YES, NO = "yes", "no"


class FitnessForm(forms.Form):
    """Situations and tools are ticked; each forbidden use is answered, none is presumed."""

    situations = forms.MultipleChoiceField(
        label="Ce que le poste permet de vivre",
        choices=SITUATION_LABELS.items(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tools = forms.MultipleChoiceField(
        label="Les outils et ressources numériques dont l’étudiant disposera",
        help_text="Les listes du référentiel (I.2.4) ; cochez ce qui existe chez vous.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, curriculum: Curriculum, known: FitnessDeclaration | None
    ) -> None:
        initial: dict[str, Any] = {}
        if known is not None:
            initial = {"situations": known.situations, "tools": known.tools} | {
                f"use_{use}": YES if use in known.forbidden else NO for use in ForbiddenUse
            }
        super().__init__(data, initial=initial)
        items = ContextItem.objects.filter(
            curriculum=curriculum, kind__in=[kind.value for kind in RESOURCE_KINDS]
        ).order_by("kind", "position", "pk")
        tools = self.fields["tools"]
        assert isinstance(tools, forms.MultipleChoiceField)
        tools.choices = [(item.label, item.label) for item in items]
        for use, label in FORBIDDEN_USE_LABELS.items():
            self.fields[f"use_{use}"] = forms.ChoiceField(
                label=f"Le stage sert-il à {_asked(label)} ?",
                choices=[(NO, "Non"), (YES, "Oui")],
                widget=forms.RadioSelect,
                error_messages={"required": "Répondez par oui ou par non."},
            )

    @property
    def uses(self) -> list[forms.BoundField]:
        return [self[f"use_{use}"] for use in FORBIDDEN_USE_LABELS]

    def fitness(self) -> Fitness:
        """What was declared; only of a valid form."""
        cleaned = self.cleaned_data
        return Fitness(
            frozenset(Situation(s) for s in cleaned["situations"]),
            tuple(cleaned["tools"]),
            frozenset(use for use in ForbiddenUse if cleaned[f"use_{use}"] == YES),
        )


def _asked(label: str) -> str:
    """« la tâche régulière… » → « couvrir la tâche régulière… »."""
    return f"couvrir {label}"
