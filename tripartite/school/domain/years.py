"""School years and the plain truths of a class."""

from datetime import date


def school_year(year: int) -> str:
    """2026 → ``2026-2027``."""
    return f"{year}-{year + 1}"


def year_of(day: date) -> int:
    """The year in which the school year of this day began; it turns on the first of September."""
    return day.year if day.month >= 9 else day.year - 1


def age_on(birth: date, day: date) -> int:
    """Completed years; somebody born on 29 February is a year older on 1 March of a plain year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date, day: date) -> bool:
    """Under eighteen on this day (Code civil, art. 388 and 414)."""
    return age_on(birth, day) < 18
