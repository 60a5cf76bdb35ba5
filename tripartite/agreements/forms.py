"""What the office types about an agreement."""

from django import forms


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )
