"""What students, teachers and the office type about the exam file."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from tripartite.core.forms import DayInput, KnownChoicesField
from tripartite.curriculum.domain import Exam
from tripartite.curriculum.models import Task
from tripartite.documents.forms import CheckedFileField
from tripartite.documents.uploads import SCAN
from tripartite.exams.actions.sheets import SheetDetails
from tripartite.exams.domain.sheets import Question, questions_of
from tripartite.exams.domain.weeks import ROUTE_LABELS, Route
from tripartite.logbook.models import LogEntry
from tripartite.placements.models import Placement

LONGEST = 6000


class SheetForm(forms.Form):
    """One sheet under the official headings; ``seen`` is the version that the page shows."""

    title = forms.CharField(
        label="Titre de la fiche",
        max_length=200,
        help_text="Ce que vous avez fait, en une ligne.",
        error_messages={"required": "Donnez un titre à la fiche."},
    )
    placement = forms.ModelChoiceField(
        label="Stage d’où vient la situation",
        queryset=Placement.objects.none(),
        required=False,
        empty_label="Aucun : situation construite en formation",
    )
    tasks = KnownChoicesField(
        label="Tâches du référentiel mises en œuvre",
        queryset=Task.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = KnownChoicesField(
        queryset=LogEntry.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        exam: Exam,
        placements: Iterable[Placement],
        tasks: Iterable[Task],
        notes: Iterable[LogEntry] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["notes"], LogEntry, notes)
        self.questions = questions_of(exam)
        _choose(self.fields["placement"], Placement, placements)
        _choose(self.fields["tasks"], Task, tasks)
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question.label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of the answers under the sections of the form."""
        numbered: Iterable[tuple[int, Question]] = enumerate(self.questions)
        return [
            (title, [self[f"answer_{number}"] for number, _ in rows])
            for title, rows in groupby(numbered, key=lambda pair: pair[1].section)
        ]

    def details(self) -> SheetDetails:
        """What was written; only of a valid form."""
        cleaned = self.cleaned_data
        return SheetDetails(
            title=cleaned["title"],
            placement=cleaned["placement"],
            tasks=tuple(cleaned["tasks"]),
            notes=tuple(cleaned["notes"]),
            answers={
                question.key: cleaned[f"answer_{number}"].replace("\r\n", "\n").strip()
                for number, question in enumerate(self.questions)
            },
        )


def _choose(field: forms.Field, model: Any, rows: Iterable[Any]) -> None:
    """Let the field choose among these rows only."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = model.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")


class SheetDecisionForm(forms.Form):
    """Validate, or return with a remark."""

    VALIDATE, RETURN = "validate", "return"

    do = forms.ChoiceField(choices=[(VALIDATE, "valider"), (RETURN, "renvoyer")])
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remark = forms.CharField(
        label="Remarque pour l’étudiant",
        help_text="Nécessaire pour renvoyer la fiche.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("do") == self.RETURN and not cleaned.get("remark"):
            self.add_error("remark", "Dites à l’étudiant ce qui est à reprendre.")
        return cleaned


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi la reprendre",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )


class DeadlineForm(forms.Form):
    due_on = forms.DateField(
        label="Dossiers à déposer au plus tard le",
        help_text="La date de la circulaire académique.",
        widget=DayInput,
        error_messages={"required": "Donnez la date de la circulaire."},
    )


class CandidateForm(forms.Form):
    """The route, a decision of reduction, an apprentice’s contract."""

    route = forms.ChoiceField(label="Voie", choices=ROUTE_LABELS.items())
    weeks_granted = forms.IntegerField(
        label="Semaines accordées par une décision",
        help_text="Vide sans décision de réduction ; jamais moins de huit.",
        required=False,
        min_value=8,
        max_value=16,
        error_messages={
            "min_value": "Une décision n’accorde pas moins de huit semaines : vérifiez-la.",
            "max_value": "La durée complète est de seize semaines : laissez vide.",
        },
    )
    decision = CheckedFileField(label="La décision (PDF ou photo)", required=False, accept=SCAN)
    substitute = CheckedFileField(
        label="Contrat d’apprentissage ou certificat de l’employeur",
        required=False,
        accept=SCAN,
    )

    def clean_route(self) -> Route:
        return Route(self.cleaned_data["route"])


class HandInForm(forms.Form):
    day = forms.DateField(
        label="Dossier déposé le",
        help_text="Vide : le dossier n’est pas déposé.",
        required=False,
        widget=DayInput,
    )
