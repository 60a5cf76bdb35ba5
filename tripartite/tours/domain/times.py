"""Minutes of a day, and moments where the schools are."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tripartite.core.fr import NBSP


def clock_words(minute: int) -> str:
    """9 h 05."""
    return f"{minute // 60}{NBSP}h{NBSP}{minute % 60:02d}"


def minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def time_of(minute: int) -> time:
    """The clock at this minute; midnight at the end of a day is its last minute."""
    return time(*divmod(min(minute, 24 * 60 - 1), 60))


def moment_of(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time_of(minute), zone)


def day_and_minute(moment: datetime, zone: ZoneInfo) -> tuple[date, int]:
    there = moment.astimezone(zone)
    return there.date(), minute_of(there.time())
