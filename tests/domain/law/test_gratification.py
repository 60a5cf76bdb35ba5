from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.core.errors import DomainError
from tripartite.law.calendars import Jurisdiction
from tripartite.law.gratification import gratification_due, is_due, minimum_rate

FR, MC = Jurisdiction.FR, Jurisdiction.MC
H = 60


def rows(gratification):
    return [
        (month.label, month.minutes // H, month.amount, month.arrears)
        for month in gratification.months
    ]


@pytest.mark.parametrize(
    ("minutes", "due"), [(0, False), (308 * H - 1, False), (308 * H, False), (308 * H + 1, True)]
)
def test_it_is_due_beyond_308_hours(minutes, due):
    assert is_due(minutes, date(2026, 1, 5)) is due


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2023, 12, 31), "4.05"),
        (date(2024, 1, 1), "4.35"),
        (date(2025, 12, 31), "4.35"),
        (date(2026, 1, 1), "4.50"),
    ],
)
def test_the_french_minimum_follows_the_ceiling(day, rate):
    assert minimum_rate(FR, day).per_hour == Decimal(rate)


def test_the_minimum_of_monaco_is_rounded_up_to_the_cent():
    minimum = minimum_rate(MC, date(2025, 3, 1))

    assert minimum.exact == Decimal("3.2076")
    assert minimum.per_hour == Decimal("3.21")


def test_the_minimum_of_another_country_is_refused():
    with pytest.raises(DomainError) as refusal:
        minimum_rate(Jurisdiction.OTHER, date(2026, 1, 1))

    assert refusal.value.code == "gratification.unknown_country"


def test_eight_weeks_of_35_hours_make_nothing_due():
    result = gratification_due({(2026, 6): 140 * H}, previous={(2026, 1): 140 * H}, jurisdiction=FR)

    assert (result.due, result.months, result.total) == (False, (), Decimal("0.00"))


def test_eight_weeks_of_39_hours_are_due_from_the_first_hour_of_the_first_period():
    result = gratification_due({(2026, 6): 156 * H}, previous={(2026, 1): 156 * H}, jurisdiction=FR)

    assert rows(result) == [
        ("janvier 2026", 156, Decimal("702.00"), True),
        ("juin 2026", 156, Decimal("702.00"), False),
    ]
    assert (result.due, result.cumulated_minutes) == (True, 312 * H)
    assert result.total == Decimal("1404.00")


def test_an_earlier_period_already_paid_is_not_paid_twice():
    result = gratification_due(
        {(2026, 6): 156 * H},
        previous={(2026, 1): 156 * H},
        jurisdiction=FR,
        previous_paid=True,
    )

    assert rows(result) == [("juin 2026", 156, Decimal("702.00"), False)]


def test_each_month_follows_the_minimum_of_that_month():
    result = gratification_due({(2025, 12): 155 * H, (2026, 1): 154 * H}, jurisdiction=FR)

    assert rows(result) == [
        ("décembre 2025", 155, Decimal("674.25"), False),
        ("janvier 2026", 154, Decimal("693.00"), False),
    ]


def test_a_better_rate_is_paid_and_a_lower_one_is_raised():
    months = {(2026, 1): 309 * H}

    better = gratification_due(months, jurisdiction=FR, rate=Decimal(5))
    lower = gratification_due(months, jurisdiction=FR, rate=Decimal(1))

    assert (better.total, lower.total) == (Decimal("1545.00"), Decimal("1390.50"))


def test_below_the_threshold_the_host_may_offer_something():
    result = gratification_due({(2026, 1): 140 * H}, jurisdiction=FR, rate=Decimal(2))

    assert (result.due, result.total) == (False, Decimal("280.00"))


def test_a_month_without_presence_has_no_row():
    result = gratification_due({(2026, 1): 309 * H, (2026, 2): 0}, jurisdiction=FR)

    assert [month.month for month in result.months] == [1]


def test_amounts_are_rounded_to_the_cent_halves_up():
    result = gratification_due({(2026, 1): 309 * H + 1}, jurisdiction=FR)

    assert result.total == Decimal("1390.58")  # 1390.575


def test_a_year_to_come_is_computed_with_a_doubt():
    result = gratification_due({(2027, 1): 309 * H}, jurisdiction=FR)

    assert result.total == Decimal("1390.50")
    assert [doubt[:38] for doubt in result.doubts] == ["Plafond horaire de la sécurité sociale"]


def test_a_foreign_host_pays_what_it_offers():
    result = gratification_due(
        {(2026, 1): 400 * H}, jurisdiction=Jurisdiction.OTHER, rate=Decimal(3)
    )

    assert (result.due, result.total) == (False, Decimal("1200.00"))


def test_no_month_makes_nothing_due():
    assert gratification_due({}, jurisdiction=FR).due is False


@pytest.mark.parametrize(
    ("months", "rate"), [({(2026, 1): -1}, None), ({(2026, 1): 60}, Decimal(-1))]
)
def test_negative_hours_or_rates_are_refused(months, rate):
    with pytest.raises(DomainError) as refusal:
        gratification_due(months, jurisdiction=FR, rate=rate)

    assert refusal.value.code == "gratification.negative"


MONTHS = st.dictionaries(
    st.tuples(st.just(2026), st.integers(1, 6)), st.integers(0, 170 * H), max_size=6
)


@given(MONTHS, MONTHS)
def test_where_the_periods_are_cut_does_not_change_what_is_due(first, second):
    second = {month: minutes for month, minutes in second.items() if month not in first}

    cut = gratification_due(second, previous=first, jurisdiction=FR)
    whole = gratification_due(first | second, jurisdiction=FR)

    assert (cut.due, cut.cumulated_minutes, cut.total) == (
        whole.due,
        whole.cumulated_minutes,
        whole.total,
    )
