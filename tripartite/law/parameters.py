"""The figures of the law, each with the date it holds from, where it was read, how sure it is.

An agreement of 2025 is judged by the figures of 2025. Where the date of entry into force was not
read, `valid_from` is the date of the text.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tripartite.law.calendars import Jurisdiction
from tripartite.law.words import format_date


class State(StrEnum):
    """How sure a fact of the law is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    TO_CHECK = "to_check"


STATE_LABELS: Final = MappingProxyType(
    {
        State.VERIFIED: "vérifié",
        State.SECONDARY: "secondaire",
        State.TO_CHECK: "à vérifier",
    }
)


class Parameter(StrEnum):
    FR_HOURLY_CEILING = "fr_hourly_ceiling"
    FR_GRATIFICATION_SHARE = "fr_gratification_share"
    MC_HOURLY_WAGE = "mc_hourly_wage"
    MC_GRATIFICATION_SHARE = "mc_gratification_share"
    GRATIFICATION_THRESHOLD_HOURS = "gratification_threshold_hours"
    LONGEST_STAY_HOURS = "longest_stay_hours"
    FR_HOST_QUOTA_SHARE = "fr_host_quota_share"
    FR_HOST_QUOTA_HEADCOUNT = "fr_host_quota_headcount"
    FR_HOST_QUOTA_FLOOR = "fr_host_quota_floor"
    TUTOR_LIMIT = "tutor_limit"
    REFERENT_LIMIT = "referent_limit"
    FR_WORKING_WEEK_HOURS = "fr_working_week_hours"
    MC_WORKING_WEEK_HOURS = "mc_working_week_hours"
    SUMMER_REST_WEEKS = "summer_rest_weeks"
    TRAINING_WEEKS = "training_weeks"
    TRAINING_WEEKS_FLOOR = "training_weeks_floor"
    MC_FILING_WORKING_DAYS = "mc_filing_working_days"
    MC_DECISION_WORKING_DAYS = "mc_decision_working_days"
    MC_AGE_LIMIT = "mc_age_limit"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter, from a date until the next."""

    value: Decimal
    valid_from: date
    source: str
    state: State


@dataclass(frozen=True, slots=True)
class Definition:
    """A parameter: how it is called in French, its unit, and its values, oldest first.

    `known_until` is the last day the last value is known to hold, when it is revised regularly.
    """

    label: str
    unit: str
    jurisdiction: Jurisdiction | None
    values: tuple[Value, ...]
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The value that holds on a day; `doubt` says in French why it may not be the right one."""

    value: Decimal
    entry: Value
    doubt: str = ""


_STAY = "Code de l’éducation, L124-6 et D124-6"
_CEILING = "Plafond horaire de la sécurité sociale"
_2014 = date(2014, 12, 1)
_MC_LAW = date(2024, 12, 20)
_MC_SOURCE = "Monaco, loi n° 1.569 du 12 décembre 2024"
_NDRC = date(2018, 2, 19)
_NDRC_SOURCE = "Arrêté du 19 février 2018 (BTS NDRC), annexe III b"
_V, _S, _C = State.VERIFIED, State.SECONDARY, State.TO_CHECK
_FR, _MC = Jurisdiction.FR, Jurisdiction.MC


def _one(value: str, since: date, source: str, state: State) -> tuple[Value, ...]:
    return (Value(Decimal(value), since, source, state),)


def _ceiling(year: int, euros: str, source: str) -> Value:
    return Value(Decimal(euros), date(year, 1, 1), f"{_CEILING} {year} ({source})", _S)


DEFINITIONS: Final = MappingProxyType(
    {
        Parameter.FR_HOURLY_CEILING: Definition(
            "Plafond horaire de la sécurité sociale",
            "€",
            _FR,
            (
                _ceiling(2022, "26", "bpifrance-creation.fr : 3,90 € pour 15 %"),
                _ceiling(2023, "27", "aequitas.fr"),
                _ceiling(2024, "29", "cerfrance49.fr ; arrêté du 19 décembre 2023"),
                _ceiling(2025, "29", "aequitas.fr"),
                _ceiling(2026, "30", "aequitas.fr"),
            ),
            known_until=date(2026, 12, 31),
        ),
        Parameter.FR_GRATIFICATION_SHARE: Definition(
            "Part du plafond horaire due pour chaque heure de présence",
            "%",
            _FR,
            (
                Value(
                    Decimal("13.75"), _2014, "Conventions signées avant le 1er septembre 2015", _S
                ),
                Value(Decimal(15), date(2015, 9, 1), "Code de l’éducation, L124-6 et D124-8", _V),
            ),
        ),
        Parameter.MC_HOURLY_WAGE: Definition(
            "Salaire minimum horaire de Monaco",
            "€",
            _MC,
            (
                Value(Decimal("11.65"), date(2024, 1, 1), "jamm-saintlouis.com", _C),
                Value(Decimal("11.88"), date(2024, 11, 1), "lessentieldeleco.fr", _C),
            ),
            known_until=date(2025, 12, 31),
        ),
        Parameter.MC_GRATIFICATION_SHARE: Definition(
            "Part du salaire minimum due pour chaque heure à Monaco",
            "%",
            _MC,
            _one("27", _MC_LAW, f"{_MC_SOURCE} (monaco-tribune.com)", _S),
        ),
        Parameter.GRATIFICATION_THRESHOLD_HOURS: Definition(
            "Présence au-delà de laquelle la gratification est due (2 mois, 44 jours de 7 h)",
            "h",
            None,
            _one("308", _2014, _STAY, _V),
        ),
        Parameter.LONGEST_STAY_HOURS: Definition(
            "Présence la plus longue dans un organisme par année (6 mois, 132 jours de 7 h)",
            "h",
            None,
            _one("924", _2014, "Code de l’éducation, L124-5 et D124-6", _V),
        ),
        Parameter.FR_HOST_QUOTA_SHARE: Definition(
            "Part de l’effectif qui peut être en stage la même semaine",
            "%",
            _FR,
            _one("15", date(2015, 10, 26), "Code de l’éducation, R124-10 (décret 2015-1359)", _S),
        ),
        Parameter.FR_HOST_QUOTA_HEADCOUNT: Definition(
            "Effectif à partir duquel la part s’applique",
            "personnes",
            _FR,
            _one("20", date(2015, 10, 26), "Code de l’éducation, R124-10 (décret 2015-1359)", _S),
        ),
        Parameter.FR_HOST_QUOTA_FLOOR: Definition(
            "Nombre de stagiaires admis au-dessous de cet effectif",
            "stagiaires",
            _FR,
            _one("3", date(2015, 10, 26), "Code de l’éducation, R124-10 (décret 2015-1359)", _S),
        ),
        Parameter.TUTOR_LIMIT: Definition(
            "Stages suivis en même temps par un tuteur",
            "stages",
            _FR,
            _one("3", _2014, "Code de l’éducation, L124-10 et R124-13", _V),
        ),
        Parameter.REFERENT_LIMIT: Definition(
            "Stagiaires suivis en même temps par un enseignant référent",
            "stagiaires",
            _FR,
            (
                Value(Decimal(16), _2014, "Code de l’éducation, D124-3 (texte de 2014)", _V),
                Value(Decimal(24), date(2017, 12, 1), "Décret 2017-1652 du 30 novembre 2017", _S),
            ),
        ),
        Parameter.FR_WORKING_WEEK_HOURS: Definition(
            "Durée légale du travail en France",
            "h par semaine",
            _FR,
            _one("35", date(2002, 1, 1), "Code du travail, L3121-27", _C),
        ),
        Parameter.MC_WORKING_WEEK_HOURS: Definition(
            "Durée légale du travail à Monaco",
            "h par semaine",
            _MC,
            _one("39", date(2000, 1, 1), "monentreprise.gouv.mc", _S),
        ),
        Parameter.SUMMER_REST_WEEKS: Definition(
            "Repos d’été consécutif",
            "semaines",
            None,
            _one("4", _NDRC, _NDRC_SOURCE, _V),
        ),
        Parameter.TRAINING_WEEKS: Definition(
            "Stage exigé pour l’examen sur les deux années",
            "semaines",
            None,
            _one("16", _NDRC, _NDRC_SOURCE, _V),
        ),
        Parameter.TRAINING_WEEKS_FLOOR: Definition(
            "Stage le plus court qu’une décision peut accorder",
            "semaines",
            None,
            _one("8", _NDRC, _NDRC_SOURCE, _V),
        ),
        Parameter.MC_FILING_WORKING_DAYS: Definition(
            "Dépôt de la demande d’autorisation avant le début, à Monaco",
            "jours ouvrables",
            _MC,
            _one("15", _MC_LAW, f"{_MC_SOURCE} (alfa-monaco.mc)", _S),
        ),
        Parameter.MC_DECISION_WORKING_DAYS: Definition(
            "Réponse de la Direction du Travail de Monaco",
            "jours ouvrables",
            _MC,
            _one("8", _MC_LAW, f"{_MC_SOURCE} (alfa-monaco.mc)", _S),
        ),
        Parameter.MC_AGE_LIMIT: Definition(
            "Âge le plus élevé d’un stagiaire à la réception de la demande, à Monaco",
            "ans",
            _MC,
            _one("29", _MC_LAW, f"{_MC_SOURCE} (kpmg.com)", _S),
        ),
    }
)


@lru_cache(maxsize=8192)
def parameter(name: Parameter, day: date) -> Reading:
    """The value of a parameter on a day.

    Before the first known value or after the last one is known to hold, the nearest is given, with
    a doubt that says so: a figure of the coming year is better than none, and is not hidden.
    """
    definition = DEFINITIONS[name]
    known = [entry for entry in definition.values if entry.valid_from <= day]
    if not known:
        first = definition.values[0]
        return Reading(
            first.value,
            first,
            f"{definition.label} : aucune valeur connue avant le {format_date(first.valid_from)},"
            " c’est celle de cette date qui est prise ; à vérifier.",
        )
    last = known[-1]
    if definition.known_until and day > definition.known_until:
        return Reading(
            last.value,
            last,
            f"{definition.label} : la dernière valeur connue s’arrête au"
            f" {format_date(definition.known_until)}, c’est elle qui est prise ; à vérifier.",
        )
    return Reading(last.value, last)
