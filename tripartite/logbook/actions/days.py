"""Exceptional days: proposed, agreed by tutor and référent, then part of what is expected."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import day_in_words
from tripartite.core.workflow import TransitionError
from tripartite.law.calendars import Jurisdiction
from tripartite.law.rest import Concern, concerns
from tripartite.law.timetable import Interval
from tripartite.logbook.domain.days import (
    AGREEING,
    AWAITED,
    SPECIAL_DAY,
    DayState,
    first_state,
)
from tripartite.logbook.domain.presence import LIVE, LogbookError, monday_of
from tripartite.logbook.emails import days as emails
from tripartite.logbook.models import PresenceDay, PresenceWeek, SpecialDay
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url, person_of
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected, jurisdiction_of
from tripartite.school.domain import is_minor


@transaction.atomic
def propose_day(
    *, placement: Placement, day: date, hours: Sequence[Interval], label: str, by: Actor
) -> SpecialDay:
    """Ask for other hours on a day, or for none when the host is closed.

    Raises TransitionError when the placement or the person forbids it, LogbookError when the day
    cannot be, or when the law forbids it whatever the partners agree.
    """
    placement = _locked(placement)
    state = first_state(placement.relations_of(by))
    if state is None or State(placement.state) not in LIVE:
        raise TransitionError(
            "not_possible",
            "Un jour exceptionnel est proposé par l’étudiant, le tuteur ou l’enseignant référent "
            "d’un stage validé.",
        )
    special = SpecialDay(
        placement=placement,
        day=day,
        hours=[span.to_clock() for span in sorted(hours)],
        label=label.strip(),
        state=state,
        proposed_by=name_of(by)[:170],
        proposed_at=clock.now(),
    )
    _check_day(special)
    refuse_forbidden(special)
    special.save()
    _journal(special, "proposed", f"{special} ({special.in_words}) : proposé", by)
    _ask(special)
    return special


def _locked(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def _locked_day(special: SpecialDay) -> SpecialDay:
    placement = _locked(special.placement)
    special = SpecialDay.objects.select_for_update(of=("self",)).get(pk=special.pk)
    special.placement = placement
    return special


def _check_day(special: SpecialDay) -> None:
    placement, day = special.placement, special.day
    if not placement.starts_on <= day <= placement.last_day:
        raise LogbookError(
            "outside_dates",
            f"Le {day_in_words(day)} est en dehors du stage : choisissez un jour du stage.",
        )
    if SpecialDay.objects.live().filter(placement=placement, day=day).exists():
        raise LogbookError(
            "already_special",
            f"Un jour exceptionnel est déjà proposé ou convenu le {day_in_words(day)} : retirez-le "
            "d’abord.",
        )
    _check_untold(special)


def _check_untold(special: SpecialDay) -> None:
    """What was told is changed by telling it again, not by changing what was expected."""
    placement, day = special.placement, special.day
    confirmed = PresenceWeek.objects.filter(
        placement=placement, monday=monday_of(day), confirmed_at__isnull=False
    )
    told = PresenceDay.objects.filter(week__placement=placement, day=day)
    if confirmed.exists() or told.exists():
        raise LogbookError(
            "already_told",
            f"La présence du {day_in_words(day)} est déjà notée : corrigez plutôt la semaine.",
        )


def concerns_of(special: SpecialDay) -> tuple[Concern, ...]:
    """What the law has to say of this day among those already agreed."""
    placement = special.placement
    others = [kept for kept in placement.special_days if kept["day"] != special.day.isoformat()]
    try:
        days = expected(placement, [*others, _kept(special)])
    except DomainError as error:
        raise LogbookError(error.code, str(error)) from error
    birth = placement.enrolment.student.birth_date
    return concerns(days, {special.day}, minor=is_minor(birth, special.day))


def refuse_forbidden(special: SpecialDay) -> None:
    """In France, short rest and long weeks are refused; elsewhere they are only said."""
    here, _region = jurisdiction_of(special.placement)
    forbidden = [c.sentence for c in concerns_of(special) if c.forbidden]
    if forbidden and here is Jurisdiction.FR:
        raise LogbookError("rest", " ".join(forbidden))


def _kept(special: SpecialDay) -> dict[str, object]:
    return {"day": special.day.isoformat(), "hours": special.hours, "label": special.label}


@transaction.atomic
def agree_day(*, special: SpecialDay, by: Actor) -> SpecialDay:
    """The word of the tutor or of the référent; with both, the day is expected as agreed."""
    special = _locked_day(special)
    state, mine = DayState(special.state), special.placement.relations_of(by)
    rows = [row for row in SPECIAL_DAY.available(state, mine) if row.name in AGREEING]
    name = rows[0].name if rows else AGREEING[-1]
    special.state = SPECIAL_DAY.target(name, state, mine)
    _check_untold(special)
    refuse_forbidden(special)
    if special.state == DayState.AGREED:
        special.agreed_at = clock.now()
    special.save(update_fields=["state", "agreed_at"])
    _journal(special, "agreed", f"{special} : {special.get_state_display()}", by)
    if special.state == DayState.AGREED:
        _project(special.placement)
        _tell(special, by)
    return special


@transaction.atomic
def end_day(*, special: SpecialDay, move: str, reason: str, by: Actor) -> SpecialDay:
    """Refuse or withdraw it, with the reason; what was agreed is expected no more."""
    special = _locked_day(special)
    was_agreed = special.state == DayState.AGREED
    special.state = SPECIAL_DAY.target(
        move, DayState(special.state), special.placement.relations_of(by), reason=reason
    )
    if was_agreed:
        _check_untold(special)
    special.reason = reason.strip()
    special.save(update_fields=["state", "reason"])
    sentence = f"{special} : {special.get_state_display()}. {special.reason}"
    _journal(special, special.state, sentence, by)
    if was_agreed:
        _project(special.placement)
    _tell(special, by)
    return special


def _project(placement: Placement) -> None:
    """What everything that counts days reads: the agreed days on the row of the placement."""
    agreed = SpecialDay.objects.filter(placement=placement, state=DayState.AGREED).order_by("day")
    placement.special_days = [_kept(special) for special in agreed]
    placement.save(update_fields=["special_days"])


def _journal(special: SpecialDay, word: str, sentence: str, by: Actor) -> None:
    record(
        by=by,
        school=special.placement.school,
        verb=f"special_day.{word}",
        sentence=sentence[:1].upper() + sentence[1:],
        file=special.placement.file,
        day=special.day.isoformat(),
        hours=special.hours,
    )


def _ask(special: SpecialDay) -> None:
    """Write to those whose word is awaited."""
    for relation in AWAITED[DayState(special.state)]:
        address = _address(special.placement, relation)
        if address:
            outbox.send(emails.day_proposed(special, *address), school=special.placement.school)


def _tell(special: SpecialDay, by: Actor) -> None:
    """The three partners learn how it ended, but whoever decided."""
    for relation in (R.STUDENT, R.TUTOR, R.REFERENT):
        address = _address(special.placement, relation)
        if address and relation not in special.placement.relations_of(by):
            outbox.send(emails.day_decided(special, *address), school=special.placement.school)


def _address(placement: Placement, relation: R) -> tuple[str, str, str] | None:
    """E-mail, name and the way to the page; None without e-mail."""
    path = emails.presence_path(placement)
    if relation is R.TUTOR:
        link = link_for(placement=placement, relation=relation)
        return (link.email, link.name, link_url(link, path)) if link else None
    person = person_of(placement, relation)
    return (person[1], person[0], emails.site(path)) if person and person[1] else None
