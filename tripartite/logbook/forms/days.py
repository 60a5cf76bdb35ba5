"""A day that does not follow the timetable, and why it is refused or withdrawn."""

from typing import Any

from django import forms

from tripartite.core.errors import DomainError
from tripartite.law.timetable import Interval, ordered_day
from tripartite.placements.models import Placement

KINDS = (
    ("hours", "l’étudiant est présent à d’autres heures"),
    ("closed", "l’organisme est fermé, ou l’étudiant libéré"),
)
RANGES = (("first_start", "first_end"), ("second_start", "second_end"))


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure comme 09:00."},
    )


class SpecialDayForm(forms.Form):
    """Other hours on a day, or the host closed."""

    day = forms.DateField(
        label="Jour",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez le jour.", "invalid": "Choisissez un jour."},
    )
    label = forms.CharField(
        label="De quoi s’agit-il ?",
        max_length=120,
        help_text="Par exemple : salon de l’habitat, soirée de lancement, fermeture annuelle.",
        error_messages={"required": "Dites en quelques mots de quoi il s’agit."},
    )
    kind = forms.ChoiceField(
        label="Ce jour-là",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial="hours",
    )
    first_start, first_end = _clock("De"), _clock("À")
    second_start, second_end = _clock("Puis de"), _clock("À ")

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = {"min": placement.starts_on.isoformat(), "max": placement.last_day.isoformat()}
        self.fields["day"].widget.attrs.update(bounds)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["hours"] = []
        if cleaned.get("kind") == "hours":
            cleaned["hours"] = self._hours(cleaned)
            if not cleaned["hours"] and not self.errors:
                self.add_error("first_start", "Indiquez les heures de présence.")
        return cleaned

    def _hours(self, cleaned: dict[str, Any]) -> list[Interval]:
        found = []
        for start, end in RANGES:
            first, last = cleaned.get(start), cleaned.get(end)
            if first is None and last is None:
                continue
            if first is None or last is None:
                self.add_error(start if first is None else end, "Donnez les deux heures.")
                continue
            try:
                found.append(Interval.from_clock(f"{first:%H:%M}", f"{last:%H:%M}"))
                ordered_day(found, "jour")
            except DomainError as error:
                self.add_error(end, str(error))
        return found


class EndDayForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi ?",
        max_length=300,
        help_text="Les autres liront cette phrase. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi en une phrase."},
    )
