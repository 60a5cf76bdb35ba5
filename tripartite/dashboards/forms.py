"""What is asked by the rules page and by the planner; both are plain GET forms."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from tripartite.core.errors import DomainError
from tripartite.core.forms import DayInput
from tripartite.law.ages import age_on
from tripartite.law.calendars import (
    JURISDICTION_LABELS,
    REGION_LABELS,
    Jurisdiction,
    Region,
    require_date,
    require_span,
)
from tripartite.law.parameters import STATE_LABELS
from tripartite.law.rules import PlacementFacts
from tripartite.placements.domain import LONGEST_DAYS
from tripartite.placements.forms.timetable import TimetableForm

YOUNGEST, OLDEST = 14, 80
_FRANCE = f"{Jurisdiction.FR}-"
#: Where the host stands: a country, or a part of France whose public holidays differ.
PLACES = {
    "FR": JURISDICTION_LABELS[Jurisdiction.FR],
    **{f"{_FRANCE}{region}": f"France : {label}" for region, label in REGION_LABELS.items()},
    "MC": JURISDICTION_LABELS[Jurisdiction.MC],
    "OTHER": JURISDICTION_LABELS[Jurisdiction.OTHER],
}


class RulesFilter(forms.Form):
    pays = forms.ChoiceField(
        label="Pays",
        required=False,
        choices=[
            ("", "Tous"),
            *((code, JURISDICTION_LABELS[code]) for code in (Jurisdiction.FR, Jurisdiction.MC)),
        ],
        error_messages={"invalid_choice": "Ce pays n’a pas de règle ici : choisissez-en un autre."},
    )
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), *STATE_LABELS.items()],
        error_messages={"invalid_choice": "Cet état n’existe pas : choisissez dans la liste."},
    )


def _amount(*, most: int, unit: str, **kwargs: Any) -> forms.DecimalField:
    """A number as the French write it, with a comma or a point."""
    return forms.DecimalField(
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        min_value=Decimal(0),
        max_value=Decimal(most),
        decimal_places=2,
        error_messages={
            "invalid": f"Écrivez un nombre {unit}, par exemple 4,50.",
            "min_value": f"Un nombre {unit} n’est pas négatif : écrivez 0 ou plus.",
            "max_value": f"Au-delà de {most}, c’est sans doute une faute de frappe : vérifiez.",
            "max_decimal_places": "Deux chiffres après la virgule suffisent.",
        },
        **kwargs,
    )


class SimulationForm(TimetableForm):
    """A placement that is only tried out: dates, places, hours; nobody is named."""

    starts_on = forms.DateField(
        label="Premier jour",
        widget=DayInput,
        error_messages={
            "required": "Indiquez le premier jour.",
            "invalid": "Ce n’est pas une date : écrivez-la comme 04/01/2027.",
        },
    )
    ends_on = forms.DateField(
        label="Dernier jour",
        widget=DayInput,
        error_messages={
            "required": "Indiquez le dernier jour.",
            "invalid": "Ce n’est pas une date : écrivez-la comme 29/01/2027.",
        },
    )
    host = forms.ChoiceField(
        label="Pays de l’organisation d’accueil",
        choices=PLACES.items(),
        initial="FR",
        error_messages={
            "required": "Choisissez le pays de l’organisation d’accueil.",
            "invalid_choice": "Ce pays n’est pas connu : choisissez dans la liste.",
        },
    )
    school = forms.ChoiceField(
        label="Pays de l’établissement",
        choices=JURISDICTION_LABELS.items(),
        initial=Jurisdiction.FR,
        error_messages={
            "required": "Choisissez le pays de l’établissement.",
            "invalid_choice": "Ce pays n’est pas connu : choisissez dans la liste.",
        },
    )
    birth_date = forms.DateField(
        label="Date de naissance",
        required=False,
        widget=DayInput,
        help_text="Pour les règles sur les mineurs. Elle figure dans l’adresse de la page :"
        " laissez-la vide avant de partager le lien.",
        error_messages={"invalid": "Ce n’est pas une date : écrivez-la comme 05/05/2007."},
    )
    hours_done = _amount(
        most=2000,
        unit="d’heures",
        label="Heures déjà faites dans cet organisme",
        help_text="Pendant la même année scolaire.",
    )
    rate = _amount(
        most=500,
        unit="d’euros",
        label="Gratification proposée, en euros par heure",
        help_text="Laissez vide si l’organisation n’en propose pas.",
    )
    holidays_worked = forms.BooleanField(
        label="L’étudiant travaille les jours fériés", required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_dates(cleaned)
        self._check_birth(cleaned)
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        """The end before the start, centuries away, more than a school year: said at the field."""
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        for name, day in (("starts_on", start), ("ends_on", end)):
            if day is not None:
                self._try(name, require_date, day)
        if start is None or end is None or {"starts_on", "ends_on"} & set(self.errors):
            return
        self._try("ends_on", require_span, start, end)
        if (end - start).days >= LONGEST_DAYS:
            self.add_error(
                "ends_on",
                "Le stage durerait plus d’une année : vérifiez les deux dates.",
            )

    def _check_birth(self, cleaned: dict[str, Any]) -> None:
        birth, start = cleaned.get("birth_date"), cleaned.get("starts_on")
        if birth is None or start is None or "starts_on" in self.errors:
            return
        age = self._try("birth_date", age_on, birth, min(start, self.today))
        if age is None:
            return
        age = age_on(birth, start)
        if not YOUNGEST <= age <= OLDEST:
            self.add_error(
                "birth_date", f"L’étudiant aurait {age} ans au début du stage : vérifiez l’année."
            )

    def _try(self, name: str, check: Any, *args: date) -> Any:
        """What the law answers; its refusal becomes the error of the field."""
        try:
            return check(*args)
        except DomainError as error:
            self.add_error(name, error.sentence)
            return None

    def facts(self) -> PlacementFacts:
        """The placement as the law sees it; only of a valid form."""
        cleaned = self.cleaned_data
        country, _, region = cleaned["host"].partition("-")
        return PlacementFacts(
            today=self.today,
            start=cleaned["starts_on"],
            end=cleaned["ends_on"],
            timetable=cleaned["timetable"],
            jurisdiction=Jurisdiction(country),
            region=Region(region) if region else None,
            school_jurisdiction=Jurisdiction(cleaned["school"]),
            birth_date=cleaned["birth_date"],
            same_host_minutes=round((cleaned["hours_done"] or 0) * 60),
            gratification_rate=cleaned["rate"],
            holidays_worked=cleaned["holidays_worked"],
        )


def place_of(country: str, region: str) -> str:
    """The choice of `PLACES` for a country and a region, as schools and sites store them."""
    wanted = f"{country}-{region}" if region else country
    return wanted if wanted in PLACES else str(jurisdiction_of(country))


def jurisdiction_of(country: str) -> Jurisdiction:
    return Jurisdiction(country) if country in {"FR", "MC"} else Jurisdiction.OTHER
