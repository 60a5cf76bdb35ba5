"""The terms of a placement change: by what all have signed, or when it stops before its end.

The columns of the placement are a projection of the agreement and of its changes: `projecting`
writes them, and nobody else once the agreement is sealed.
"""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.hosts.models import Contact
from tripartite.placements import queue
from tripartite.placements.actions.links import grant
from tripartite.placements.actions.projecting import project
from tripartite.placements.domain import WORKFLOW, Relation, State
from tripartite.placements.domain.terms import (
    DATED,
    WHAT_LABELS,
    Change,
    What,
    effective,
    terms_as_json,
    value_of,
)
from tripartite.placements.models import Placement, PlacementLink, TermChange
from tripartite.placements.queries import original_terms, terms_of_columns

#: What the journal says when the placement stops.
_STOPPED = "Stage interrompu, dernier jour le {day} : {reason}"


@transaction.atomic
def agree(*, placement: Placement) -> None:
    """Remember the terms of the agreement that all have just signed."""
    placement = _locked(placement)
    if placement.agreed is None:
        placement.agreed = terms_as_json(terms_of_columns(placement))
        placement.save(update_fields=["agreed"])


@transaction.atomic
def put_in_force(
    *, placement: Placement, changes: Sequence[Change], source: str, reason: str = "", by: Actor
) -> list[TermChange]:
    """Add these changes to the terms, and write what they come to today."""
    agree(placement=placement)
    placement = _locked(placement)
    before = original_terms(placement)
    known = list(placement.changes.order_by("position"))
    for row in known:
        before = effective(before, [row.change])
    rows = []
    for position, change in enumerate(changes, start=len(known) + 1):
        rows.append(
            TermChange(
                placement=placement,
                position=position,
                what=change.what,
                since=change.since,
                before=value_of(before, change.what),
                after=change.value,
                source=source,
                in_force_at=clock.now(),
            )
        )
        before = effective(before, [change])
    TermChange.objects.bulk_create(rows)
    project(placement=placement, today=clock.today())
    _project_later(placement, rows)
    placement = _locked(placement)
    for row in rows:
        if row.what == What.TUTOR:
            _hand_over(placement, row)
    _record(placement, rows, source, by)
    if any(row.what == What.INTERRUPTION for row in rows):
        _stop(placement, reason or source, by)
    return rows


def _project_later(placement: Placement, rows: Sequence[TermChange]) -> None:
    """The worker writes the columns again when the day of a change comes, be there a cron or no."""
    days = {row.since for row in rows if row.what not in DATED and row.since > clock.today()}
    for day in sorted(days):
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        queue.project_terms.using(run_after=midnight).enqueue(placement.pk)


def _locked(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def _hand_over(placement: Placement, row: TermChange) -> None:
    """The former tutor keeps the access that came with it until the day, then it is no more."""
    links = PlacementLink.objects.filter(placement=placement, relation=Relation.TUTOR, until=None)
    new = Contact.objects.get(pk=row.after)
    links.exclude(link__name=str(new), link__email=new.email).update(until=row.since)
    if new.email:
        grant(placement=placement, relation=Relation.TUTOR, person=(str(new), new.email, None))


def _record(placement: Placement, rows: Sequence[TermChange], source: str, by: Actor) -> None:
    said = ", ".join(WHAT_LABELS[What(row.what)].lower() for row in rows)
    record(
        by=by,
        school=placement.school,
        verb="placement.terms_changed",
        sentence=f"{source[:1].upper()}{source[1:]} en vigueur : {said}",
        file=placement.file,
        changes=[[row.what, row.since.isoformat(), row.before, row.after] for row in rows],
    )


def _stop(placement: Placement, reason: str, by: Actor) -> None:
    if placement.state == State.INTERRUPTED:
        return
    placement.state = WORKFLOW.target(
        "interrupt", State(placement.state), {Relation.OFFICE}, reason=reason
    )
    placement.reason = reason
    placement.save(update_fields=["state", "reason"])
    record(
        by=by,
        school=placement.school,
        verb="placement.interrupt",
        sentence=_STOPPED.format(day=long_day(placement.last_day), reason=reason),
        file=placement.file,
        reason=reason,
    )
