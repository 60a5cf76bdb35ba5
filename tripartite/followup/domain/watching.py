"""When an exchange is missing, and who is told."""

from datetime import date, timedelta
from enum import StrEnum


class Missing(StrEnum):
    PLANNED = "planned"
    HELD = "held"


class Told(StrEnum):
    REFERENT = "referent"
    OFFICE = "office"


#: The office is told when the référent was, so long ago, and it is still missing.
THEN_OFFICE = timedelta(days=3)
LAST_WEEK = timedelta(days=6)


def first_third(starts_on: date, ends_on: date) -> date:
    """By this day an exchange must be planned."""
    return starts_on + (ends_on - starts_on) / 3


def missing(today: date, *, starts_on: date, ends_on: date, planned: bool) -> Missing | None:
    """What is missing of a placement of which no exchange was held; None while there is time."""
    if today >= ends_on - LAST_WEEK:
        return Missing.HELD
    if today > first_third(starts_on, ends_on) and not planned:
        return Missing.PLANNED
    return None


def is_late(today: date, *, starts_on: date, ends_on: date, planned: bool, held: bool) -> bool:
    """For the manager: nothing held, and the day is past by which it should be."""
    if held or today < starts_on:
        return False
    return missing(today, starts_on=starts_on, ends_on=ends_on, planned=planned) is not None


def whom_to_tell(
    *, has_referent: bool, referent_told_on: date | None, office_told: bool, today: date
) -> Told | None:
    """The référent first; the office three days later, or at once when there is no référent."""
    if office_told:
        return None
    if not has_referent:
        return Told.OFFICE
    if referent_told_on is None:
        return Told.REFERENT
    return Told.OFFICE if today - referent_told_on >= THEN_OFFICE else None
