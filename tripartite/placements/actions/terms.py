"""The terms of a placement change: by what all have signed, or when it stops before its end.

The columns of the placement are a projection of the agreement and of its changes, written here
and nowhere else once the agreement is sealed.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.hosts.models import Contact
from tripartite.placements.actions.framing import keep_promises
from tripartite.placements.actions.links import grant
from tripartite.placements.domain import WORKFLOW, Relation, State
from tripartite.placements.domain.framing import TEXTS
from tripartite.placements.domain.terms import (
    DATED,
    WHAT_LABELS,
    Change,
    Terms,
    What,
    effective,
    stretches_as_json,
    terms_as_json,
    terms_on,
    value_of,
)
from tripartite.placements.models import Framing, Placement, PlacementLink, TermChange
from tripartite.placements.queries import original_terms, terms_of_columns

#: How far back a change that waited for its day is looked for, should the daily command not run.
LOOK_BACK = timedelta(days=60)
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
    placement = _locked(placement)
    for row in rows:
        if row.what == What.TUTOR:
            _hand_over(placement, row)
    _record(placement, rows, source, by)
    if any(row.what == What.INTERRUPTION for row in rows):
        _stop(placement, reason or source, by)
    return rows


@transaction.atomic
def project(*, placement: Placement, today: date) -> None:
    """Write the columns that hold on this day; running it twice is running it once."""
    placement = _locked(placement)
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


def project_due(today: date) -> int:
    """Write the changes whose day has come; how many placements: for the daily command."""
    due = TermChange.objects.filter(since__range=(today - LOOK_BACK, today)).exclude(
        what__in=list(DATED)
    )
    placements = list(Placement.objects.filter(changes__in=due).distinct().order_by("pk"))
    for placement in placements:
        project(placement=placement, today=today)
    return len(placements)


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
