"""What the student says of a week, and the reasons that others give."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from tripartite.core.fr import day_in_words
from tripartite.documents.forms import CheckedFileField
from tripartite.documents.uploads import SCAN
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
    """Three fields for each line of each past day: its kind, its duration, what it makes up.

    A day told in two kinds (half present, half absent) has its two lines; each day has a spare one.
    ``absences`` are those that made-up hours may replace.
    """

    def __init__(
        self, *args: Any, week: WeekLine, today: date, absences: Iterable[date] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days: list[tuple[DayLine, list[str]]] = []
        past = [day for day in week.days if day.inside and day.date <= today]
        known = {*absences, *(day.date for day in past if day.planned)}
        self._absences = [
            ("", "quelle absence ?"),
            *((d.isoformat(), day_in_words(d)) for d in sorted(known)),
        ]
        for day in past:
            keys = []
            for rank, entry in enumerate([*(day.entries or [None]), None]):
                spare = rank >= max(len(day.entries), 1)
                keys.append(f"{day.date.isoformat()}_{rank}")
                self._add_line(day, entry, keys[-1], told=spare)
            self.days.append((day, keys))

    def _add_line(self, day: DayLine, entry: DayEntry | None, key: str, *, told: bool) -> None:
        name = day_in_words(day.date)
        planned = day.planned and not told
        kind = entry.kind if entry else (DayKind.PRESENT if planned else "")
        minutes = entry.minutes if entry else (day.planned if planned else 0)
        self.fields[f"kind_{key}"] = forms.ChoiceField(
            label=f"Nature, {name}",
            choices=[
                ("", "rien de plus" if key[-1] != "0" else "rien ce jour-là"),
                *DAY_KIND_LABELS.items(),
            ],
            required=False,
            initial=kind,
        )
        self.fields[f"time_{key}"] = MinutesField(
            label=f"Durée, {name}",
            required=False,
            initial=as_typed(minutes) if minutes else "",
            widget=forms.TextInput(attrs={"size": 6, "autocomplete": "off", "placeholder": "7:00"}),
        )
        self.fields[f"of_{key}"] = forms.ChoiceField(
            label=f"Si ces heures rattrapent une absence, {name}",
            choices=self._absences,
            required=False,
            initial=entry.makes_up.isoformat() if entry and entry.makes_up else "",
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each day with its lines of bound fields, the spare one apart, for the template."""
        for day, keys in self.days:
            lines = [
                {name: self[f"{name}_{key}"] for name in ("kind", "time", "of")} for key in keys
            ]
            spare = lines[-1]
            yield {
                "day": day,
                "lines": lines[:-1],
                "spare": spare,
                "open": any(field.errors or field.value() for field in spare.values()),
            }

    @property
    def lines(self) -> Iterator[tuple[DayLine, str]]:
        return ((day, key) for day, keys in self.days for key in keys)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day, key in self.lines:
            kind, minutes = cleaned.get(f"kind_{key}"), cleaned.get(f"time_{key}")
            if minutes and not kind:
                self.add_error(f"kind_{key}", "Dites à quoi correspond cette durée.")
            elif kind and minutes is None and not day.planned and f"time_{key}" not in self.errors:
                self.add_error(f"time_{key}", "Indiquez la durée : rien n’était prévu ce jour-là.")
            if kind == DayKind.MADE_UP and not cleaned.get(f"of_{key}"):
                self.add_error(f"of_{key}", "Dites quelle absence ces heures rattrapent.")
        return cleaned

    def entries(self) -> list[DayEntry]:
        """What was said; a duration left empty is that of the timetable."""
        found = []
        for day, key in self.lines:
            kind, minutes = self.cleaned_data[f"kind_{key}"], self.cleaned_data[f"time_{key}"]
            if kind:
                made_up = self.cleaned_data[f"of_{key}"] if kind == DayKind.MADE_UP else ""
                found.append(
                    DayEntry(
                        day.date,
                        DayKind(kind),
                        day.planned if minutes is None else minutes,
                        date.fromisoformat(made_up) if made_up else None,
                    )
                )
        return found


class CorrectForm(WeekForm):
    """The tutor says what happened, and why it differs."""

    reason = forms.CharField(
        label="Pourquoi cette correction ?",
        max_length=500,
        help_text="L’étudiant lira cette phrase. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites en une phrase ce que vous corrigez."},
    )


class ContestForm(forms.Form):
    reason = forms.CharField(
        label="Qu’est-ce qui n’est pas juste ?",
        max_length=500,
        help_text="L’enseignant référent et le tuteur liront cette phrase. "
        "N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase ce qui n’est pas juste."},
    )


class SettleForm(forms.Form):
    stands = forms.TypedChoiceField(
        label="Votre décision",
        choices=[
            ("oui", "La correction du tuteur tient"),
            ("non", "La correction est retirée : la déclaration de l’étudiant compte"),
        ],
        coerce=lambda word: word == "oui",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la correction tient ou si elle est retirée."},
    )
    reason = forms.CharField(
        label="Pourquoi ?",
        max_length=500,
        help_text="L’étudiant et le tuteur liront cette phrase. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase ce qui fonde votre décision."},
    )


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
    sheet = CheckedFileField(
        label="Scan ou photo de la feuille",
        accept=SCAN,
        help_text="PDF, JPEG, PNG ou WebP, 15 Mo au plus. Masquez toute mention médicale.",
        error_messages={"required": "Joignez le scan ou la photo de la feuille signée."},
    )


class PaperForm(RecordForm, WeekForm):
    """A week as the signed sheet tells it, with the sheet."""
