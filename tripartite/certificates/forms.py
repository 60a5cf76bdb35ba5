"""What is typed to issue or correct an attestation; the hours are never typed."""

from typing import Any

from django import forms

REQUIRED = "Dites en une phrase pourquoi."


class IssueForm(forms.Form):
    """``explain`` asks the office why some weeks will not be confirmed."""

    gratification = forms.DecimalField(
        label="Gratification versée en tout, en euros",
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        help_text="Zéro si rien n’a été versé.",
        error_messages={
            "required": "Indiquez le montant versé ; zéro si rien n’a été versé.",
            "invalid": "Écrivez un montant en euros, par exemple 628,50.",
            "min_value": "Le montant versé ne peut pas être négatif.",
        },
    )
    weeks_reason = forms.CharField(
        label="Pourquoi des semaines ne sont pas confirmées",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Cette phrase figure sur l’attestation. Les heures de ces semaines n’y comptent "
        "pas.",
        error_messages={"required": REQUIRED},
    )

    def __init__(self, *args: Any, explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not explain:
            del self.fields["weeks_reason"]


class ReissueForm(IssueForm):
    reason = forms.CharField(
        label="Ce qui est corrigé",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": REQUIRED},
    )
