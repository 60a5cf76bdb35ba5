"""Presence is told by the student, confirmed by the tutor, reopened with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.core import clock
from tripartite.core.fr import count_of, hours, long_day
from tripartite.core.workflow import TransitionError
from tripartite.logbook.domain.presence import (
    LIVE,
    WEEK,
    DayEntry,
    DayKind,
    LogbookError,
    WeekFacts,
    WeekState,
    as_planned,
    check_week,
    counted_minutes,
    missing_days,
)
from tripartite.logbook.emails import presence as emails
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected


@transaction.atomic
def declare_week(
    *, placement: Placement, monday: date, days: Iterable[DayEntry], by: Actor
) -> PresenceWeek:
    """Write what happened that week; the tutor is asked once the week is complete.

    Said again before the confirmation, it replaces what was said. Raises TransitionError when the
    week or the person forbids it, LogbookError when the days cannot be.
    """
    placement = _locked(placement)
    entries = sorted(days)
    plan = expected(placement)
    check_week(
        entries,
        monday=monday,
        expected=plan,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        today=clock.today(),
    )
    week, _new = PresenceWeek.objects.get_or_create(placement=placement, monday=monday)
    week.placement = placement
    target = WEEK.target("declare", WeekState(week.state), placement.relations_of(by))
    before = ledger.entries_of(week)
    already_asked = week.state == WeekState.DECLARED and not missing_days(plan, before, monday)
    if week.state == target and before == entries:
        return week
    PresenceDay.objects.filter(week=week).delete()
    PresenceDay.objects.bulk_create(
        PresenceDay(week=week, day=e.day, kind=e.kind, minutes=e.minutes) for e in entries
    )
    week.state = target
    week.declared_at = clock.now()
    week.reason = ""
    week.save(update_fields=["state", "declared_at", "reason"])
    _journal_declared(week, entries, by)
    if not already_asked and not missing_days(plan, entries, monday):
        _ask_tutor(week, entries)
    _tell_absences(week, before, entries)
    return week


def declare_as_planned(*, placement: Placement, monday: date, by: Actor) -> PresenceWeek:
    """« Présent comme prévu »: the week as the timetable has it, once it is over."""
    days = as_planned(expected(placement), monday)
    return declare_week(placement=placement, monday=monday, days=days, by=by)


def _locked(placement: Placement) -> Placement:
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    if State(placement.state) not in LIVE:
        raise TransitionError(
            "placement_not_live",
            f"La présence de ce stage ne peut pas être notée : il est "
            f"« {placement.get_state_display()} ».",
        )
    if not ledger.agreement_is_sealed(placement):
        raise LogbookError(
            "agreement_not_sealed",
            "La présence ne peut être notée qu’après la signature de la convention par tous. "
            "Le dossier du stage dit qui doit encore signer.",
        )
    return placement


def _journal_declared(week: PresenceWeek, entries: Sequence[DayEntry], by: Actor) -> None:
    told = counted_minutes(entries)
    absent = len({e.day for e in entries if not counted_minutes([e])})
    absences = f", {count_of(absent, 'jour')} d’absence" if absent else ""
    record(
        by=by,
        school=week.placement.school,
        verb="presence.declared",
        sentence=f"Semaine du {long_day(week.monday)} déclarée : {hours(told)}{absences}",
        file=week.placement.file,
        week=week.pk,
        days=[[e.day.isoformat(), e.kind, e.minutes] for e in entries],
    )


def _ask_tutor(week: PresenceWeek, entries: Sequence[DayEntry]) -> None:
    link = link_for(placement=week.placement, relation=Relation.TUTOR)
    if link is None:
        return  # no e-mail: the tutor signs a sheet, which the office records
    outbox.send(
        emails.week_to_confirm(
            week,
            minutes=counted_minutes(entries),
            to=link.email,
            to_name=link.name,
            url=link_url(link, emails.week_path(week)),
        ),
        school=week.placement.school,
    )


def _tell_absences(
    week: PresenceWeek, before: Sequence[DayEntry], entries: Sequence[DayEntry]
) -> None:
    known = {e.day for e in before if e.kind is DayKind.UNJUSTIFIED}
    fresh = [e.day for e in entries if e.kind is DayKind.UNJUSTIFIED and e.day not in known]
    message = emails.absence_unjustified(week, fresh) if fresh else None
    if message is not None:
        outbox.send(message, school=week.placement.school)


def _locked_week(week: PresenceWeek) -> PresenceWeek:
    """The week, its placement locked first, in the order of ``declare_week``."""
    placement = (
        Placement.objects.with_people().select_for_update(of=("self",)).get(pk=week.placement_id)
    )
    week = PresenceWeek.objects.select_for_update(of=("self",)).get(pk=week.pk)
    week.placement = placement
    return week


def _facts(week: PresenceWeek) -> WeekFacts:
    plan = expected(week.placement)
    return WeekFacts(
        missing=len(missing_days(plan, ledger.entries_of(week), week.monday)),
        attested=ledger.is_attested(week.placement),
    )


@transaction.atomic
def confirm_week(
    *, week: PresenceWeek, by: Actor, seen: datetime | str | None = None
) -> PresenceWeek:
    """The tutor's word: from now on these hours count.

    ``seen`` is the moment of the declaration that was read; LogbookError when the student has
    changed it since.
    """
    week = _locked_week(week)
    target = WEEK.target(
        "confirm", WeekState(week.state), week.placement.relations_of(by), facts=_facts(week)
    )
    if seen is not None and seen not in {week.declared_at, stamp(week)}:
        raise LogbookError(
            "week_changed",
            "Cette semaine vient d’être modifiée : relisez-la, puis confirmez-la.",
        )
    return _confirmed(week, target, by, signed_by=name_of(by), note="")


def stamp(week: PresenceWeek) -> str:
    """What a page sends back to say which declaration was read."""
    return week.declared_at.isoformat() if week.declared_at else ""


@transaction.atomic
def record_week(*, week: PresenceWeek, reason: str, by: Actor) -> PresenceWeek:
    """The office records the sheet that the tutor signed by hand; ``reason`` says which."""
    week = _locked_week(week)
    mine = week.placement.relations_of(by)
    target = WEEK.target("record", WeekState(week.state), mine, facts=_facts(week), reason=reason)
    tutor = week.placement.tutor
    signed_by = f"sur papier, {tutor}" if tutor else "sur papier"
    return _confirmed(week, target, by, signed_by=signed_by, note=f" sur papier ({reason.strip()})")


def _confirmed(
    week: PresenceWeek, target: WeekState, by: Actor, *, signed_by: str, note: str
) -> PresenceWeek:
    week.state = target
    week.confirmed_at = clock.now()
    week.confirmed_by = signed_by[:170]
    week.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    total = hours(counted_minutes(ledger.entries_of(week)))
    record(
        by=by,
        school=week.placement.school,
        verb="presence.confirmed",
        sentence=f"Semaine du {long_day(week.monday)} confirmée{note} : {total}",
        file=week.placement.file,
        week=week.pk,
    )
    return week


@transaction.atomic
def reopen_week(*, week: PresenceWeek, reason: str, by: Actor) -> PresenceWeek:
    """Give the week back to the student, with the reason; its hours no longer count."""
    week = _locked_week(week)
    mine = week.placement.relations_of(by)
    week.state = WEEK.target(
        "reopen", WeekState(week.state), mine, facts=_facts(week), reason=reason
    )
    week.reason = reason.strip()
    week.confirmed_at = None
    week.confirmed_by = ""
    week.save(update_fields=["state", "reason", "confirmed_at", "confirmed_by"])
    record(
        by=by,
        school=week.placement.school,
        verb="presence.reopened",
        sentence=f"Semaine du {long_day(week.monday)} rouverte : {week.reason}",
        file=week.placement.file,
        week=week.pk,
    )
    if week.placement.student.email:
        message = emails.week_reopened(week, by=name_of(by), reason=week.reason)
        outbox.send(message, school=week.placement.school)
    return week
