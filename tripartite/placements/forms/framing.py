"""The headings, the missions, the decision, and the référent."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from tripartite.accounts.models import User
from tripartite.core.forms import KnownChoicesField
from tripartite.core.fr import count_of
from tripartite.curriculum.models import ExpectedResult, Task
from tripartite.placements.domain import Load
from tripartite.placements.domain.framing import (
    HEADING_HELP,
    LONGEST_PROMISE,
    SECTIONS,
    TEXTS,
    Headings,
    MissionDetails,
    Section,
)
from tripartite.placements.forms.asked import ASKED
from tripartite.placements.models import Placement
from tripartite.placements.queries import CoveredPole, tasks_of

#: A heading fits on the pages of an agreement.
LONGEST_HEADING = 5000


class HeadingsForm(forms.Form):
    """The five headings, the items under them, and the version that the page was showing."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in TEXTS.items():
            heading = name in HEADING_HELP
            self.fields[name] = forms.CharField(
                label=label,
                help_text=help_text,
                **(ASKED if heading else {"required": False}),
                max_length=LONGEST_HEADING,
                widget=forms.Textarea(attrs={"rows": 5 if heading else 2}),
            )
        self.fields["gratification_rate"] = forms.DecimalField(
            label="Gratification par heure, en euros",
            help_text="Laissez vide s’il n’y en a pas.",
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(999),
            decimal_places=2,
            localize=True,
        )

    @property
    def sections(self) -> list[tuple[Section, list[forms.BoundField]]]:
        """The seven items of the annexe, each with its fields."""
        return [(section, [self[name] for name in section.names]) for section in SECTIONS]

    def clean_information(self) -> str:
        """Each line becomes an item of a list: refuse one that would not fit."""
        text: str = self.cleaned_data["information"]
        if any(len(line) > LONGEST_PROMISE for line in text.splitlines()):
            raise forms.ValidationError(
                f"Une information tient en une ligne de {LONGEST_PROMISE} caractères au plus : "
                "coupez la plus longue en deux."
            )
        return text

    def headings(self) -> Headings:
        """What was written; only of a valid form."""
        # A browser sends the ends of lines as CR LF: what is compared is what is read.
        texts = {name: _lines(self.cleaned_data[name]) for name in TEXTS}
        rate = self.cleaned_data["gratification_rate"]
        return Headings(**texts, gratification_rate=f"{rate:.2f}" if rate else "")


class MissionForm(forms.Form):
    """One mission; ``seen`` is the fingerprint of what the page was showing."""

    title = forms.CharField(
        label="Mission", help_text="En une phrase, avec un verbe d’action.", max_length=200
    )
    description = forms.CharField(
        label="Description",
        required=False,
        max_length=LONGEST_HEADING,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    expected_result = forms.CharField(
        label="Résultat attendu",
        help_text="Ce qui sera produit ou atteint, si possible avec un chiffre.",
        required=False,
        max_length=300,
    )
    tasks = KnownChoicesField(
        label="Tâches du référentiel",
        queryset=Task.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une tâche du référentiel."},
    )
    results = KnownChoicesField(
        label="Résultats attendus du référentiel",
        required=False,
        queryset=ExpectedResult.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, results = self.fields["tasks"], self.fields["results"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert isinstance(results, forms.ModelMultipleChoiceField)
        field.queryset = tasks_of(placement)
        curriculum = placement.period.cohort.programme.curriculum_id
        results.queryset = ExpectedResult.objects.filter(activity__pole__curriculum=curriculum)

    def checked(self, name: str) -> frozenset[int]:
        """The boxes of this field that are ticked."""
        ticked = (str(value) for value in self[name].value() or ())
        return frozenset(
            int(value)
            for value in ticked
            if value.isascii() and value.isdigit() and len(value) < 19
        )

    def boxes(
        self, poles: Iterable[CoveredPole], official: Mapping[str, Sequence[ExpectedResult]]
    ) -> list[dict[str, Any]]:
        """Tasks and results to tick, under poles and activities; an activity in use stands open."""
        tasks, results = self.checked("tasks"), self.checked("results")
        return [
            {
                "label": pole.label,
                "activities": [
                    {
                        "label": activity.label,
                        "chosen": sum(task.pk in tasks for task in activity.tasks),
                        "tasks": [(task, task.pk in tasks) for task in activity.tasks],
                        "results": [(r, r.pk in results) for r in official.get(activity.code, ())],
                    }
                    for activity in pole.activities
                ],
            }
            for pole in poles
        ]

    def details(self) -> MissionDetails:
        """What was written; only of a valid form."""
        cleaned = self.cleaned_data
        return MissionDetails(
            cleaned["title"],
            _lines(cleaned["description"]),
            cleaned["expected_result"],
            frozenset(task.pk for task in cleaned["tasks"]),
            frozenset(result.pk for result in cleaned["results"]),
        )


class DecisionForm(forms.Form):
    """Approve, or return with what is to be changed."""

    APPROVE, RETURN = "approve", "return"

    do = forms.ChoiceField(choices=[(APPROVE, "valider"), (RETURN, "renvoyer")])
    reason = forms.CharField(
        label="Ce qui est à reprendre",
        help_text="L’étudiant le lira. Nécessaire pour renvoyer le cadrage.",
        **ASKED,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        returns = cleaned.get("do") == self.RETURN
        if returns and "reason" not in self.errors and not cleaned.get("reason"):
            self.add_error("reason", "Dites à l’étudiant ce qui est à reprendre.")
        return cleaned


class TeacherField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A teacher of the class, with how much he or she follows already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts: dict[int, int] = {}

    def label_from_instance(self, obj: User) -> str:
        return f"{obj} – suit {count_of(self.counts[obj.pk], 'stage')}"


class ReferentForm(forms.Form):
    """The teacher who follows the placement, among those of the class."""

    referent = TeacherField(
        label="Enseignant référent",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choisissez un enseignant.",
            "invalid_choice": "Choisissez un enseignant de la classe.",
        },
    )

    def __init__(self, *args: Any, loads: list[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["referent"]
        assert isinstance(field, TeacherField)
        field.counts = {load.teacher: load.placements for load in loads}
        teachers = User.objects.filter(pk__in=list(field.counts))
        field.queryset = teachers.order_by("last_name", "first_name", "pk")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
