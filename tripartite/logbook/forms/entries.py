"""What is typed in the logbook: a note, its evidence, a word under it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tripartite.core.drafts import SendingField
from tripartite.core.forms import DayInput, KnownChoicesField
from tripartite.core.fr import long_day
from tripartite.curriculum.models import ContextItem, Task
from tripartite.documents.forms import CheckedFileField
from tripartite.documents.uploads import UploadError, check_link
from tripartite.logbook.domain.entries import (
    CLIENTELE_LABELS,
    ENTRY_STATE_LABELS,
    Clientele,
    EntryState,
    Note,
)
from tripartite.logbook.queries.entries import mondays_of, task_choices, tool_choices
from tripartite.placements.models import Placement
from tripartite.placements.queries import tasks_of

#: What waits behind the second fold.
FOLDED = (
    "result_value",
    "result_unit",
    "result",
    "clientele",
    "tools",
    "difficulty",
    "learnt",
    "link",
)
RARE = forms.Textarea(attrs={"rows": 2})


class LinkField(forms.CharField):
    """An address of the web, as it was copied."""

    widget = forms.URLInput

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return check_link(typed)
        except UploadError as error:
            raise ValidationError(error.sentence, code=error.code) from error


class EntryForm(forms.Form):
    """A note; three fields are asked, the others wait behind a fold."""

    sending = SendingField()
    day = forms.DateField(
        label="Date",
        widget=DayInput,
        error_messages={
            "required": "Dites quel jour c’était.",
            "invalid": "Cette date n’existe pas : choisissez-la dans le calendrier.",
        },
    )
    did = forms.CharField(
        label="Ce que j’ai fait",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase ce que vous avez fait."},
    )
    tasks = KnownChoicesField(
        label="Tâches du référentiel",
        queryset=Task.objects.none(),
        error_messages={
            "required": "Cochez au moins une tâche du référentiel : c’est elle que la note fera "
            "compter.",
            "invalid_choice": "Cette tâche n’est pas du référentiel de la classe : cochez-en une "
            "autre.",
        },
    )
    clientele = forms.ChoiceField(
        label="Pour qui",
        choices=[("", "—"), *CLIENTELE_LABELS.items()],
        required=False,
    )
    result_value = forms.DecimalField(
        label="Résultat : combien",
        max_digits=12,
        decimal_places=2,
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": "Écrivez le résultat en chiffres, par exemple 42 ou 1250,50.",
        },
    )
    result_unit = forms.CharField(
        label="de quoi",
        max_length=40,
        required=False,
        help_text="appels, rendez-vous, euros, visiteurs, abonnés…",
    )
    result = forms.CharField(label="En quelques mots", max_length=300, required=False)
    tools = KnownChoicesField(
        label="Outils numériques et ressources utilisés",
        queryset=ContextItem.objects.none(),
        required=False,
    )
    difficulty = forms.CharField(
        label="Difficulté rencontrée",
        max_length=2000,
        required=False,
        widget=RARE,
        help_text="N’écrivez aucun motif médical.",
    )
    learnt = forms.CharField(
        label="Ce que j’ai appris", max_length=2000, required=False, widget=RARE
    )
    file = CheckedFileField(
        label="Photo ou document",
        required=False,
        help_text="Le lieu de la prise de vue est effacé. 15 Mo au plus ; vous pourrez en ajouter.",
    )
    link = LinkField(
        label="Lien",
        required=False,
        help_text="Une publication, une page, un dossier partagé.",
    )

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_missions, self.others = task_choices(placement)
        self.lists = tool_choices(placement)
        fields: Any = self.fields
        fields["tasks"].queryset = tasks_of(placement)
        tools = [tool.pk for _label, items in self.lists for tool in items]
        fields["tools"].queryset = ContextItem.objects.filter(pk__in=tools)
        first, last = placement.starts_on, placement.ends_on
        fields["day"].widget.attrs.update(min=first.isoformat(), max=last.isoformat())

    def ticked(self, name: str) -> set[str]:
        """The boxes that are ticked, whether typed or kept."""
        value = self[name].value() or []
        return {str(getattr(item, "pk", item)) for item in value}

    @property
    def ticked_tasks(self) -> set[str]:
        return self.ticked("tasks")

    @property
    def ticked_tools(self) -> set[str]:
        return self.ticked("tools")

    @property
    def ticks_others(self) -> bool:
        """Whether a task that no mission plans is ticked: its fold stands open."""
        return any(str(t.pk) in self.ticked_tasks for group in self.others for t in group.tasks)

    @property
    def has_more(self) -> bool:
        """Whether the second fold holds something, or something wrong."""
        return any(self.errors.get(name) or self[name].value() for name in FOLDED)

    def note(self) -> Note:
        """What the action takes."""
        typed = self.cleaned_data
        return Note(
            day=typed["day"],
            did=typed["did"].strip(),
            tasks=frozenset(task.pk for task in typed["tasks"]),
            clientele=Clientele(typed["clientele"]) if typed["clientele"] else None,
            result_value=typed["result_value"],
            result_unit=typed["result_unit"].strip(),
            result=typed["result"].strip(),
            tools=frozenset(tool.pk for tool in typed["tools"]),
            difficulty=typed["difficulty"].strip(),
            learnt=typed["learnt"].strip(),
        )


class EvidenceForm(forms.Form):
    """One more photo, document or link under a note."""

    file = CheckedFileField(label="Photo ou document", required=False)
    link = LinkField(label="ou lien", required=False)
    caption = forms.CharField(label="Légende", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not self.errors and not typed.get("file") and not typed.get("link"):
            raise ValidationError("Choisissez un fichier, ou collez un lien.", code="nothing")
        return typed


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Votre commentaire",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez votre commentaire avant de l’envoyer."},
    )


class UnvalidateForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="L’étudiant le lira.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase ce qui manque."},
    )


#: What a person may ask the list for; withdrawn notes are nobody's.
STATES = [(s, ENTRY_STATE_LABELS[s]) for s in EntryState if s is not EntryState.WITHDRAWN]


class FilterForm(forms.Form):
    """Which notes are listed; an answer that is none of these is any."""

    semaine = forms.TypedChoiceField(label="Semaine", required=False, coerce=date.fromisoformat)
    tache = forms.TypedChoiceField(label="Tâche", required=False, coerce=int)
    etat = forms.TypedChoiceField(
        label="État", required=False, coerce=EntryState, choices=[("", "Tous"), *STATES]
    )

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["semaine"].choices = [
            ("", "Toutes"),
            *((m.isoformat(), f"du {long_day(m)}") for m in mondays_of(placement)),
        ]
        fields["tache"].choices = [
            ("", "Toutes"),
            *((task.pk, task.label) for task in tasks_of(placement)),
        ]

    def chosen(self) -> dict[str, Any]:
        """What the query takes: only the answers that make sense."""
        self.full_clean()
        names = {"semaine": "week", "tache": "task", "etat": "state"}
        return {names[n]: v for n, v in self.cleaned_data.items() if v not in {"", None}}
