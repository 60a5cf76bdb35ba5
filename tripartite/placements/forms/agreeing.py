"""A yes, a yes given elsewhere, a word in the discussion."""

from typing import Any

from django import forms

from tripartite.core import clock
from tripartite.core.forms import DayInput
from tripartite.placements.domain.versions import CHANNEL_LABELS, AgreedBy

ELSEWHERE = [(c.value, CHANNEL_LABELS[c]) for c in AgreedBy if c is not AgreedBy.SCREEN]


class AgreementForm(forms.Form):
    """What somebody answers to the framing that the page showed (``seen``)."""

    AGREE, ACCEPT, SAY, REMIND = "agree", "accept", "say", "remind"

    do = forms.ChoiceField(
        choices=[(AGREE, ""), (ACCEPT, ""), (SAY, ""), (REMIND, "")],
        error_messages={
            "required": "Choisissez : donner votre accord, ou envoyer un message.",
            "invalid_choice": "Choisissez : donner votre accord, ou envoyer un message.",
        },
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Votre message",
        help_text="Les deux autres parties le lisent ici et sont prévenues par courriel.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        says = cleaned.get("do") == self.SAY
        if says and "text" not in self.errors and not cleaned.get("text"):
            self.add_error("text", "Écrivez votre message.")
        return cleaned


class RecordedAgreementForm(forms.Form):
    """A yes of the host that came by telephone, by mail or on paper."""

    name = forms.CharField(label="Qui a donné son accord", max_length=150)
    channel = forms.ChoiceField(
        label="Comment", choices=ELSEWHERE, widget=forms.RadioSelect, initial=AgreedBy.PHONE
    )
    agreed_on = forms.DateField(label="Le", initial=clock.today, widget=DayInput)
    note = forms.CharField(
        label="Précision",
        help_text="Par exemple : « a relu les missions au téléphone ».",
        required=False,
        max_length=300,
    )
    #: What the page showed: the yes is noted for these words, not for others written meanwhile.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    with_corrections = forms.BooleanField(
        label="Le tuteur a dit que ses corrections sont finies : son accord porte sur elles aussi",
        required=False,
    )

    def said(self) -> dict[str, Any]:
        """What the action is told; only of a valid form."""
        cleaned = self.cleaned_data
        return cleaned | {
            "channel": AgreedBy(cleaned["channel"]),
            "seen": cleaned["seen"] or None,
        }

    def over(self, seen: str) -> "RecordedAgreementForm":
        """The same answers, to be confirmed over what the page now shows."""
        return RecordedAgreementForm(dict(self.data.items()) | {"seen": seen})
