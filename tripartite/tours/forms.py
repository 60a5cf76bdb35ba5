"""What is typed: when one is free, what to plan, where a visit goes, who follows whom."""

from typing import Any

from django import forms

from tripartite.accounts.models import User
from tripartite.core.forms import DayInput
from tripartite.followup.domain.exchanges import DURATIONS
from tripartite.placements.forms.timetable import TimetableForm
from tripartite.school.models import Period
from tripartite.tours.domain.labels import (
    FREE_KIND_LABELS,
    START_LABELS,
    WEEKDAY_LABELS,
    FreeKind,
    Start,
)
from tripartite.tours.domain.times import minute_of


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Donnez l’heure.",
            "invalid": "Écrivez l’heure comme 09:00.",
        },
    )


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput,
        help_text=help_text,
        error_messages={
            "required": "Choisissez une date.",
            "invalid": "Choisissez une date qui existe.",
        },
    )


class StartForm(forms.Form):
    kind = forms.TypedChoiceField(
        label="Départ et retour",
        choices=list(START_LABELS.items()),
        coerce=Start,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites d’où vous partez."},
    )
    address = forms.CharField(label="Adresse", max_length=200, required=False)
    postcode = forms.CharField(label="Code postal", max_length=10, required=False)
    city = forms.CharField(label="Ville", max_length=80, required=False)
    minutes = forms.TypedChoiceField(
        label="Durée d’une visite", choices=[(n, f"{n} minutes") for n in DURATIONS], coerce=int
    )
    most = forms.IntegerField(
        label="Stages suivis au plus",
        required=False,
        min_value=0,
        max_value=99,
        help_text="Sans nombre : la limite de l’établissement.",
        error_messages={
            "invalid": "Écrivez un nombre de stages, ou rien.",
            "min_value": "Écrivez un nombre de stages, ou rien.",
            "max_value": "Écrivez un nombre de stages, ou rien.",
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") is Start.HOME:
            for name, word in (("postcode", "le code postal"), ("city", "la ville")):
                if not cleaned.get(name):
                    self.add_error(name, f"Donnez {word} de l’adresse de départ.")
        return cleaned


class FreeForm(forms.Form):
    kind = forms.TypedChoiceField(
        label="Quand", choices=list(FREE_KIND_LABELS.items()), coerce=FreeKind
    )
    weekday = forms.TypedChoiceField(
        label="Jour de la semaine",
        choices=[("", "—"), *WEEKDAY_LABELS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    day = _day("Ou la date", required=False)
    opens = _time("De")
    closes = _time("À")

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        return found | {name: minute_of(found[name]) for name in ("opens", "closes")}


class HoursForm(TimetableForm):
    """A week that may be left blank: then nothing is known of it."""

    def clean(self) -> dict[str, Any]:
        typed = [self.data.get(self.add_prefix(name), "") for name in self.fields]
        if not any(typed):
            return {"timetable": None}
        return super().clean()

    @property
    def week(self) -> list[Any] | None:
        typed = self.cleaned_data.get("timetable")
        return None if typed is None else typed.to_json()


class TourForm(forms.Form):
    """``period`` is offered to the office only; a teacher plans his or her own visits."""

    period = forms.ModelChoiceField(
        label="Classe et période",
        queryset=Period.objects.none(),
        empty_label=None,
        error_messages={"required": "Choisissez une période."},
    )
    starts_on = _day("Du")
    ends_on = _day("Au")
    moves_planned = forms.BooleanField(
        label="Déplacer aussi les visites déjà prévues, sauf celles qui sont fixées",
        required=False,
    )

    def __init__(self, *args: Any, periods: Any, for_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_office:
            field = self.fields["period"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = periods
            field.label_from_instance = _name_of_period  # type: ignore[assignment,method-assign]  # the words of a choice
        else:
            del self.fields["period"]


def _name_of_period(period: Any) -> str:
    return f"{period.cohort.name} {period.cohort.school_year}, {period}"


class VisitForm(forms.Form):
    """Where a visit goes; without a day it stays, and may be fixed or given a deadline."""

    day = _day("Jour", required=False)
    hour = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure comme 09:00."},
    )
    locked = forms.BooleanField(label="Fixée : un nouveau calcul ne la déplace pas", required=False)
    deadline = _day(
        "À voir avant le", required=False, help_text="Sans date : avant la fin du stage."
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("day")) != bool(cleaned.get("hour")) and not self.errors:
            missing = "hour" if cleaned.get("day") else "day"
            self.add_error(missing, "Donnez le jour et l’heure, ou aucun des deux.")
        return cleaned


class RuleForm(forms.Form):
    """What bounds a share; ``legal`` is how many the law lets a référent follow at once."""

    farthest = forms.IntegerField(
        label="Kilomètres au plus, aller et retour",
        required=False,
        min_value=1,
        max_value=2000,
        help_text="Sans nombre : aucune limite.",
        error_messages={
            "invalid": "Écrivez un nombre de kilomètres, ou rien.",
            "min_value": "Écrivez un nombre de kilomètres, ou rien.",
            "max_value": "Écrivez 2 000 km au plus, ou rien.",
        },
    )

    def __init__(self, *args: Any, legal: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence = f"Écrivez un nombre de stages entre 1 et {legal} : la loi en permet {legal}."
        self.fields["most"] = forms.IntegerField(
            label="Au plus, par enseignant",
            min_value=1,
            max_value=legal,
            help_text=f"La loi en permet {legal} à la fois.",
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), sentence
            ),
        )
        self.order_fields(["most", "farthest"])


class ShareForm(forms.Form):
    """One choice a placement, the proposal chosen; a box to keep it whatever is computed."""

    def __init__(
        self, *args: Any, lines: list[Any], teachers: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            who = f"Référent de {line.placement.student}"
            self.fields[f"r{line.placement.pk}"] = forms.TypedChoiceField(
                label=who,
                choices=[("", "—"), *teachers],
                coerce=int,
                empty_value=None,
                required=False,
                initial=line.proposed,
                disabled=line.is_agreed,
            )

    def chosen(self, teachers: dict[int, User]) -> dict[int, User]:
        """By placement, the teacher chosen; a blank choice changes nothing."""
        return {
            int(name[1:]): teachers[value]
            for name, value in self.cleaned_data.items()
            if value is not None
        }
