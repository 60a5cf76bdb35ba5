"""French wording of dates, hours and durations: what every sentence of the law shares."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAY_MINUTES = 7 * 60  # D124-6: seven hours of effective presence are one day
MONTH_DAYS = 22  # D124-6: twenty-two days are one month


def plural(count: int, one: str, many: str | None = None) -> str:
    """As "1 jour", "2 jours": French counts zero and one in the singular."""
    return f"{count} {one if abs(count) < 2 else many or one + 's'}"


def enumeration(parts: Iterable[str], last: str = "et") -> str:
    """As "a, b et c"."""
    *head, tail = list(parts)
    return f"{', '.join(head)} {last} {tail}" if head else tail


def format_date(day: date) -> str:
    """As "1er mars 2026"."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def format_hours(minutes: int) -> str:
    """As "140 h", "3 h 30", "45 min", "0 h"."""
    sign = "−" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    if rest == 0:
        return f"{sign}{hours} h"
    return f"{sign}{hours} h {rest:02d}" if hours else f"{sign}{rest} min"


def format_clock(minutes: int) -> str:
    """The hour of the day: "9 h", "13 h 30", "0 h 15"; past midnight, "6 h"."""
    if minutes == 24 * 60:
        return "24 h"
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def format_duration(minutes: int) -> str:
    """As "280 h, soit 40 jours (1 mois et 18 jours)": hours first, then the count of D124-6."""
    days = minutes // DAY_MINUTES
    if days == 0:
        return format_hours(minutes)
    months, rest = divmod(days, MONTH_DAYS)
    text = f"{format_hours(minutes)}, soit {plural(days, 'jour')}"
    if months == 0:
        return text
    tail = f" et {plural(rest, 'jour')}" if rest else ""
    return f"{text} ({months} mois{tail})"


def format_euros(amount: Decimal) -> str:
    """As "1 260,00 €": French decimal comma, thousands apart."""
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")
