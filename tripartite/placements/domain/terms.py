"""What holds on a day: the terms of the agreement, then each change that all have signed. Pure.

Everything that reads a placement reads a projection of ``effective``: the action that puts a
change in force writes the columns from it, and nobody else does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tripartite.placements.domain.framing import Headings

Week = list[list[list[str]]]


class What(StrEnum):
    """What an amendment can change."""

    DATES = "dates"
    TIMETABLE = "timetable"
    SITE = "site"
    TUTOR = "tutor"
    REFERENT = "referent"
    FRAMING = "framing"
    MISSIONS = "missions"
    INTERRUPTION = "interruption"


WHAT_LABELS = {
    What.DATES: "Dates",
    What.TIMETABLE: "Horaires",
    What.SITE: "Lieu du stage",
    What.TUTOR: "Tuteur",
    What.REFERENT: "Enseignant référent",
    What.FRAMING: "Cadrage",
    What.MISSIONS: "Missions",
    What.INTERRUPTION: "Interruption",
}
#: These say days themselves: they hold from the moment all have signed.
DATED = frozenset({What.DATES, What.TIMETABLE, What.INTERRUPTION})


class StopKind(StrEnum):
    """Why a placement stops before its end; never a medical reason."""

    AGREED = "agreed"
    STUDENT = "student"
    HOST = "host"
    SCHOOL = "school"
    TEACHING = "teaching"


STOP_LABELS = {
    StopKind.AGREED: "d’un commun accord",
    StopKind.STUDENT: "à l’initiative de l’étudiant",
    StopKind.HOST: "à l’initiative de l’organisme d’accueil",
    StopKind.SCHOOL: "à l’initiative de l’établissement",
    StopKind.TEACHING: "parce que les engagements pédagogiques ne sont pas respectés",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A weekly timetable and the first day it holds; the first one holds since ever."""

    since: date
    week: Week
    holidays_worked: bool


@dataclass(frozen=True, slots=True)
class AgreedMission:
    """A mission as it was agreed; ``key`` is that of its row, below 0 when an amendment adds it.

    Tasks and expected results are rows of the référentiel, which never change; in order.
    """

    key: int
    title: str
    description: str = ""
    expected_result: str = ""
    tasks: tuple[int, ...] = ()
    results: tuple[int, ...] = ()

    @property
    def words(self) -> tuple[Any, ...]:
        """All but the key."""
        return (self.title, self.description, self.expected_result, self.tasks, self.results)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"tasks": list(self.tasks), "results": list(self.results)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "AgreedMission":
        lists = {name: tuple(kept[name]) for name in ("tasks", "results")}
        return cls(**{**kept, **lists})


@dataclass(frozen=True, slots=True)
class Terms:
    """All that an amendment can touch. People and places are the ids of their rows."""

    starts_on: date
    ends_on: date
    stretches: tuple[Stretch, ...]
    site: int | None = None
    tutor: int | None = None
    referent: int | None = None
    headings: Headings = field(default_factory=Headings)
    missions: tuple[AgreedMission, ...] = ()
    interrupted_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day of the placement: the one before it stops, else the end."""
        if self.interrupted_on is None:
            return self.ends_on
        return min(self.ends_on, self.interrupted_on - timedelta(days=1))

    @property
    def current(self) -> Stretch:
        """The timetable of the last days."""
        return self.stretches[-1]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed from a day on; ``value`` is JSON, as ``value_of`` gives it."""

    what: What
    since: date
    value: Any


def effective(terms: Terms, changes: Iterable[Change]) -> Terms:
    """The terms once every change is in force, in the order in which they were signed."""
    return terms_on(terms, changes, date.max)


def terms_on(terms: Terms, changes: Iterable[Change], day: date) -> Terms:
    """The terms as they are on this day.

    Dates, timetables and an interruption speak of days: they are known at once. A person, a place
    the framing or a mission is still the former one before the day of the change.
    """
    for change in changes:
        if change.what in DATED or change.since <= day:
            terms = _with(terms, change)
    return terms


def _with(terms: Terms, change: Change) -> Terms:
    value = change.value
    if change.what is What.DATES:
        starts_on, ends_on = (date.fromisoformat(value[k]) for k in ("starts_on", "ends_on"))
        return replace(terms, starts_on=starts_on, ends_on=ends_on)
    if change.what is What.TIMETABLE:
        kept = tuple(s for s in terms.stretches if s.since < change.since)
        new = Stretch(change.since, value["week"], value["holidays_worked"])
        return replace(terms, stretches=(*kept, new))
    if change.what is What.INTERRUPTION:
        return replace(terms, interrupted_on=date.fromisoformat(value["on"]))
    if change.what is What.FRAMING:
        return replace(terms, headings=Headings(**value))
    if change.what is What.MISSIONS:
        return replace(terms, missions=tuple(map(AgreedMission.from_json, value)))
    people: dict[str, Any] = {change.what.value: value}
    return replace(terms, **people)


def value_of(terms: Terms, what: What) -> Any:
    """What these terms say of this, as JSON; None where nothing is said."""
    current = terms.current
    stopped = terms.interrupted_on
    said: Mapping[What, Any] = {
        What.DATES: {
            "starts_on": terms.starts_on.isoformat(),
            "ends_on": terms.ends_on.isoformat(),
        },
        What.TIMETABLE: {"week": current.week, "holidays_worked": current.holidays_worked},
        What.SITE: terms.site,
        What.TUTOR: terms.tutor,
        What.REFERENT: terms.referent,
        What.FRAMING: asdict(terms.headings),
        What.MISSIONS: [mission.as_json() for mission in terms.missions],
        What.INTERRUPTION: {"on": stopped.isoformat()} if stopped else None,
    }
    return said[what]


# ---------------------------------------------------------------- JSON
def stretches_as_json(stretches: Iterable[Stretch]) -> list[dict[str, Any]]:
    return [
        {"since": s.since.isoformat(), "week": s.week, "holidays_worked": s.holidays_worked}
        for s in stretches
    ]


def stretches_from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(date.fromisoformat(k["since"]), k["week"], k["holidays_worked"]) for k in kept
    )


def terms_as_json(terms: Terms) -> dict[str, Any]:
    return {
        "starts_on": terms.starts_on.isoformat(),
        "ends_on": terms.ends_on.isoformat(),
        "stretches": stretches_as_json(terms.stretches),
        "site": terms.site,
        "tutor": terms.tutor,
        "referent": terms.referent,
        "headings": asdict(terms.headings),
        "missions": [mission.as_json() for mission in terms.missions],
        "interrupted_on": terms.interrupted_on.isoformat() if terms.interrupted_on else None,
    }


def terms_from_json(kept: Mapping[str, Any]) -> Terms:
    stopped = kept["interrupted_on"]
    return Terms(
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]),
        stretches=stretches_from_json(kept["stretches"]),
        site=kept["site"],
        tutor=kept["tutor"],
        referent=kept["referent"],
        headings=Headings(**kept["headings"]),
        missions=tuple(map(AgreedMission.from_json, kept["missions"])),
        interrupted_on=date.fromisoformat(stopped) if stopped else None,
    )
