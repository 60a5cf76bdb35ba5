from datetime import date

import pytest

from tripartite.core.text import fold_words
from tripartite.school.domain import age_on, is_minor, school_year, year_of
from tripartite.school.domain.names import same_name


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 9, 1), 2026), (date(2027, 8, 31), 2026), (date(2027, 9, 1), 2027)]
)
def test_the_school_year_turns_in_september(day: date, year: int):
    assert year_of(day) == year


def test_a_school_year_is_written_with_both_years():
    assert school_year(2026) == "2026-2027"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), 17),
        (date(2008, 11, 24), date(2026, 11, 24), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_one_grows_older_on_the_birthday(birth: date, day: date, age: int):
    assert age_on(birth, day) == age
    assert is_minor(birth, day) is (age < 18)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Né(e) le", "ne e le"),
        ("ŒUVRARD-Lemaître", "oeuvrard lemaitre"),
        ("  O'NEILL ", "o neill"),
        ("Straße", "strasse"),
    ],
)
def test_names_are_compared_without_accents_or_case(text: str, bare: str):
    assert fold_words(text) == bare


def test_the_same_name_may_be_written_in_two_ways():
    assert same_name("Lemaître", "LEMAITRE")
    assert not same_name("Lemaître", "Lemaire")
