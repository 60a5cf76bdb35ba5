"""The attendance sheet: to be filled by hand, or filled from the ledger."""

from dataclasses import dataclass
from datetime import date

from tripartite.documents.papers.lines import STATUS, HostLine, Paper, PersonLine


@dataclass(frozen=True)
class SheetDay:
    """``expected`` and ``said`` in French words; empty where nothing is planned or told."""

    day: str
    expected: str = ""
    said: str = ""


@dataclass(frozen=True)
class SheetWeek:
    """``confirmed``: who confirmed the week and when, in words; empty while nobody did."""

    title: str
    days: tuple[SheetDay, ...]
    expected: str
    said: str = ""
    confirmed: str = ""


@dataclass(frozen=True, kw_only=True)
class PresencePaper(Paper):
    """Template presence-1; ``blank`` leaves the hours and the signatures to the pen."""

    student: str
    cohort: str
    host: HostLine
    tutor: PersonLine
    referent: PersonLine
    starts_on: date
    ends_on: date
    weeks: tuple[SheetWeek, ...]
    blank: bool
    total: str = ""
    status: str = STATUS
