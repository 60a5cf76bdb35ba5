from datetime import date
from decimal import Decimal

import pytest

from tripartite.law.words import (
    enumeration,
    format_clock,
    format_date,
    format_duration,
    format_euros,
    format_hours,
    plural,
)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 h"),
        (45, "45 min"),
        (60, "1 h"),
        (210, "3 h 30"),
        (65, "1 h 05"),
        (8400, "140 h"),
        (-90, "−1 h 30"),
        (-5, "−5 min"),
    ],
)
def test_hours_are_written_in_french(minutes, text):
    assert format_hours(minutes) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 h"), (15, "0 h 15"), (540, "9 h"), (810, "13 h 30"), (1440, "24 h"), (1800, "6 h")],
)
def test_the_hour_of_the_day_is_written_in_french(minutes, text):
    assert format_clock(minutes) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (419, "6 h 59"),
        (420, "7 h, soit 1 jour"),
        (21 * 420, "147 h, soit 21 jours"),
        (22 * 420, "154 h, soit 22 jours (1 mois)"),
        (40 * 420, "280 h, soit 40 jours (1 mois et 18 jours)"),
        (45 * 420, "315 h, soit 45 jours (2 mois et 1 jour)"),
        (132 * 420, "924 h, soit 132 jours (6 mois)"),
    ],
)
def test_a_duration_says_hours_then_days_then_months(minutes, text):
    assert format_duration(minutes) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 3, 1), "1er mars 2026"), (date(2026, 8, 2), "2 août 2026")],
)
def test_dates_are_written_in_french(day, text):
    assert format_date(day) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("4.5", "4,50 €"), ("1260", "1 260,00 €"), ("1234567.891", "1 234 567,89 €")],
)
def test_amounts_are_written_in_french(amount, text):
    assert format_euros(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours"), (44, "44 jours")]
)
def test_zero_and_one_are_singular(count, text):
    assert plural(count, "jour") == text


def test_a_plural_may_be_given():
    assert plural(3, "signature manque", "signatures manquent") == "3 signatures manquent"


@pytest.mark.parametrize(
    ("parts", "text"), [(["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_a_list_ends_with_and(parts, text):
    assert enumeration(parts) == text
