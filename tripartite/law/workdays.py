"""Working days: Monday to Friday, less the public holidays of the place."""

from datetime import date, timedelta

from tripartite.law.calendars import Jurisdiction, Region, holiday_name, require_date
from tripartite.law.errors import SpanError


def is_working_day(day: date, jurisdiction: Jurisdiction, region: Region | None = None) -> bool:
    """Saturdays are left out. What was read of the law of Monaco says « ouvrables », a word that
    often counts Saturdays: the shorter week is the one that never makes a request late.
    """
    return day.weekday() < 5 and holiday_name(day, jurisdiction, region) is None


def add_working_days(
    day: date, count: int, jurisdiction: Jurisdiction, region: Region | None = None
) -> date:
    """The working day reached after `count` of them, the first day not counted.

    A negative count goes back; zero is the day itself.
    """
    require_date(day)
    if abs(count) > 366:
        raise SpanError(
            "workdays.too_many",
            f"{count} jours ouvrables : un délai se compte sur moins d’une année.",
        )
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, jurisdiction, region)
    return day


def working_days_between(
    first: date, last: date, jurisdiction: Jurisdiction, region: Region | None = None
) -> int:
    """Working days from `first` included to `last` excluded; 0 when `last` comes first."""
    require_date(first)
    require_date(last)
    span = range(max((last - first).days, 0))
    days = (first + timedelta(days=offset) for offset in span)
    return sum(is_working_day(day, jurisdiction, region) for day in days)


def latest_filing_date(
    start: date, days: int = 15, jurisdiction: Jurisdiction = Jurisdiction.MC
) -> date:
    """The last day on which a request that needs `days` working days before `start` is in time.

    Monaco, loi n° 1.569: the host asks for the authorisation at least 15 working days before. The
    day of the request counts, that of the start does not.
    """
    return add_working_days(start, -days, jurisdiction)
