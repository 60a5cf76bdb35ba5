"""When those concerned are told that a file is in danger. Plain Python.

Nobody may reach the deadline red without having been told three times: the ladder begins sixty
days before, and what becomes red late is told every day that is left.
"""

from datetime import date

#: Days before the file is due on which a file that is not in order is told of.
LADDER = (60, 30, 15, 7, 3, 1, 0)
#: And for what nothing planned will mend, such as weeks that will be missing: while there is time.
EARLY = (180, 120, 90)
#: How often the student, the référent and the office are told at least.
TIMES = 3
#: Days of the month on which the office is asked for the date of its academy, while it is unknown.
DATE_ASKED_ON = (1, 15)


def is_due(days_left: int | None, told: int, *, hopeless: bool = False) -> bool:
    """Whether today is a day to tell of a file that is not in order, told ``told`` times so far."""
    if days_left is None or days_left < 0:
        return False
    early = hopeless and days_left in EARLY
    return early or days_left in LADDER or days_left < TIMES - told


def is_reminder_of_date(today: date) -> bool:
    """Whether the office is asked today for a date that it has not noted: twice a month."""
    return today.day in DATE_ASKED_ON
