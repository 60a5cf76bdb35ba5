"""Countries, public holidays, closures, and the clock of each place."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from holidays import country_holidays

from tripartite.law.errors import CalendarError, SpanError
from tripartite.law.words import format_date

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Jurisdiction(StrEnum):
    """Whose law is applied: that of the country of the host, or of the school."""

    FR = "FR"
    MC = "MC"
    OTHER = "OTHER"

    @classmethod
    def of_country(cls, code: str) -> "Jurisdiction":
        """The jurisdiction of an ISO 3166-1 country; a code that is no country is refused."""
        wanted = code.strip().upper()
        if wanted not in COUNTRIES:
            raise CalendarError(
                "calendar.unknown_country",
                f"« {code} » n’est pas un code de pays connu : indiquez un code de deux lettres,"
                " par exemple FR, MC ou IT.",
            )
        return cls(wanted) if wanted in {cls.FR, cls.MC} else cls.OTHER


JURISDICTION_LABELS: Final = MappingProxyType(
    {
        Jurisdiction.FR: "France",
        Jurisdiction.MC: "Monaco",
        Jurisdiction.OTHER: "Autre pays",
    }
)


class Region(StrEnum):
    """Parts of France whose public holidays, or clock, are not those of Paris."""

    ALSACE_MOSELLE = "AM"
    GUADELOUPE = "971"
    MARTINIQUE = "972"
    GUYANE = "973"
    REUNION = "974"
    MAYOTTE = "976"


REGION_LABELS: Final = MappingProxyType(
    {
        Region.ALSACE_MOSELLE: "Alsace-Moselle",
        Region.GUADELOUPE: "Guadeloupe",
        Region.MARTINIQUE: "Martinique",
        Region.GUYANE: "Guyane",
        Region.REUNION: "La Réunion",
        Region.MAYOTTE: "Mayotte",
    }
)

_REGION_ZONES: Final = MappingProxyType(
    {
        Region.ALSACE_MOSELLE: "Europe/Paris",
        Region.GUADELOUPE: "America/Guadeloupe",
        Region.MARTINIQUE: "America/Martinique",
        Region.GUYANE: "America/Cayenne",
        Region.REUNION: "Indian/Reunion",
        Region.MAYOTTE: "Indian/Mayotte",
    }
)

# ISO 3166-1 alpha-2: a code that is not in it is a slip of the hand, not a foreign host.
_COUNTRY_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR"
    " BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ"
    " EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW"
    " GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY"
    " KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV"
    " MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY"
    " QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG"
    " TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM"
    " ZW"
)
COUNTRIES: Final = frozenset(_COUNTRY_CODES.split())


class Closure(NamedTuple):
    """Days the host is closed, both ends included."""

    start: date
    end: date
    label: str = "Fermeture"

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end


def require_date(day: date) -> None:
    """Refuse a date outside 2000–2100: nobody has a placement there, somebody mistyped."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise SpanError(
            "span.out_of_bounds",
            f"La date du {format_date(day)} est hors des années {FIRST_YEAR} à {LAST_YEAR} :"
            " vérifiez l’année.",
        )


def require_span(start: date, end: date) -> None:
    """Refuse an end before the start, and dates outside 2000–2100."""
    require_date(start)
    require_date(end)
    if end < start:
        raise SpanError(
            "span.reversed",
            f"La fin ({format_date(end)}) précède le début ({format_date(start)}) :"
            " corrigez l’une des deux dates.",
        )


def closed_by(day: date, closures: Iterable[Closure]) -> Closure | None:
    """The first closure that covers the day."""
    return next((closure for closure in closures if closure.covers(day)), None)


def public_holidays(
    jurisdiction: Jurisdiction, year: int, *, region: Region | None = None
) -> dict[date, str]:
    """The public holidays of a civil year, with their French names, in date order.

    FR: Code du travail L3133-1, and L3134-13 for Alsace-Moselle (Good Friday and 26 December);
    MC: loi 798 of 1966, the Monday after some holidays that fall on a Sunday included.
    A foreign host has none here: what its country does is not known.
    """
    require_date(date(year, 1, 1) if 1 <= year <= 9999 else date.max)
    return dict(_holidays_of(Jurisdiction(jurisdiction), year, region))


@lru_cache(maxsize=256)
def _holidays_of(
    jurisdiction: Jurisdiction, year: int, region: Region | None
) -> MappingProxyType[date, str]:
    if jurisdiction is Jurisdiction.FR:
        subdivision = "57" if region is Region.ALSACE_MOSELLE else region and str(region)
        found = country_holidays("FR", years=year, subdiv=subdivision, language="fr")
    elif jurisdiction is Jurisdiction.MC:
        found = country_holidays("MC", years=year, language="fr_MC")
    else:
        return MappingProxyType({})
    return MappingProxyType(
        {day: _capital(name.removeprefix("Le ")) for day, name in sorted(found.items())}
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def holiday_name(day: date, jurisdiction: Jurisdiction, region: Region | None = None) -> str | None:
    """The French name of the public holiday, or nothing on an ordinary day."""
    return _holidays_of(jurisdiction, day.year, region).get(day)


def holidays_between(
    first: date, last: date, jurisdiction: Jurisdiction, region: Region | None = None
) -> Mapping[date, str]:
    """The public holidays of the civil years the dates touch."""
    return _holidays_of_years(jurisdiction, first.year, last.year, region)


@lru_cache(maxsize=256)
def _holidays_of_years(
    jurisdiction: Jurisdiction, first: int, last: int, region: Region | None
) -> MappingProxyType[date, str]:
    years = (_holidays_of(jurisdiction, year, region) for year in range(first, last + 1))
    return MappingProxyType({day: name for year in years for day, name in year.items()})


def zone_name(jurisdiction: Jurisdiction, region: Region | None = None) -> str | None:
    """The time zone; none for a foreign host, whose clock is taken as never changing."""
    if jurisdiction is Jurisdiction.FR:
        return _REGION_ZONES[region] if region else "Europe/Paris"
    return "Europe/Monaco" if jurisdiction is Jurisdiction.MC else None


def elapsed_minutes(day: date, start: int, end: int, zone: str | None) -> int:
    """Minutes that really pass between two readings of the clock, counted from midnight of `day`.

    On the night to summer time an hour of the clock does not exist, on the night to winter time
    one passes twice: a night from 22 h to 6 h then lasts 7 h or 9 h.
    """
    if zone is None:
        return end - start
    return _instant(day, end, zone) - _instant(day, start, zone)


def days_of_clock_changes(first: date, last: date, zone: str | None) -> frozenset[date]:
    """The days on which a shift may meet a change of the clock: that of the change and its eve."""
    if zone is None:
        return frozenset()
    return _clock_changes(zone, first.year, last.year)


@lru_cache(maxsize=256)
def _clock_changes(zone: str, first: int, last: int) -> frozenset[date]:
    tz = ZoneInfo(zone)
    days = [date(first, 1, 1) + timedelta(n) for n in range((last - first + 1) * 366 + 2)]
    offsets = [datetime.combine(day, time(), tz).utcoffset() for day in days]
    return frozenset(
        day
        for day, before, after in zip(days, offsets, offsets[2:], strict=False)
        if before != after
    )


def _instant(day: date, minutes: int, zone: str) -> int:
    """Minutes since the epoch; a clock time that is skipped is the instant of the change."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, time(), tz) + timedelta(minutes=minutes)
    # An hour read twice is taken the first time it is read: a shift ends at its first 2 h 30.
    instant = wall.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) != wall.replace(tzinfo=None):
        # Skipped. In Europe clocks change at 1 h UTC: the instant of the change is a whole hour.
        instant = instant.replace(minute=0)
    return int(instant.timestamp()) // 60
