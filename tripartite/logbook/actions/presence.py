"""Presence is told by the student, confirmed by the tutor, reopened with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, name_of, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import count_of, day_in_words, hours, long_day
from tripartite.core.workflow import TransitionError
from tripartite.documents.actions.files import keep
from tripartite.documents.uploads import CheckedFile
from tripartite.law.presence import ExpectedDay
from tripartite.logbook.actions.telling import tell_team
from tripartite.logbook.domain.corrections import entries_as_json
from tripartite.logbook.domain.presence import (
    LIVE,
    WEEK,
    DayEntry,
    DayKind,
    LogbookError,
    WeekFacts,
    WeekState,
    as_planned,
    check_made_up,
    check_week,
    counted_minutes,
    in_order,
    missing_days,
    monday_of,
)
from tripartite.logbook.emails import presence as emails
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.mailing import outbox
from tripartite.papers.queries import may_begin
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement
from tripartite.placements.schedule import check_authorised, expected


@transaction.atomic
def declare_week(
    *, placement: Placement, monday: date, days: Iterable[DayEntry], by: Actor
) -> PresenceWeek:
    """Write what happened that week; the tutor is asked once the week is complete.

    Said again before the confirmation, it replaces what was said. Raises TransitionError when the
    week or the person forbids it, LogbookError when the days cannot be.
    """
    placement = locked(placement)
    entries = in_order(days)
    plan = expected(placement)
    checked(placement, monday, entries, plan)
    return _declared(placement, monday, entries, plan, by)


def checked(
    placement: Placement,
    monday: date,
    entries: Sequence[DayEntry],
    plan: Sequence[ExpectedDay],
    *,
    one_day: bool = False,
) -> None:
    """Refuse with LogbookError what cannot be, alone or beside the other weeks."""
    check_week(
        entries,
        monday=monday,
        expected=plan,
        starts_on=placement.starts_on,
        ends_on=placement.last_day,
        today=clock.today(),
        one_day=one_day,
    )
    check_made_up(entries, ledger.entries_elsewhere(placement, monday))


def _declared(
    placement: Placement,
    monday: date,
    entries: Sequence[DayEntry],
    plan: Sequence[ExpectedDay],
    by: Actor,
    *,
    asks: bool = True,
) -> PresenceWeek:
    """``asks``: whether the tutor is written to once the week is complete."""
    week, _new = PresenceWeek.objects.get_or_create(placement=placement, monday=monday)
    week.placement = placement
    target = WEEK.target("declare", WeekState(week.state), placement.relations_of(by))
    before = ledger.entries_of(week)
    already_asked = week.state == WeekState.DECLARED and not missing_days(plan, before, monday)
    if week.state == target and before == entries:
        return week
    write_days(week, entries)
    week.state = target
    week.declared_at = clock.now()
    week.reason = ""
    week.save(update_fields=["state", "declared_at", "reason"])
    _journal_declared(week, entries, by)
    if asks and not already_asked and not missing_days(plan, entries, monday):
        _ask_tutor(week, entries)
    _tell_absences(week, before, entries)
    return week


def write_days(week: PresenceWeek, entries: Iterable[DayEntry]) -> None:
    """These days, and no other, are what the ledger tells of the week."""
    PresenceDay.objects.filter(week=week).delete()
    PresenceDay.objects.bulk_create(
        PresenceDay(week=week, day=e.day, kind=e.kind, minutes=e.minutes, makes_up=e.makes_up)
        for e in entries
    )


@transaction.atomic
def declare_day(*, placement: Placement, day: date, by: Actor) -> PresenceWeek:
    """« Présent comme prévu » for one day, from that day on; the other days stay as told."""
    placement = locked(placement)
    plan, monday = expected(placement), monday_of(day)
    planned = [entry for entry in as_planned(plan, monday) if entry.day == day]
    if not planned:
        raise LogbookError(
            "day_not_planned",
            f"Rien n’est prévu le {day_in_words(day)} : si vous étiez présent, dites vos heures "
            "dans « Autre chose s’est passé ».",
        )
    week = PresenceWeek.objects.filter(placement=placement, monday=monday).first()
    told = ledger.entries_of(week) if week else []
    entries = in_order([*(entry for entry in told if entry.day != day), *planned])
    checked(placement, monday, entries, plan, one_day=True)
    return _declared(placement, monday, entries, plan, by)


def declare_as_planned(*, placement: Placement, monday: date, by: Actor) -> PresenceWeek:
    """« Présent comme prévu »: the week as the timetable has it, once it is over."""
    days = as_planned(expected(placement), monday)
    return declare_week(placement=placement, monday=monday, days=days, by=by)


def locked(placement: Placement) -> Placement:
    """The placement under lock; refused unless its presence may be written."""
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    if State(placement.state) not in LIVE:
        raise TransitionError(
            "placement_not_live",
            f"La présence de ce stage ne peut pas être notée : il est "
            f"« {placement.get_state_display()} ».",
        )
    if not may_begin(placement):
        raise LogbookError(
            "agreement_not_sealed",
            "La présence ne peut être notée qu’après la signature de la convention par tous. "
            "Le dossier du stage dit qui doit encore signer.",
        )
    check_authorised(placement)
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
        days=entries_as_json(entries),
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
    if fresh:
        tell_team(week.placement, lambda user: emails.absence_unjustified(week, fresh, user))


def locked_week(week: PresenceWeek) -> PresenceWeek:
    """The week, its placement locked first, in the order of ``declare_week``."""
    placement = (
        Placement.objects.with_people().select_for_update(of=("self",)).get(pk=week.placement_id)
    )
    week = PresenceWeek.objects.select_for_update(of=("self",)).get(pk=week.pk)
    week.placement = placement
    return week


def facts_of(week: PresenceWeek) -> WeekFacts:
    """What the workflow asks to know of the week."""
    plan = expected(week.placement)
    last = ledger.last_correction(week)
    return WeekFacts(
        missing=len(missing_days(plan, ledger.entries_of(week), week.monday)),
        attested=ledger.is_attested(week.placement),
        contestable=last is not None and last.contested_at is None,
        contested=last is not None and last.is_contested,
        settled=last is not None and last.settled_at is not None,
    )


@transaction.atomic
def confirm_week(
    *, week: PresenceWeek, by: Actor, seen: datetime | str | None = None
) -> PresenceWeek:
    """The tutor's word: from now on these hours count.

    ``seen`` is the moment of the declaration that was read; LogbookError when the student has
    changed it since.
    """
    week = locked_week(week)
    target = WEEK.target(
        "confirm", WeekState(week.state), week.placement.relations_of(by), facts=facts_of(week)
    )
    require_unchanged(week, seen)
    return _confirmed(week, target, by, signed_by=name_of(by), note="")


def require_unchanged(week: PresenceWeek, seen: datetime | str | None) -> None:
    """Refuse to speak of a declaration that is not the one that was read."""
    if seen is not None and seen not in {week.declared_at, stamp(week)}:
        raise LogbookError(
            "week_changed",
            "Cette semaine vient d’être modifiée : relisez-la, puis confirmez-la.",
        )


def stamp(week: PresenceWeek) -> str:
    """What a page sends back to say which declaration was read."""
    return week.declared_at.isoformat() if week.declared_at else ""


@transaction.atomic
def record_week(
    *, week: PresenceWeek, reason: str, by: Actor, sheet: CheckedFile | None = None
) -> PresenceWeek:
    """The office records the sheet that the tutor signed by hand; ``reason`` says which.

    ``sheet`` is its scan; who recorded it is kept on the week, and when with the confirmation.
    """
    return _recorded(locked_week(week), reason, by, sheet)


@transaction.atomic
def record_sheet(
    *,
    placement: Placement,
    monday: date,
    days: Iterable[DayEntry],
    reason: str,
    by: Actor,
    sheet: CheckedFile | None = None,
) -> PresenceWeek:
    """The office writes a week as the signed sheet tells it, and confirms it, in one step.

    All or nothing, with the refusals of ``declare_week`` and ``record_week``; the tutor, who has
    signed, is not asked again.
    """
    placement = locked(placement)
    entries, plan = in_order(days), expected(placement)
    checked(placement, monday, entries, plan)
    week = _declared(placement, monday, entries, plan, by, asks=False)
    return _recorded(week, reason, by, sheet)


def _recorded(
    week: PresenceWeek, reason: str, by: Actor, sheet: CheckedFile | None
) -> PresenceWeek:
    mine = week.placement.relations_of(by)
    target = WEEK.target("record", WeekState(week.state), mine, facts=facts_of(week), reason=reason)
    tutor = week.placement.tutor
    signed_by = f"sur papier, {tutor}" if tutor else "sur papier"
    week.recorded_by = name_of(by)[:170]
    if sheet is not None:
        week.sheet = keep(
            school=week.placement.school, content=sheet.content, name=sheet.name, mime=sheet.mime
        )
    week.save(update_fields=["recorded_by", "sheet"])
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
    if ledger.is_attested(week.placement):
        _tell_office(week)
    return week


def _tell_office(week: PresenceWeek) -> None:
    """An attestation that is out does not state these hours: the office corrects it."""
    school = week.placement.school
    for user in User.objects.members_of(school, Role.OFFICE).order_by("pk"):
        if user.email:
            outbox.send(emails.week_after_attestation(week, user), school=school)


@transaction.atomic
def reopen_week(*, week: PresenceWeek, reason: str, by: Actor) -> PresenceWeek:
    """Give the week back to the student, with the reason; its hours no longer count."""
    week = locked_week(week)
    mine = week.placement.relations_of(by)
    week.state = WEEK.target(
        "reopen", WeekState(week.state), mine, facts=facts_of(week), reason=reason
    )
    week.reason = reason.strip()
    week.confirmed_at = None
    week.confirmed_by = week.recorded_by = ""
    week.sheet = None
    week.save(
        update_fields=["state", "reason", "confirmed_at", "confirmed_by", "recorded_by", "sheet"]
    )
    record(
        by=by,
        school=week.placement.school,
        verb="presence.reopened",
        sentence=f"Semaine du {long_day(week.monday)} rouverte : {week.reason}",
        file=week.placement.file,
        week=week.pk,
    )
    _tell_reopened(week, by)
    return week


def _tell_reopened(week: PresenceWeek, by: Actor) -> None:
    """The student corrects it; the tutor learns that it will have to be read again."""
    school, student = week.placement.school, week.placement.student
    if student.email:
        message = emails.week_reopened(week, by=name_of(by), reason=week.reason)
        outbox.send(message, school=school)
    tutor = link_for(placement=week.placement, relation=Relation.TUTOR)
    if tutor is not None and Relation.TUTOR not in week.placement.relations_of(by):
        outbox.send(
            emails.week_taken_back(
                week,
                by=name_of(by),
                to=tutor.email,
                to_name=tutor.name,
                url=link_url(tutor, emails.week_path(week)),
            ),
            school=school,
        )
