"""Gratification: when it is due, at which rate, how much each month. Hours in, decimals out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from tripartite.law.calendars import Jurisdiction
from tripartite.law.errors import SpanError
from tripartite.law.parameters import Parameter, Reading, parameter
from tripartite.law.words import MONTHS

CENT = Decimal("0.01")
Month = tuple[int, int]
NO_MONTHS: Mapping[Month, int] = MappingProxyType({})
_RATES = {
    Jurisdiction.FR: (Parameter.FR_HOURLY_CEILING, Parameter.FR_GRATIFICATION_SHARE),
    Jurisdiction.MC: (Parameter.MC_HOURLY_WAGE, Parameter.MC_GRATIFICATION_SHARE),
}


@dataclass(frozen=True, slots=True)
class MinimumRate:
    """Euros per hour, not rounded; the doubts about the figures it comes from."""

    exact: Decimal
    base: Reading
    share: Reading

    @property
    def per_hour(self) -> Decimal:
        """In cents, rounded up: a rate written in an agreement is never below the minimum."""
        return self.exact.quantize(CENT, ROUND_CEILING)

    @property
    def doubts(self) -> tuple[str, ...]:
        return tuple(reading.doubt for reading in (self.base, self.share) if reading.doubt)


@dataclass(frozen=True, slots=True)
class MonthAmount:
    """What is paid for a month; `arrears` marks a month of an earlier period of the year."""

    year: int
    month: int
    minutes: int
    rate: Decimal
    amount: Decimal
    arrears: bool = False

    @property
    def label(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"


@dataclass(frozen=True, slots=True)
class Gratification:
    """Whether the law makes it due, and the amounts month by month.

    `months` is empty when nothing is due and nothing is offered.
    """

    due: bool
    cumulated_minutes: int
    months: tuple[MonthAmount, ...]
    doubts: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((month.amount for month in self.months), Decimal("0.00"))


def threshold_minutes(day: date) -> int:
    """Presence beyond which the gratification is due: two months, 308 h (L124-6, D124-6)."""
    return int(parameter(Parameter.GRATIFICATION_THRESHOLD_HOURS, day).value * 60)


def is_due(cumulated_minutes: int, day: date) -> bool:
    """Due beyond 308 h, not at 308 h: the text says « supérieure à deux mois »."""
    return cumulated_minutes > threshold_minutes(day)


def minimum_rate(jurisdiction: Jurisdiction, day: date) -> MinimumRate:
    """France: 15 % of the hourly ceiling (L124-6, D124-8); Monaco: 27 % of the minimum wage
    (loi n° 1.569). The law of another country is not known: refused.
    """
    if jurisdiction not in _RATES:
        raise SpanError(
            "gratification.unknown_country",
            "Le minimum de gratification n’est connu que pour la France et Monaco :"
            " renseignez-vous auprès de l’organisme d’accueil.",
        )
    base, share = (parameter(name, day) for name in _RATES[jurisdiction])
    return MinimumRate(base.value * share.value / 100, base, share)


def gratification_due(
    minutes_by_month: Mapping[Month, int],
    *,
    previous: Mapping[Month, int] = NO_MONTHS,
    jurisdiction: Jurisdiction,
    rate: Decimal | None = None,
    previous_paid: bool = False,
) -> Gratification:
    """Amounts on the hours really present, for one student, one host, one school year.

    `previous` holds the months of earlier periods of that year in that host. When the sum passes
    308 h everything is due from the first hour, those months included as arrears unless
    `previous_paid`. Each month is paid at `rate`, and never below the minimum of that month; below
    the threshold, or in a country whose law is not known, `rate` is what the host offers of its
    own will (D124-8), nothing without it.
    Amounts are rounded to the cent month by month, halves up.
    """
    minutes = [*previous.values(), *minutes_by_month.values()]
    if any(value < 0 for value in minutes) or (rate is not None and rate < 0):
        raise SpanError(
            "gratification.negative",
            "Des heures ou un taux de gratification sont négatifs : vérifiez la saisie.",
        )
    cumulated = sum(minutes)
    months = sorted({*previous, *minutes_by_month})
    due = jurisdiction in _RATES and bool(months) and is_due(cumulated, date(*months[-1], 1))
    rows: list[MonthAmount] = []
    doubts: dict[str, None] = {}
    sources = [(previous, True)] if due and not previous_paid else []
    for source, arrears in [*sources, (minutes_by_month, False)]:
        for (year, month), present in sorted(source.items()):
            applied = rate or Decimal(0)
            if due:
                minimum = minimum_rate(jurisdiction, date(year, month, 1))
                doubts.update(dict.fromkeys(minimum.doubts))
                applied = max(applied, minimum.exact)
            if applied and present:
                amount = (applied * present / 60).quantize(CENT, ROUND_HALF_UP)
                rows.append(MonthAmount(year, month, present, applied, amount, arrears))
    return Gratification(due, cumulated, tuple(rows), tuple(doubts))
