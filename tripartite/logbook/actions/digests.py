"""Once a week, the logbook in short to those who follow: only when there is something to tell."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tripartite.core import clock
from tripartite.logbook.domain.entries import WRITTEN
from tripartite.logbook.domain.presence import monday_of
from tripartite.logbook.emails.entries import week_digest
from tripartite.logbook.models import LogEntry, WeekDigest
from tripartite.logbook.queries.entries import WeekSummary, week_summary
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


def send_digests() -> int:
    """Tell the last civil week that is over; return how many placements had something to tell."""
    monday = monday_of(clock.today()) - timedelta(weeks=1)
    busy = (
        LogEntry.objects.readable()
        .filter(day__range=(monday, monday + timedelta(days=6)))
        .filter(placement__state__in=list(WRITTEN))
        .exclude(placement__in=WeekDigest.objects.filter(monday=monday).values("placement"))
    )
    pks = busy.values_list("placement", flat=True).distinct().order_by("placement")
    return sum(send_digest(placement=pk, monday=monday) for pk in list(pks))


@transaction.atomic
def send_digest(*, placement: int, monday: date) -> bool:
    """One week of one placement, told once however often it is asked."""
    row = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement)
    _told, new = WeekDigest.objects.get_or_create(placement=row, monday=monday)
    summary = week_summary(row, monday)
    if not new or summary is None or not summary.entries:
        return False
    _tell_referent(summary)
    _tell_tutor(summary)
    return True


def _path(summary: WeekSummary) -> str:
    return reverse(
        "journal:week", kwargs={"placement": summary.placement.pk, "monday": summary.monday}
    )


def _tell_referent(summary: WeekSummary) -> None:
    referent = summary.placement.referent
    if referent is None or not referent.email:
        return
    message = week_digest(
        summary,
        to=referent.email,
        to_name=referent.get_full_name(),
        url=f"{settings.SITE_URL}{_path(summary)}",
        by_link=False,
    )
    outbox.send(message, school=summary.placement.school)


def _tell_tutor(summary: WeekSummary) -> None:
    link = link_for(placement=summary.placement, relation=Relation.TUTOR)
    if link is None:
        return
    message = week_digest(
        summary,
        to=link.email,
        to_name=link.name,
        url=link_url(link, _path(summary)),
        by_link=True,
    )
    outbox.send(message, school=summary.placement.school)
