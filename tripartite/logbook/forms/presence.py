"""What the student says of a week, and the reasons that others give."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from tripartite.core.fr import day_in_words
from tripartite.logbook.domain.presence import DAY_KIND_LABELS, DayEntry, DayKind
from tripartite.logbook.queries.ledger import DayLine, WeekLine

_DURATION = re.compile(r"(\d{1,2})(?:\s*[h:]\s*(\d{1,2})?)?(?:\s*min)?", re.IGNORECASE)


class MinutesField(forms.CharField):
    """A duration typed as 7:00, 7 h 30, 7h or 7; cleaned to minutes, None when empty."""

    def to_python(self, value: Any) -> Any:
        typed = str(super().to_python(value) or "").strip()
        if not typed:
            return None
        match = _DURATION.fullmatch(typed)
        minutes = int(match[1]) * 60 + int(match[2] or 0) if match else -1
        if match is None or int(match[2] or 0) > 59 or minutes > 24 * 60:
            raise forms.ValidationError(
                f"« {typed} » n’est pas une durée : écrivez-la comme 7:00 ou 3:30, 24:00 au plus."
            )
        return minutes


def as_typed(minutes: int) -> str:
    """420 → ``7:00``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


class WeekForm(forms.Form):
    """Two fields for each line of each past day: its kind and its duration.

    A day told in two kinds (half present, half absent) keeps its two lines.
    """

    def __init__(self, *args: Any, week: WeekLine, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[tuple[DayLine, str]] = []
        for day in week.days:
            if day.inside and day.date <= today:
                for rank, entry in enumerate(day.entries or (None,)):
                    self._add_line(day, entry, f"{day.date.isoformat()}_{rank}", told=week.is_told)

    def _add_line(self, day: DayLine, entry: DayEntry | None, key: str, *, told: bool) -> None:
        name = day_in_words(day.date)
        planned = day.planned and not told
        kind = entry.kind if entry else (DayKind.PRESENT if planned else "")
        minutes = entry.minutes if entry else (day.planned if planned else 0)
        self.fields[f"kind_{key}"] = forms.ChoiceField(
            label=f"Nature, {name}",
            choices=[("", "rien ce jour-là"), *DAY_KIND_LABELS.items()],
            required=False,
            initial=kind,
        )
        self.fields[f"time_{key}"] = MinutesField(
            label=f"Durée, {name}",
            required=False,
            initial=as_typed(minutes) if minutes else "",
            widget=forms.TextInput(attrs={"size": 6, "autocomplete": "off"}),
        )
        self.lines.append((day, key))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each line with its two bound fields, for the template."""
        for day, key in self.lines:
            yield {"day": day, "kind": self[f"kind_{key}"], "time": self[f"time_{key}"]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day, key in self.lines:
            kind, minutes = cleaned.get(f"kind_{key}"), cleaned.get(f"time_{key}")
            if minutes and not kind:
                self.add_error(f"kind_{key}", "Dites à quoi correspond cette durée.")
            elif kind and minutes is None and not day.planned and f"time_{key}" not in self.errors:
                self.add_error(f"time_{key}", "Indiquez la durée : rien n’était prévu ce jour-là.")
        return cleaned

    def entries(self) -> list[DayEntry]:
        """What was said; a duration left empty is that of the timetable."""
        found = []
        for day, key in self.lines:
            kind, minutes = self.cleaned_data[f"kind_{key}"], self.cleaned_data[f"time_{key}"]
            if kind:
                told = day.planned if minutes is None else minutes
                found.append(DayEntry(day.date, DayKind(kind), told))
        return found


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Que faut-il corriger ?",
        max_length=500,
        help_text="L’étudiant lira cette phrase. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase ce qu’il faut corriger."},
    )


class RecordForm(forms.Form):
    reason = forms.CharField(
        label="Feuille signée par le tuteur",
        max_length=200,
        help_text="Par exemple : feuille de la semaine 1, reçue le 12 janvier, classée au bureau.",
        error_messages={"required": "Dites quelle feuille signée vous enregistrez."},
    )
