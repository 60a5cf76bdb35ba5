"""The session on screen: nothing is required to save, everything to agree."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from tripartite.core.errors import DomainError
from tripartite.core.forms import DayInput
from tripartite.evaluations.actions.session import WRITTEN, Session
from tripartite.evaluations.domain import FORM_LABELS, LEVEL_LABELS, Form, Level
from tripartite.evaluations.models import JointEvaluation
from tripartite.evaluations.queries import Compared
from tripartite.placements.models import Placement


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


def names_of(placement: Placement) -> str:
    """The three partners, as the ones expected to be there."""
    tutor = f"{placement.tutor} (tuteur)" if placement.tutor else ""
    referent = f"{placement.referent} (référent)" if placement.referent else ""
    return ", ".join(name for name in (str(placement.student), tutor, referent) if name)


class SessionForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
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
    form_reason = forms.CharField(
        label="Raison, si c’est par téléphone",
        max_length=300,
        required=False,
        help_text="Sur place ou par visioconférence, rien à dire.",
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
        lines: Iterable[Compared],
    ) -> None:
        head = {name: getattr(evaluation, name) for name in WRITTEN}
        head["present"] = evaluation.present or names_of(evaluation.placement)
        super().__init__(data, initial={**head, "seen": evaluation.version})
        self.rows = list(lines)
        self.lines = [row.line for row in self.rows]
        for row in self.rows:
            line = row.line
            self.fields[f"level_{line.code}"] = NeededLevel(
                label=line.label,
                choices=[(level, f"{level} – {name}") for level, name in LEVEL_LABELS.items()],
                coerce=Level,
                empty_value=None,
                initial=line.level or row.proposal,
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{line.code}"] = forms.CharField(
                label=f"Commentaire, {line.label}",
                max_length=500,
                required=False,
                initial=line.comment,
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    def refuse(self, error: DomainError, now: JointEvaluation | None) -> None:
        """Say why, and take the version of now: the next saving is made knowingly."""
        self.add_error(None, str(error))
        if now is not None:
            typed = {name: self.data[name] for name in self.data}
            self.data = typed | {"seen": str(now.version)}

    def parts(self) -> Iterator[dict[str, Any]]:
        """The lines to talk over first, then those where nobody differs, with their fields."""
        for title, wanted in (("À discuter d’abord", True), ("Le reste de la grille", False)):
            rows = [row for row in self.rows if row.gap.is_gap is wanted]
            if rows:
                yield {"title": title, "gaps": wanted, "rows": map(self._row, rows)}

    def _row(self, row: Compared) -> dict[str, Any]:
        code = row.line.code
        return {
            "line": row.line,
            "said": [said for said in row.said if said.level],
            "gap": row.gap,
            "level": self[f"level_{code}"],
            "comment": self[f"comment_{code}"],
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
            form_reason=typed["form_reason"],
            seen=typed["seen"],
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
