"""No joint evaluation: another document, or none at all."""

from django import forms

from tripartite.documents.forms import CheckedFileField
from tripartite.documents.uploads import SCAN
from tripartite.evaluations.domain import GROUND_LABELS, Ground


class ReceiveForm(forms.Form):
    file = CheckedFileField(
        label="Le document reçu (PDF ou photo)",
        accept=SCAN,
        error_messages={"required": "Choisissez la copie du document d’évaluation."},
    )
    reason = forms.CharField(
        label="Pourquoi un autre document",
        max_length=300,
        help_text="Par exemple : le tuteur a rempli la grille de son entreprise.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites en une phrase pourquoi un autre document."},
    )


class GiveUpForm(forms.Form):
    ground = forms.TypedChoiceField(
        label="Motif",
        choices=GROUND_LABELS.items(),
        coerce=Ground,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif."},
    )
    reason = forms.CharField(
        label="Explication",
        max_length=300,
        help_text="Elle reste au dossier ; le bureau des stages est prévenu.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Expliquez en une phrase ce qui s’est passé."},
    )
