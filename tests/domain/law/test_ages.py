from datetime import date

import pytest

from tripartite.core.errors import DomainError
from tripartite.law.ages import age_on, is_minor, majority_date


@pytest.mark.parametrize(
    ("birth", "majority"),
    [
        (date(2008, 1, 12), date(2026, 1, 12)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_majority_is_reached_on_the_day(birth, majority):
    assert majority_date(birth) == majority


@pytest.mark.parametrize(
    ("birth", "day", "minor"),
    [
        (date(2008, 1, 12), date(2026, 1, 11), True),
        (date(2008, 1, 12), date(2026, 1, 12), False),
        (date(2008, 1, 12), date(2026, 1, 13), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_one_is_a_minor_until_the_eve(birth, day, minor):
    assert is_minor(birth, day) is minor


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1996, 6, 2), date(2026, 6, 1), 29),
        (date(1996, 6, 1), date(2026, 6, 1), 30),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2026, 6, 1), date(2026, 6, 1), 0),
    ],
)
def test_age_is_in_whole_years(birth, day, age):
    assert age_on(birth, day) == age


def test_a_birth_to_come_is_refused():
    with pytest.raises(DomainError) as refusal:
        age_on(date(2027, 1, 1), date(2026, 1, 1))

    assert refusal.value.code == "age.not_born"
