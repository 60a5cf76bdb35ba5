from datetime import date

import pytest

from tripartite.school.domain.periods import PeriodError, Span, check_dates, remark, weeks_touched

JANUARY = Span(1, date(2027, 1, 4), date(2027, 1, 29))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "due", "code"),
    [
        (date(2027, 1, 29), date(2027, 2, 26), None, "period_overlaps"),
        (date(2026, 12, 7), date(2027, 1, 4), None, "period_overlaps"),
        (date(2027, 1, 11), date(2027, 1, 15), None, "period_overlaps"),
        (date(2026, 12, 1), date(2027, 3, 1), None, "period_overlaps"),
        (date(2027, 5, 31), date(2027, 5, 31), None, "ends_before"),
        (date(2027, 5, 31), date(2028, 6, 25), None, "too_long_period"),
        (date(2027, 5, 31), date(2027, 6, 25), date(2027, 5, 31), "due_after_start"),
    ],
)
def test_dates_that_cannot_be_are_refused(starts_on, ends_on, due, code):
    with pytest.raises(PeriodError) as refusal:
        check_dates(starts_on, ends_on, due, [JANUARY])

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "due"),
    [
        (date(2027, 1, 30), date(2027, 2, 26), None),
        (date(2026, 12, 7), date(2027, 1, 3), None),
        (date(2027, 5, 31), date(2027, 6, 25), date(2027, 5, 30)),
    ],
)
def test_dates_beside_another_period_are_taken(starts_on, ends_on, due):
    check_dates(starts_on, ends_on, due, [JANUARY])


def test_the_refusal_names_the_other_period():
    with pytest.raises(PeriodError) as refusal:
        check_dates(date(2027, 1, 25), date(2027, 2, 19), None, [JANUARY])

    assert refusal.value.sentence == (
        "Ces dates recouvrent celles de la période 1 (du 4 au 29 janvier 2027). "
        "Changez l’une des deux."
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "weeks"),
    [
        (date(2027, 1, 4), date(2027, 1, 29), 4),
        (date(2027, 1, 4), date(2027, 1, 31), 4),
        (date(2027, 1, 4), date(2027, 2, 1), 5),
        (date(2027, 1, 3), date(2027, 1, 4), 2),
    ],
)
def test_weeks_are_counted_from_monday_to_sunday(starts_on, ends_on, weeks):
    assert weeks_touched(starts_on, ends_on) == weeks


def test_four_weeks_call_for_no_remark():
    assert remark(date(2027, 1, 4), date(2027, 1, 29)) == ""


def test_another_number_of_weeks_is_remarked():
    assert remark(date(2027, 1, 4), date(2027, 2, 1)) == (
        "Cette période touche 5\u00a0semaines, alors que le BTS NDRC en prévoit 4 : vérifiez les "
        "dates."
    )
