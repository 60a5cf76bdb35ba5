"""What the référent types about an exchange."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from tripartite.core.forms import DayInput
from tripartite.followup.domain.exchanges import ALERT_LABELS, MODE_LABELS, Alert, Mode


class TimeInput(forms.TimeInput):
    """An hour in the browser's own control."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def moment(day: date, hour: time) -> datetime:
    """The instant of this day and hour where the schools are."""
    return datetime.combine(day, hour, ZoneInfo(settings.TIME_ZONE))


class PlanForm(forms.Form):
    day = forms.DateField(
        label="Date",
        widget=DayInput,
        error_messages={"required": "Choisissez la date de l’échange."},
    )
    hour = forms.TimeField(
        label="Heure",
        widget=TimeInput,
        error_messages={"required": "Choisissez l’heure de l’échange."},
    )
    mode = forms.TypedChoiceField(
        label="Forme",
        choices=MODE_LABELS.items(),
        coerce=Mode,
        initial=Mode.ON_SITE,
        widget=forms.RadioSelect,
    )
    mode_reason = forms.CharField(
        label="Pourquoi pas sur place",
        max_length=300,
        required=False,
        help_text="À remplir seulement si l’échange n’a pas lieu sur place.",
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        return {
            "mode": typed["mode"],
            "mode_reason": typed["mode_reason"],
            "planned_for": moment(typed["day"], typed["hour"]),
        }


class ReportForm(forms.Form):
    day = forms.DateField(
        label="Tenu le",
        widget=DayInput,
        error_messages={"required": "Dites quel jour l’échange a eu lieu."},
    )
    hour = forms.TimeField(
        label="à",
        widget=TimeInput,
        error_messages={"required": "Dites à quelle heure l’échange a eu lieu."},
    )
    present = forms.CharField(
        label="Personnes présentes",
        max_length=300,
        help_text="Par exemple : Inès Moreau, Paul Garnier (tuteur), Alice Martin.",
        error_messages={"required": "Dites qui était présent."},
    )
    missions_as_framed = forms.TypedChoiceField(
        label="Les missions sont-elles celles du cadrage ?",
        choices=[("oui", "oui"), ("non", "non, elles en diffèrent")],
        coerce=lambda value: value == "oui",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si les missions sont celles du cadrage."},
    )
    report = forms.CharField(
        label="Compte rendu",
        help_text="Les partenaires du stage le liront. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Dites en quelques lignes ce qui s’est dit."},
    )
    actions_agreed = forms.CharField(
        label="Suites convenues",
        required=False,
        help_text="Qui fait quoi, avant quand.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alert = forms.TypedChoiceField(
        label="Alerte",
        choices=ALERT_LABELS.items(),
        coerce=Alert,
        initial=Alert.NONE,
        help_text="« À traiter d’urgence » prévient le bureau des stages aussitôt.",
        widget=forms.RadioSelect,
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        return {"held_at": moment(typed.pop("day"), typed.pop("hour")), **typed}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Le tuteur et l’étudiant le liront.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi l’échange est annulé."},
    )
