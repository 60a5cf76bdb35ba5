"""French as it is written: dates in words, hours, plurals, elisions. Plain functions, no clock.

Between a number and its unit stands a no-break space (U+00A0), between thousands a narrow one
(U+202F), as the Imprimerie nationale prints them. Dates keep plain spaces, so that they can be
searched for.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
NBSP = "\u00a0"
NARROW = "\u202f"
#: After an opening quotation mark, before the marks that French sets apart.
_SET_APART = re.compile(r"(?<=«) (?=\S)|(?<=\S) (?=[»:;!?](?:\W|$))")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avril",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
#: A vowel, a mute h, or a y that sounds as a vowel (Yves, Ysée; not Yann).
_ELIDED = re.compile(
    r"(?:[aeiouœæàâäéèêëîïôöùûü]|h[aeiouyàâäéèêëîïôöùûü]|y[^aeiou])", re.IGNORECASE
)
#: The h of these words is aspirate: de Halles, de Hongrie.
_ASPIRATE = re.compile(r"(?:hall|hangar|haut|héros|hongr|hollan|hors|huit)", re.IGNORECASE)


def _day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def day_in_words(day: date) -> str:
    """Lundi 4 janvier 2027; vendredi 1er janvier 2027."""
    return f"{WEEKDAYS[day.weekday()]} {long_day(day)}"


def long_day(day: date) -> str:
    """4 janvier 2027."""
    return f"{_day_number(day)} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """12 oct."""
    return f"{_day_number(day)} {SHORT_MONTHS[day.month - 1]}"


def spaced(text: str) -> str:
    """Keep each word on the line of the mark that French sets apart from it: « Oui » ; non.

    For papers only: whoever searches a page types a plain space.
    """
    return _SET_APART.sub(NBSP, text)


def clock(moment: datetime, zone: ZoneInfo = PARIS) -> str:
    """18 h 02, in the given zone."""
    there = moment.astimezone(zone)
    return f"{there.hour}{NBSP}h{NBSP}{there.minute:02d}"


def when(moment: datetime, zone: ZoneInfo = PARIS) -> str:
    """Le 17 nov. à 18 h 02, in the given zone."""
    return f"le {short_day(moment.astimezone(zone).date())} à {clock(moment, zone)}"


def when_in_full(moment: datetime, zone: ZoneInfo = PARIS) -> str:
    """Le mardi 17 novembre 2026 à 18 h 02, in the given zone."""
    return f"le {day_in_words(moment.astimezone(zone).date())} à {clock(moment, zone)}"


def range_in_words(start: date, end: date) -> str:
    """Du lundi 4 au vendredi 29 janvier 2027: what the end repeats is not said twice."""
    if start == end:
        return f"le {day_in_words(start)}"
    first = f"{WEEKDAYS[start.weekday()]} {_day_number(start)}"
    return f"du {first}{_not_repeated(start, end)} au {day_in_words(end)}"


def short_range(start: date, end: date) -> str:
    """Du 4 au 29 janvier 2027."""
    if start == end:
        return f"le {long_day(start)}"
    return f"du {_day_number(start)}{_not_repeated(start, end)} au {long_day(end)}"


def _not_repeated(start: date, end: date) -> str:
    if start.year != end.year:
        return f" {MONTHS[start.month - 1]} {start.year}"
    return "" if start.month == end.month else f" {MONTHS[start.month - 1]}"


def in_days(due: date, today: date) -> str:
    """Dans 41 jours; demain; aujourd’hui; en retard de 6 j."""
    days = (due - today).days
    if days < 0:
        return f"en retard de {-days}{NBSP}j"
    if days < 2:
        return ("aujourd’hui", "demain")[days]
    return f"dans {days}{NBSP}jours"


def hours(minutes: int) -> str:
    """Minutes as hours: 140 h; 3 h 30; 45 min."""
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    if rest == 0:
        return f"{sign}{number(whole)}{NBSP}h"
    if whole == 0:
        return f"{sign}{rest}{NBSP}min"
    return f"{sign}{number(whole)}{NBSP}h{NBSP}{rest:02d}"


def number(value: Decimal | float) -> str:
    """12 345,5: decimals as they come, a comma, thousands apart, a true minus sign."""
    exact = Decimal(str(value))
    whole, _, decimals = f"{abs(exact):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    tail = f",{decimals}" if decimals.strip("0") else ""
    return ("−" if exact < 0 else "") + grouped + tail


def euros(amount: Decimal | float) -> str:
    """1 234,50 €; whole amounts have no cents."""
    cents = Decimal(str(amount)).quantize(Decimal("0.01"))
    text = number(cents)
    return f"{text}{NBSP}€"


def count_of(count: Decimal | float, singular: str, plural: str = "") -> str:
    """3 stages; 0 stage; 1 stage. French counts as one whatever is below two."""
    word = singular if -2 < count < 2 else plural or f"{singular}s"
    return f"{number(count)}{NBSP}{word}"


def de(name: str) -> str:
    """d’Inès; de Maison Azur."""
    return f"d’{name}" if _is_elided(name) else f"de {name}"


def que(name: str) -> str:
    """qu’Inès; que Maison Azur."""
    return f"qu’{name}" if _is_elided(name) else f"que {name}"


def _is_elided(name: str) -> bool:
    return bool(_ELIDED.match(name)) and not _ASPIRATE.match(name)


#: A double sign keeps to its word: a wide space before « : » and inside quotes, else a narrow one.
_DOUBLE = ((re.compile(r" ([:»])"), NBSP + r"\1"), (re.compile(r" ([;!?])"), NARROW + r"\1"))


def unbroken(sentence: str) -> str:
    """The sentence with the spaces of French punctuation that no line may break at."""
    for sign, kept in _DOUBLE:
        sentence = sign.sub(kept, sentence)
    return sentence.replace("« ", f"«{NBSP}")
