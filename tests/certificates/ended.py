"""A placement that took place: its agreement sealed, its ledger kept."""

from datetime import date, timedelta

import time_machine

from tests.agreements.ready import make_ready
from tests.logbook.partners import seal
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.logbook.domain.presence import DayEntry, DayKind, WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.placements.actions.links import link_for
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

#: The last day of the placement (4 to 29 January 2027), in the evening.
LAST_DAY = "2027-01-29 18:00:00+01:00"
MONDAYS = [date(2027, 1, 4) + timedelta(weeks=n) for n in range(4)]


def at_the_end() -> time_machine.travel:
    return time_machine.travel(LAST_DAY, tick=False)


def make_ended(school: School) -> Placement:
    """Four weeks of five days of seven hours, all confirmed."""
    placement = make_ready(school)
    seal(placement)
    for monday in MONDAYS:
        tell(placement, monday, [present(monday, n) for n in range(5)])
    return placement


def present(monday: date, weekday: int, minutes: int = 420) -> DayEntry:
    return DayEntry(monday + timedelta(days=weekday), DayKind.PRESENT, minutes)


def tell(
    placement: Placement,
    monday: date,
    entries: list[DayEntry],
    state: WeekState = WeekState.CONFIRMED,
) -> PresenceWeek:
    """A week of the ledger as its rows are; its own actions have their own tests."""
    week = PresenceWeek.objects.create(
        placement=placement,
        monday=monday,
        state=state,
        declared_at=clock.now(),
        confirmed_at=clock.now() if state is WeekState.CONFIRMED else None,
        confirmed_by="Théo Tuteur" if state is WeekState.CONFIRMED else "",
    )
    PresenceDay.objects.bulk_create(
        PresenceDay(week=week, day=e.day, kind=e.kind, minutes=e.minutes) for e in entries
    )
    return week


def office_of(placement: Placement) -> User:
    return User.objects.get(memberships__role=Role.OFFICE, memberships__school=placement.school)


def signatory_of(placement: Placement):
    link = link_for(placement=placement, relation=Relation.SIGNATORY)
    assert link is not None
    return link
