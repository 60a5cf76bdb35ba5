"""Writing the columns that hold on a day, from the agreement and from what changed it since."""

from datetime import date, timedelta

from django.db import transaction

from tripartite.core import clock
from tripartite.placements.actions.framing import keep_promises
from tripartite.placements.domain.framing import TEXTS
from tripartite.placements.domain.terms import (
    DATED,
    AgreedMission,
    Terms,
    stretches_as_json,
    terms_on,
)
from tripartite.placements.models import Framing, Mission, Placement, TermChange
from tripartite.placements.queries import agreed_missions, original_terms

#: How far back a change that waited for its day is looked for, should nothing have run since.
LOOK_BACK = timedelta(days=60)
#: Rows are moved beyond this rank before they take their own: a rank is held once.
_ASIDE = 1000


@transaction.atomic
def project(*, placement: Placement, today: date) -> None:
    """Write the columns that hold on this day; running it twice is running it once."""
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    changes = [row.change for row in placement.changes.order_by("position")]
    terms = terms_on(original_terms(placement), changes, today)
    placement.starts_on, placement.ends_on = terms.starts_on, terms.ends_on
    placement.timetable = terms.current.week
    placement.holidays_worked = terms.current.holidays_worked
    several = len(terms.stretches) > 1
    placement.stretches = stretches_as_json(terms.stretches) if several else []
    placement.interrupted_on = terms.interrupted_on
    placement.site_id, placement.tutor_id = terms.site, terms.tutor
    placement.referent_id = terms.referent
    placement.save(
        update_fields=[
            "starts_on", "ends_on", "timetable", "holidays_worked", "stretches", "interrupted_on",
            "site", "tutor", "referent",
        ]
    )  # fmt: skip
    _write_headings(placement, terms)
    _write_missions(placement, terms.missions)


def project_due(today: date) -> int:
    """Write the changes whose day has come; how many placements."""
    due = TermChange.objects.filter(since__range=(today - LOOK_BACK, today)).exclude(
        what__in=list(DATED)
    )
    placements = list(Placement.objects.filter(changes__in=due).distinct().order_by("pk"))
    for placement in placements:
        project(placement=placement, today=today)
    return len(placements)


def _write_headings(placement: Placement, terms: Terms) -> None:
    framing = Framing.objects.filter(placement=placement).first()
    said = {name: getattr(terms.headings, name) for name in TEXTS}
    if framing is None or said == {name: getattr(framing, name) for name in TEXTS}:
        return
    for name, text in said.items():
        setattr(framing, name, text)
    framing.version += 1
    framing.updated_at = clock.now()
    framing.save(update_fields=[*said, "version", "updated_at"])
    keep_promises(placement, terms.headings.promises)


def _write_missions(placement: Placement, agreed: tuple[AgreedMission, ...]) -> None:
    """Make the rows those missions: one that stays keeps its row, which a report may name."""
    kept = agreed_missions(placement)
    if [m.words for m in kept] == [m.words for m in agreed]:
        return
    rows = _rows_for(placement, agreed, kept)
    placement.missions.exclude(pk__in=[row.pk for row in rows if row]).delete()
    for rank, row in enumerate(rows, start=1):
        if row is not None:
            row.position = _ASIDE + rank
            row.save(update_fields=["position"])
    for rank, (mission, row) in enumerate(zip(agreed, rows, strict=True), start=1):
        written = row or Mission(placement=placement)
        written.position = rank
        written.title = mission.title
        written.description = mission.description
        written.expected_result = mission.expected_result
        written.save()
        written.tasks.set(mission.tasks)
        written.results.set(mission.results)


def _rows_for(
    placement: Placement, agreed: tuple[AgreedMission, ...], kept: tuple[AgreedMission, ...]
) -> list[Mission | None]:
    """The row of each mission: the one it had, or the one that an earlier change made for it."""
    rows = {row.pk: row for row in placement.missions.all()}
    found = [rows.pop(mission.key, None) for mission in agreed]
    for rank, mission in enumerate(agreed):
        same = [k.key for k in kept if k.key in rows and k.words == mission.words]
        if found[rank] is None and same:
            found[rank] = rows.pop(same[0])
    return found
