"""Rest around an exceptional day: between two days, in the week, on Sundays, for a minor."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tripartite.law.presence import ExpectedDay
from tripartite.law.words import WEEKDAYS, format_date, format_hours

DAY = 24 * 60
#: Code du travail, L3131-1; L3164-1 for a minor of 16 or 17.
DAILY_REST, MINOR_DAILY_REST = 11 * 60, 12 * 60
#: Code du travail, L3132-1; L3164-2 for a minor: two days of rest.
WEEK_DAYS, MINOR_WEEK_DAYS = 6, 5
#: Code du travail, L3121-18 and L3121-20; L3162-1 for a minor.
LONGEST_DAY, MINOR_LONGEST_DAY = 10 * 60, 8 * 60
LONGEST_WEEK = 48 * 60
#: Code du travail, L3163-1: between 16 and 18.
MINOR_NIGHT_START, MINOR_NIGHT_END = 22 * 60, 6 * 60


class Concern(NamedTuple):
    """What is not as it should be: ``forbidden`` when no agreement of the partners makes it so."""

    forbidden: bool
    sentence: str


def concerns(
    days: Sequence[ExpectedDay], special: Collection[date], *, minor: bool
) -> tuple[Concern, ...]:
    """What these exceptional days raise among the days of a placement, in order."""
    worked = [day for day in days if day.intervals]
    kept = sorted(set(special) & {day.date for day in worked})
    return (
        *_short_rests(worked, kept, MINOR_DAILY_REST if minor else DAILY_REST),
        *_weeks(worked, kept, minor=minor),
        *(c for day in worked if day.date in kept for c in _of_the_day(day, minor=minor)),
    )


def _name(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def _short_rests(
    worked: Sequence[ExpectedDay], special: Collection[date], least: int
) -> Iterator[Concern]:
    for one, other in pairwise(worked):
        if one.date not in special and other.date not in special:
            continue
        gap = (other.date - one.date).days * DAY
        rest = gap + other.intervals[0].start - one.intervals[-1].end
        if rest < least:
            yield Concern(
                True,
                f"Il ne reste que {format_hours(max(rest, 0))} de repos entre le {_name(one.date)} "
                f"et le {_name(other.date)} : il en faut {format_hours(least)}. Changez l’heure de "
                "l’un des deux jours.",
            )


def _weeks(
    worked: Iterable[ExpectedDay], special: Iterable[date], *, minor: bool
) -> Iterator[Concern]:
    weeks: dict[date, list[ExpectedDay]] = {}
    for day in worked:
        weeks.setdefault(_monday(day.date), []).append(day)
    for monday in sorted({_monday(day) for day in special}):
        found = weeks[monday]
        named = f"la semaine du {format_date(monday)}"
        if len(found) > WEEK_DAYS:
            yield Concern(
                True,
                f"L’étudiant serait présent {len(found)} jours {named} : six au plus. Libérez un "
                "autre jour de cette semaine.",
            )
        elif minor and len(found) > MINOR_WEEK_DAYS:
            yield Concern(
                False,
                f"L’étudiant est mineur et serait présent {len(found)} jours {named} : en principe "
                "deux jours de repos de suite, à vérifier.",
            )
        minutes = sum(day.minutes for day in found)
        if minutes > LONGEST_WEEK:
            yield Concern(
                True,
                f"L’étudiant serait présent {format_hours(minutes)} {named} : "
                f"{format_hours(LONGEST_WEEK)} au plus. Libérez des heures.",
            )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _of_the_day(day: ExpectedDay, *, minor: bool) -> Iterator[Concern]:
    longest = MINOR_LONGEST_DAY if minor else LONGEST_DAY
    who = "L’étudiant est mineur : " if minor else ""
    if day.minutes > longest:
        yield Concern(
            False,
            f"{who}{format_hours(day.minutes)} le {_name(day.date)}, en principe "
            f"{format_hours(longest)} au plus, à vérifier.",
        )
    if day.date.weekday() == WEEKDAYS.index("dimanche"):
        yield Concern(
            False,
            f"{who}le {_name(day.date)} est un dimanche, en principe jour de repos : à vérifier "
            "que l’organisme d’accueil peut déroger.",
        )
    starts, ends = day.intervals[0].start, day.intervals[-1].end
    if minor and (starts < MINOR_NIGHT_END or ends > MINOR_NIGHT_START):
        yield Concern(
            False,
            f"{who}des heures de nuit le {_name(day.date)}, en principe interdites entre 22 h et "
            "6 h, à vérifier.",
        )
