"""Majority and age, from a date of birth."""

from datetime import date

from tripartite.law.calendars import require_date
from tripartite.law.errors import SpanError
from tripartite.law.words import format_date

MAJORITY = 18  # Code civil, art. 414; the same age in Monaco


def birthday(birth: date, age: int) -> date:
    """The day an age is reached. Born on 29 February, on 1 March of a common year: the whole year
    must have passed, and a guardian's signature too many harms nobody.
    """
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def is_minor(birth: date, day: date) -> bool:
    """Whether the person is a minor on that day; on the 18th birthday, no longer."""
    return day < majority_date(birth)


def majority_date(birth: date) -> date:
    return birthday(birth, MAJORITY)


def age_on(birth: date, day: date) -> int:
    """Age in whole years; a birth after the day is refused."""
    if birth > day:
        raise SpanError(
            "age.not_born",
            f"La date de naissance ({format_date(birth)}) est postérieure au {format_date(day)} :"
            " vérifiez l’année.",
        )
    require_date(day)
    years = day.year - birth.year
    return years if birthday(birth, years) <= day else years - 1
