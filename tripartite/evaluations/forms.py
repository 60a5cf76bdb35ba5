"""The session on screen: nothing is required to save, everything to agree."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from tripartite.core.forms import DayInput
from tripartite.evaluations.actions import Session
from tripartite.evaluations.domain import FORM_LABELS, LEVEL_LABELS, Form, Level
from tripartite.evaluations.models import EvaluationLine, JointEvaluation


class NeededToAgree(forms.Field):
    """Drawn as required, for the grid is not agreed without it; saved even when left empty."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class NeededDate(NeededToAgree, forms.DateField):
    """The day of the session."""


class NeededText(NeededToAgree, forms.CharField):
    """A line of text."""


class NeededLevel(NeededToAgree, forms.TypedChoiceField):
    """One of the five levels; None while it is not chosen."""


class SessionForm(forms.Form):
    held_on = NeededDate(label="Tenue le", widget=DayInput)
    place = NeededText(label="Lieu", max_length=150, help_text="Par exemple : Maison Azur, Nice.")
    form = forms.TypedChoiceField(
        label="Forme", choices=FORM_LABELS.items(), coerce=Form, widget=forms.RadioSelect
    )
    present = NeededText(
        label="Personnes présentes",
        max_length=300,
        help_text="Par exemple : Inès Moreau, Paul Garnier (tuteur), Alice Martin (référente).",
    )
    strengths = forms.CharField(
        label="Points forts",
        required=False,
        help_text="Un point par ligne.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    advice = forms.CharField(
        label="Conseils pour progresser",
        required=False,
        help_text="Un conseil par ligne.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        evaluation: JointEvaluation,
        lines: Iterable[EvaluationLine],
    ) -> None:
        head = {name: getattr(evaluation, name) for name in self.base_fields}
        super().__init__(data, initial=head)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"level_{line.code}"] = NeededLevel(
                label=line.label,
                choices=[(level, f"{level} – {name}") for level, name in LEVEL_LABELS.items()],
                coerce=Level,
                empty_value=None,
                initial=line.level,
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{line.code}"] = forms.CharField(
                label=f"Commentaire, {line.label}",
                max_length=500,
                required=False,
                initial=line.comment,
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    def sections(self) -> Iterator[dict[str, Any]]:
        """Each line with its two bound fields, under the first line of each part its title."""
        last = ""
        for line in self.lines:
            title = line.section if line.section != last else ""
            last = line.section
            yield {
                "title": title,
                "line": line,
                "level": self[f"level_{line.code}"],
                "comment": self[f"comment_{line.code}"],
            }

    def session(self) -> Session:
        """What the action takes."""
        typed = self.cleaned_data
        codes = [line.code for line in self.lines]
        return Session(
            held_on=typed["held_on"],
            place=typed["place"],
            form=typed["form"],
            present=typed["present"],
            strengths=typed["strengths"],
            advice=typed["advice"],
            levels={code: typed[f"level_{code}"] for code in codes},
            comments={code: typed[f"comment_{code}"] for code in codes},
        )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="S’il y a un document signé, il sera retiré avec ce motif.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi l’évaluation est rouverte."},
    )
