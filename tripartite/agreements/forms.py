"""What the office types about an agreement and about the clauses of the school."""

import re
from typing import Any

from django import forms

from tripartite.accounts.domain import COUNTRY_LABELS
from tripartite.agreements.domain import BY_CLAUSES, PLACEHOLDERS, Clause, faults_of
from tripartite.core.forms import DayInput
from tripartite.documents.papers import MENTIONS

_BLANK_LINE = re.compile(r"\n\s*\n")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )


class ClauseForm(forms.Form):
    """One article; ``seen`` is the digest of what the page showed, kept from try to try."""

    title = forms.CharField(
        label="Titre",
        max_length=120,
        error_messages={"required": "Donnez un titre à l’article."},
    )
    mention = forms.ChoiceField(
        label="Mention obligatoire que l’article énonce",
        required=False,
        help_text="Code de l’éducation, D124-4. Les mentions 1 à 6 et 8 sont écrites par le "
        "logiciel ; un article peut les compléter.",
    )
    countries = forms.MultipleChoiceField(
        label="Imprimé pour un accueil en",
        required=False,
        choices=[(country.value, label) for country, label in COUNTRY_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Rien de coché : partout.",
    )
    text = forms.CharField(
        label="Texte",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Écrivez le texte de l’article."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mention = self.fields["mention"]
        mention.choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Aucune : un article de plus"),
            *(
                (str(number), f"{number}. {title}{' *' if number in BY_CLAUSES else ''}")
                for number, title in MENTIONS.items()
            ),
        ]
        known = " ; ".join(f"{{{name}}} : {said}" for name, said in PLACEHOLDERS.items())
        self.fields[
            "text"
        ].help_text = (
            f"Une ligne vide sépare deux paragraphes. Noms remplacés à l’impression : {known}."
        )

    @classmethod
    def initial_of(cls, clause: Clause) -> dict[str, Any]:
        return {
            "title": clause.title,
            "mention": "" if clause.mention is None else str(clause.mention),
            "countries": list(clause.countries),
            "text": "\n\n".join(clause.paragraphs),
            "seen": clause.digest,
        }

    def clean_title(self) -> str:
        return self._sound("title")

    def clean_text(self) -> str:
        return self._sound("text")

    def _sound(self, name: str) -> str:
        typed = str(self.cleaned_data[name])
        if faults := faults_of(typed):
            raise forms.ValidationError(faults)
        return typed

    def clause(self, key: str = "") -> Clause:
        """The article as it was typed; only of a valid form."""
        typed = self.cleaned_data
        text = typed["text"].replace("\r\n", "\n").strip()
        return Clause(
            title=typed["title"].strip(),
            paragraphs=tuple(" ".join(part.split()) for part in _BLANK_LINE.split(text)),
            mention=int(typed["mention"]) if typed["mention"] else None,
            countries=tuple(typed["countries"]),
            key=key,
        )


class ApprovalForm(forms.Form):
    approved_on = forms.DateField(
        label="Délibération du conseil d’administration",
        required=False,
        widget=DayInput,
        help_text="Le jour où le conseil a approuvé ces clauses ; imprimé sur la convention. "
        "Laissez vide si votre établissement n’y est pas tenu, ou notez-le plus tard.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
