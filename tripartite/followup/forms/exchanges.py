"""What is typed to plan, propose, move and cancel an exchange."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from tripartite.core.forms import DayInput
from tripartite.followup.domain.exchanges import (
    DURATIONS,
    MODE_LABELS,
    MOST_SLOTS,
    USUAL_MINUTES,
    Mode,
)


class TimeInput(forms.TimeInput):
    """An hour in the browser's own control."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def moment(day: date, hour: time) -> datetime:
    """The instant of this day and hour where the schools are."""
    return datetime.combine(day, hour, ZoneInfo(settings.TIME_ZONE))


class MeetingForm(forms.Form):
    """How one meets."""

    duration = forms.TypedChoiceField(
        label="Durée",
        choices=[(n, f"{n} minutes") for n in DURATIONS],
        coerce=int,
        initial=USUAL_MINUTES,
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


class PlanForm(MeetingForm):
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
    field_order = ["day", "hour", "duration", "mode", "mode_reason"]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        return {"planned_for": moment(typed.pop("day"), typed.pop("hour")), **typed}


def reason_field(label: str = "Motif") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        help_text="Le tuteur et l’étudiant le liront.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi l’échange est annulé."},
    )


class MoveForm(PlanForm):
    reason = reason_field()
    field_order = ["day", "hour", "duration", "mode", "mode_reason", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = (
            "Dites en une phrase pourquoi l’échange est déplacé."
        )


class CancelForm(forms.Form):
    reason = reason_field()


class SlotsMixin(forms.Form):
    """Up to four moments, each a day and an hour; an empty line is left out."""

    def add_slots(self) -> None:
        for n in range(1, MOST_SLOTS + 1):
            self.fields[f"day_{n}"] = forms.DateField(
                label=f"Créneau {n}, date", widget=DayInput, required=False
            )
            self.fields[f"hour_{n}"] = forms.TimeField(
                label=f"Créneau {n}, heure", widget=TimeInput(), required=False
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The day and the hour of each line, for the template."""
        return [(self[f"day_{n}"], self[f"hour_{n}"]) for n in range(1, MOST_SLOTS + 1)]

    def clean(self) -> dict[str, Any]:
        """Half a line is said where it is."""
        typed = super().clean() or {}
        for n in range(1, MOST_SLOTS + 1):
            day, hour = typed.get(f"day_{n}"), typed.get(f"hour_{n}")
            wrong = {f"day_{n}", f"hour_{n}"} & self.errors.keys()
            if not wrong and (day is None) != (hour is None):
                missing = f"hour_{n}" if hour is None else f"day_{n}"
                self.add_error(missing, "Un créneau a une date et une heure : complétez-le.")
        return typed

    def slots(self) -> list[datetime]:
        lines = (
            (self.cleaned_data.get(f"day_{n}"), self.cleaned_data.get(f"hour_{n}"))
            for n in range(1, MOST_SLOTS + 1)
        )
        return [moment(day, hour) for day, hour in lines if day and hour is not None]


class ProposeForm(SlotsMixin, MeetingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_slots()


class CounterForm(SlotsMixin):
    word = forms.CharField(
        label="Un mot",
        max_length=300,
        required=False,
        help_text="Par exemple : plutôt le matin, avant l’ouverture.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_slots()
