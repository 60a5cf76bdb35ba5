"""What signatories, the office and verifiers type."""

from typing import Any

from django import forms

from tripartite.accounts.models import User
from tripartite.core.forms import DayInput
from tripartite.documents.forms import CheckedFileField
from tripartite.documents.uploads import SCAN
from tripartite.papers.domain import CONSENT

#: A sealed paper weighs well under a megabyte, its scans a few; what is larger is something else.
LARGEST = 30 * 1024 * 1024


class SignForm(forms.Form):
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={
            "required": "Cochez la phrase d’accord : sans elle, il n’y a pas de signature."
        },
    )
    code = forms.CharField(
        label="Code à six chiffres",
        max_length=12,
        help_text="Celui du dernier message reçu.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Tapez le code reçu par courriel, ou demandez-en un."},
    )


class TogetherForm(SignForm):
    """On a device handed round: nothing is offered that the one before has typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autocomplete"] = "off"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )


class DelegateForm(forms.Form):
    name = forms.CharField(
        label="Prénom et nom",
        max_length=170,
        error_messages={"required": "Nommez la personne qui signera."},
    )
    title = forms.CharField(
        label="Fonction",
        max_length=120,
        help_text="Par exemple : directrice adjointe.",
        error_messages={"required": "Dites à quel titre cette personne signera."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Son lien et son code y partiront.",
        error_messages={"required": "Donnez l’adresse où envoyer le lien de signature."},
    )
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Imprimé sur la page de signatures, par exemple : en congé jusqu’au 12 janvier.",
        error_messages={"required": "Dites en une phrase pourquoi."},
    )


class ScanForm(forms.Form):
    file = CheckedFileField(
        label="Copie de la feuille signée (PDF ou photo)",
        accept=SCAN,
        error_messages={"required": "Choisissez la copie de la feuille signée."},
    )
    signed_on = forms.DateField(
        label="Signée le",
        widget=DayInput,
        error_messages={"required": "Donnez la date portée près de la signature."},
    )
    received_on = forms.DateField(
        label="Reçue le",
        widget=DayInput,
        error_messages={"required": "Donnez la date où la feuille vous est parvenue."},
    )


class RejectForm(forms.Form):
    reason = forms.CharField(
        label="Motif, si la copie est écartée",
        max_length=300,
        required=False,
        help_text="Par exemple : signature absente, autre version du document.",
    )


class CoverForm(forms.Form):
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Personne qui signe",
        empty_label="Choisir…",
        error_messages={"required": "Choisissez un membre de l’équipe."},
    )
    title = forms.CharField(
        label="Fonction",
        max_length=120,
        help_text="Telle qu’imprimée, par exemple : proviseure adjointe, par délégation.",
        error_messages={"required": "Dites à quel titre cette personne signera."},
    )
    starts_on = forms.DateField(label="Du", widget=DayInput)
    ends_on = forms.DateField(label="Au", widget=DayInput)

    def __init__(self, *args: Any, deputies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]  # ModelChoiceField


class VerifyForm(forms.Form):
    code = forms.CharField(
        label="Code imprimé sur le document",
        max_length=20,
        required=False,
        help_text="Douze signes, par exemple K7MQ-2ZRT-9XWA.",
    )
    file = forms.FileField(
        label="ou le fichier PDF lui-même",
        required=False,
        help_text="Il est comparé puis oublié : rien n’est conservé.",
        widget=forms.FileInput(attrs={"class": "tt-drop", "accept": "application/pdf"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("code") and not cleaned.get("file"):
            raise forms.ValidationError("Donnez le code imprimé sur le document, ou le fichier.")
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError("Ce fichier est trop lourd pour être un de nos documents.")
        return cleaned
