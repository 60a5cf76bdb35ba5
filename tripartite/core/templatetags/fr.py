"""The functions of ``core.fr`` as template filters; an empty value prints nothing."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from tripartite.core import fr

register = template.Library()


def _one_value(name: str, function: Callable[[Any], str]) -> None:
    def fmt(value: Any) -> str:
        return "" if value is None or value == "" else function(value)

    fmt.__doc__ = function.__doc__
    register.filter(name, fmt)


for _name, _function in (
    ("day_in_words", fr.day_in_words),
    ("long_day", fr.long_day),
    ("short_day", fr.short_day),
    ("hours", fr.hours),
    ("number", fr.number),
    ("euros", fr.euros),
    ("de", fr.de),
    ("que", fr.que),
    ("unbroken", fr.unbroken),
):
    _one_value(_name, _function)


@register.filter
def when(moment: datetime | None) -> str:
    """Le 17 nov. à 18 h 02, in the time zone of the site."""
    return fr.when(moment, _zone()) if moment else ""


@register.filter
def when_in_full(moment: datetime | None) -> str:
    """Le mardi 17 novembre 2026 à 18 h 02, in the time zone of the site."""
    return fr.when_in_full(moment, _zone()) if moment else ""


@register.filter
def range_in_words(start: date, end: date) -> str:
    """{{ period.start|range_in_words:period.end }}"""
    return fr.range_in_words(start, end)


@register.filter
def short_range(start: date, end: date) -> str:
    """{{ period.start|short_range:period.end }}"""
    return fr.short_range(start, end)


@register.filter
def in_days(due: date | None, today: date) -> str:
    """{{ due|in_days:today }}"""
    return fr.in_days(due, today) if due else ""


@register.filter
def count_of(count: Decimal | float, words: str) -> str:
    """{{ n|count_of:"stage" }}, {{ n|count_of:"cheval,chevaux" }}"""
    singular, _, plural = words.partition(",")
    return fr.count_of(count, singular, plural)


def _zone() -> Any:
    return timezone.get_current_timezone()
