"""What the daily watch tells: days of which nothing is said, and the week that the tutor reads.

Each message leaves once: its notice is written in the same transaction, under a constraint.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from tripartite.core import clock
from tripartite.logbook.actions.telling import tell_team
from tripartite.logbook.domain.presence import (
    LIVE,
    NoticeKind,
    WeekState,
    as_planned,
    monday_of,
    silent_days,
)
from tripartite.logbook.emails import watching as emails
from tripartite.logbook.emails.presence import week_path
from tripartite.logbook.models import PresenceDay, PresenceNotice, PresenceWeek
from tripartite.mailing import outbox
from tripartite.papers.queries import begun
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected, unauthorised

#: A placement that is over is still watched for so long: its last days are told afterwards.
AFTER_THE_END = timedelta(days=14)


def watched(today: date) -> list[Placement]:
    """The placements that run, or ended lately, and could begin: signed by all, or let by the head.

    Not those that Monaco has not authorised: nothing can be told of them yet.
    """
    rows = begun(Placement.objects.with_people()).filter(
        state__in=list(LIVE),
        starts_on__lte=today,
        ends_on__gte=today - AFTER_THE_END,
    )
    return [p for p in rows.order_by("pk") if not unauthorised(p)]


def watch_silence() -> int:
    """Tell the référent of each placement with two working days untold; the number told."""
    today = clock.today()
    placements = watched(today)
    told = _told(placements)
    count = 0
    for placement in placements:
        silent = silent_days(expected(placement), told[placement.pk], today)
        count += bool(silent) and _tell_silence(placement, silent)
    return count


def _told(placements: Iterable[Placement]) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    rows = PresenceDay.objects.filter(week__placement__in=[p.pk for p in placements])
    for pk, day in rows.values_list("week__placement", "day"):
        found[pk].add(day)
    return found


def _is_first(placement: Placement, kind: NoticeKind, day: date) -> bool:
    """Write the notice; False when somebody was told before."""
    _row, new = PresenceNotice.objects.get_or_create(
        placement=placement, kind=kind, day=day, defaults={"sent_at": clock.now()}
    )
    return new


@transaction.atomic
def _tell_silence(placement: Placement, silent: tuple[date, ...]) -> bool:
    if not _is_first(placement, NoticeKind.SILENCE, silent[0]):
        return False
    tell_team(placement, lambda user: emails.presence_silent(placement, silent, user))
    return True


def write_to_tutors() -> int:
    """On the last day of presence of the week, give each tutor the way to it; the number told.

    A week that is already complete was asked for when it was declared: nothing more is sent.
    """
    today = clock.today()
    monday = monday_of(today)
    placements = watched(today)
    told = _told(placements)
    rows = PresenceWeek.objects.filter(monday=monday, placement__in=[p.pk for p in placements])
    states = dict(rows.values_list("placement", "state"))
    count = 0
    for placement in placements:
        planned = [day.day for day in as_planned(expected(placement), monday)]
        missing = sum(day not in told[placement.pk] for day in planned)
        confirmed = states.get(placement.pk) == WeekState.CONFIRMED
        if missing and not confirmed and max(planned) == today:
            count += _write_to_tutor(PresenceWeek(placement=placement, monday=monday), missing)
    return count


@transaction.atomic
def _write_to_tutor(week: PresenceWeek, missing: int) -> bool:
    placement = week.placement
    link = link_for(placement=placement, relation=Relation.TUTOR)
    if link is None or not _is_first(placement, NoticeKind.WEEK, week.monday):
        return False
    url = link_url(link, week_path(week))
    message = emails.week_to_read(week, missing=missing, to=link.email, to_name=link.name, url=url)
    outbox.send(message, school=placement.school)
    return True
