"""The tutor corrects a week; the student may contest it once, and the team settles it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import hours, long_day
from tripartite.logbook.actions.presence import (
    checked,
    facts_of,
    locked,
    locked_week,
    require_unchanged,
    write_days,
)
from tripartite.logbook.actions.telling import tell_team
from tripartite.logbook.domain.corrections import changes, entries_as_json, entries_from_json
from tripartite.logbook.domain.presence import (
    WEEK,
    DayEntry,
    LogbookError,
    WeekState,
    counted_minutes,
    in_order,
)
from tripartite.logbook.emails import correcting as emails
from tripartite.logbook.emails.presence import week_path
from tripartite.logbook.models import PresenceWeek, WeekCorrection
from tripartite.logbook.queries import ledger
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.schedule import expected


@transaction.atomic
def correct_week(
    *, week: PresenceWeek, days: Iterable[DayEntry], reason: str, by: Actor, seen: str | None = None
) -> WeekCorrection:
    """Write what the tutor says happened, and confirm it; both versions are kept.

    Raises TransitionError when the week or the person forbids it, LogbookError when the days
    cannot be, when nothing differs, or when the student changed the week since it was ``seen``.
    """
    week = locked_week(week)
    week.placement = placement = locked(week.placement)
    target = WEEK.target(
        "correct",
        WeekState(week.state),
        placement.relations_of(by),
        facts=facts_of(week),
        reason=reason,
    )
    require_unchanged(week, seen)
    before, after = ledger.entries_of(week), in_order(days)
    if not changes(before, after):
        raise LogbookError(
            "nothing_corrected",
            "Rien n’a changé : corrigez au moins un jour, ou revenez à la semaine et confirmez-la.",
        )
    checked(placement, week.monday, after, expected(placement))
    write_days(week, after)
    week.state = target
    week.confirmed_at = clock.now()
    week.confirmed_by = name_of(by)[:170]
    week.reason = ""
    week.save(update_fields=["state", "confirmed_at", "confirmed_by", "reason"])
    correction = WeekCorrection.objects.create(
        week=week,
        at=clock.now(),
        by=name_of(by)[:170],
        reason=reason.strip(),
        before=entries_as_json(before),
        after=entries_as_json(after),
    )
    total = hours(counted_minutes(after))
    record(
        by=by,
        school=placement.school,
        verb="presence.corrected",
        sentence=f"Semaine du {long_day(week.monday)} corrigée et confirmée : {total}. "
        f"{correction.reason}",
        file=placement.file,
        week=week.pk,
        before=correction.before,
        after=correction.after,
    )
    if placement.student.email:
        outbox.send(emails.week_corrected(correction), school=placement.school)
    return correction


def _last_correction(week: PresenceWeek) -> WeekCorrection:
    """The one that the workflow saw, of this very week."""
    correction = ledger.last_correction(week)
    if correction is None:
        raise AssertionError("nothing was corrected: the workflow should have refused")
    correction.week = week
    return correction


@transaction.atomic
def contest_week(*, week: PresenceWeek, reason: str, by: Actor) -> WeekCorrection:
    """The student says once, in a word, why the correction is not right; the référent decides."""
    week = locked_week(week)
    WEEK.target(
        "contest",
        WeekState(week.state),
        week.placement.relations_of(by),
        facts=facts_of(week),
        reason=reason,
    )
    correction = _last_correction(week)
    correction.contested_at = clock.now()
    correction.contest = reason.strip()
    correction.save(update_fields=["contested_at", "contest"])
    record(
        by=by,
        school=week.placement.school,
        verb="presence.contested",
        sentence=f"Correction de la semaine du {long_day(week.monday)} contestée : "
        f"{correction.contest}",
        file=week.placement.file,
        week=week.pk,
    )
    tell_team(week.placement, lambda user: emails.week_contested(correction, user))
    return correction


@transaction.atomic
def settle_week(*, week: PresenceWeek, stands: bool, reason: str, by: User) -> WeekCorrection:
    """Decide of a contested correction: it stands, or the week is again what the student told.

    Either way the week stays confirmed, now by the word of who decides when the correction falls;
    student and tutor read the decision. Raises TransitionError when nothing waits for one, or when
    an attestation states the hours that would change; LogbookError when the days cannot be any
    more.
    """
    week = locked_week(week)
    target = WEEK.target(
        "uphold" if stands else "take_back",
        WeekState(week.state),
        week.placement.relations_of(by),
        facts=facts_of(week),
        reason=reason,
    )
    correction = _last_correction(week)
    if not stands:
        _taken_back(week, correction, by)
    week.state = target
    week.save(update_fields=["state"])
    correction.stands, correction.settlement = stands, reason.strip()
    correction.settled_at, correction.settled_by = clock.now(), name_of(by)[:170]
    correction.save(update_fields=["stands", "settlement", "settled_at", "settled_by"])
    how = "maintenue" if stands else "retirée, la déclaration de l’étudiant compte"
    record(
        by=by,
        school=week.placement.school,
        verb="presence.settled",
        sentence=f"Correction de la semaine du {long_day(week.monday)} {how} : "
        f"{correction.settlement}",
        file=week.placement.file,
        week=week.pk,
        stands=stands,
    )
    _tell_settled(correction)
    return correction


def _taken_back(week: PresenceWeek, correction: WeekCorrection, by: User) -> None:
    """The days as the student told them, when they can still be."""
    placement = week.placement
    before = in_order(entries_from_json(correction.before))
    checked(placement, week.monday, before, expected(placement))
    write_days(week, before)
    week.confirmed_at = clock.now()
    week.confirmed_by = f"{name_of(by)}, après contestation"[:170]
    week.save(update_fields=["confirmed_at", "confirmed_by"])


def _tell_settled(correction: WeekCorrection) -> None:
    placement = correction.week.placement
    path = week_path(correction.week)
    people: list[tuple[str, str, str]] = []
    student = placement.student
    if student.email:
        people.append((student.email, student.get_full_name(), f"{settings.SITE_URL}{path}"))
    tutor = link_for(placement=placement, relation=Relation.TUTOR)
    if tutor is not None:
        people.append((tutor.email, tutor.name, link_url(tutor, path)))
    for to, to_name, url in people:
        message = emails.week_settled(correction, to=to, to_name=to_name, url=url)
        outbox.send(message, school=placement.school)
