"""What signatories and verifiers type."""

from django import forms

from tripartite.papers.domain import CONSENT

#: A sealed paper weighs well under a megabyte; what is larger is something else.
LARGEST = 15 * 1024 * 1024


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


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )


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
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("code") and not cleaned.get("file"):
            raise forms.ValidationError("Donnez le code imprimé sur le document, ou le fichier.")
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError("Ce fichier est trop lourd pour être un de nos documents.")
        return cleaned
