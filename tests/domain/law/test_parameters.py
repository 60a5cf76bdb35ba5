from datetime import date, timedelta
from decimal import Decimal

import pytest

from tripartite.law.parameters import DEFINITIONS, STATE_LABELS, Parameter, State, parameter


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        (Parameter.FR_HOURLY_CEILING, date(2023, 12, 31), "27"),
        (Parameter.FR_HOURLY_CEILING, date(2024, 1, 1), "29"),
        (Parameter.FR_HOURLY_CEILING, date(2025, 12, 31), "29"),
        (Parameter.FR_HOURLY_CEILING, date(2026, 1, 1), "30"),
        (Parameter.FR_GRATIFICATION_SHARE, date(2015, 8, 31), "13.75"),
        (Parameter.FR_GRATIFICATION_SHARE, date(2015, 9, 1), "15"),
        (Parameter.REFERENT_LIMIT, date(2017, 11, 30), "16"),
        (Parameter.REFERENT_LIMIT, date(2017, 12, 1), "24"),
        (Parameter.MC_HOURLY_WAGE, date(2024, 10, 31), "11.65"),
        (Parameter.MC_HOURLY_WAGE, date(2024, 11, 1), "11.88"),
        (Parameter.MC_GRATIFICATION_SHARE, date(2026, 1, 1), "27"),
        (Parameter.GRATIFICATION_THRESHOLD_HOURS, date(2026, 1, 1), "308"),
        (Parameter.LONGEST_STAY_HOURS, date(2026, 1, 1), "924"),
        (Parameter.TUTOR_LIMIT, date(2026, 1, 1), "3"),
        (Parameter.FR_HOST_QUOTA_SHARE, date(2026, 1, 1), "15"),
        (Parameter.FR_HOST_QUOTA_HEADCOUNT, date(2026, 1, 1), "20"),
        (Parameter.FR_HOST_QUOTA_FLOOR, date(2026, 1, 1), "3"),
        (Parameter.FR_WORKING_WEEK_HOURS, date(2026, 1, 1), "35"),
        (Parameter.MC_WORKING_WEEK_HOURS, date(2026, 1, 1), "39"),
        (Parameter.SUMMER_REST_WEEKS, date(2026, 1, 1), "4"),
        (Parameter.TRAINING_WEEKS, date(2026, 1, 1), "16"),
        (Parameter.TRAINING_WEEKS_FLOOR, date(2026, 1, 1), "8"),
        (Parameter.MC_FILING_WORKING_DAYS, date(2026, 1, 1), "15"),
        (Parameter.MC_DECISION_WORKING_DAYS, date(2026, 1, 1), "8"),
        (Parameter.MC_AGE_LIMIT, date(2026, 1, 1), "29"),
    ],
)
def test_a_figure_is_that_of_its_day(name, day, value):
    assert parameter(name, day).value == Decimal(value)


def test_a_known_figure_raises_no_doubt():
    assert parameter(Parameter.FR_HOURLY_CEILING, date(2026, 12, 31)).doubt == ""


def test_after_the_last_known_day_the_last_value_is_given_with_a_doubt():
    reading = parameter(Parameter.FR_HOURLY_CEILING, date(2027, 1, 1))

    assert reading.value == Decimal(30)
    assert reading.doubt == (
        "Plafond horaire de la sécurité sociale : la dernière valeur connue s’arrête au"
        " 31 décembre 2026, c’est elle qui est prise ; à vérifier."
    )


def test_before_the_first_value_the_first_is_given_with_a_doubt():
    reading = parameter(Parameter.FR_HOURLY_CEILING, date(2021, 12, 31))

    assert reading.value == Decimal(26)
    assert reading.doubt == (
        "Plafond horaire de la sécurité sociale : aucune valeur connue avant le 1er janvier 2022,"
        " c’est celle de cette date qui est prise ; à vérifier."
    )


@pytest.mark.parametrize("name", Parameter)
def test_every_figure_is_dated_in_order_and_sourced(name):
    values = DEFINITIONS[name].values

    assert list(values) == sorted(values, key=lambda entry: entry.valid_from)
    assert len({entry.valid_from for entry in values}) == len(values)
    assert all(entry.source and entry.value > 0 for entry in values)


@pytest.mark.parametrize("name", Parameter)
def test_a_figure_holds_from_its_very_day(name):
    for before, after in zip(DEFINITIONS[name].values, DEFINITIONS[name].values[1:], strict=False):
        assert parameter(name, after.valid_from - timedelta(1)).entry == before
        assert parameter(name, after.valid_from).entry == after


def test_every_state_has_a_label():
    assert {state: STATE_LABELS[state] for state in State} == {
        State.VERIFIED: "vérifié",
        State.SECONDARY: "secondaire",
        State.TO_CHECK: "à vérifier",
    }
