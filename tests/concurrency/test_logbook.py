"""Two people on the same note in the same second, and a note that a phone sends twice."""

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import pytest
import time_machine

from tests.concurrency.conftest import at_once, refusals
from tests.logbook.notes import make_note, noted, photo
from tests.logbook.partners import MONDAY, Partners, make_partners
from tripartite.accounts.models import School
from tripartite.logbook.actions import entries as actions
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.correcting import contest_week, correct_week, settle_week
from tripartite.logbook.actions.noting import Proof, note_activity
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.domain.presence import DayEntry, DayKind
from tripartite.logbook.models import Evidence, LogEntry, WeekCorrection
from tripartite.logbook.queries import ledger
from tripartite.mailing.models import OutgoingMessage


@pytest.fixture(autouse=True)
def _second_week() -> Iterator[None]:
    with time_machine.travel("2027-01-11 08:00:00+01:00", tick=True):
        yield


@pytest.fixture
def partners(school: School) -> Partners:
    return make_partners(school)


def test_a_note_is_validated_as_it_was_read_or_not_at_all(partners: Partners) -> None:
    """Whoever comes first, no validation covers words that the référent has not read."""
    entry = noted(partners)
    read = actions.stamp(entry)
    rewritten = make_note(partners.placement, did="Tout autre chose, écrit entre-temps.")

    outcomes = at_once(
        partial(actions.validate_entry, entry=entry, by=partners.referent, seen=read),
        partial(actions.edit_entry, entry=entry, note=rewritten, by=partners.student),
    )

    entry.refresh_from_db()
    assert entry.did == "Tout autre chose, écrit entre-temps."
    assert entry.state != EntryState.VALIDATED
    assert entry.validated_by == ""
    assert refusals(outcomes) in ([], ["entry_changed"])


def test_a_note_sent_twice_at_once_is_one_with_one_photo(partners: Partners) -> None:
    send = partial(
        note_activity,
        placement=partners.placement,
        note=make_note(partners.placement),
        sending=uuid4(),
        by=partners.student,
        proof=Proof(photo()),
    )

    first, second = at_once(send, send)

    assert first == second
    assert (LogEntry.objects.count(), Evidence.objects.count()) == (1, 1)
    assert LogEntry.objects.get().state == EntryState.SHARED


def test_two_who_settle_at_once_decide_once(partners: Partners) -> None:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    days = [DayEntry(d.day, DayKind.PRESENT, 360) for d in ledger.entries_of(week)]
    correct_week(week=week, days=days, reason="Six heures.", by=partners.tutor)
    contest_week(week=week, reason="Sept heures.", by=partners.student)

    outcomes = at_once(
        partial(settle_week, week=week, stands=True, reason="Oui.", by=partners.referent),
        partial(settle_week, week=week, stands=False, reason="Non.", by=partners.office),
    )

    kept = WeekCorrection.objects.get()
    assert refusals(outcomes) == ["contested"]
    assert ledger.effective_minutes(partners.placement) == 5 * (360 if kept.stands else 420)
    assert OutgoingMessage.objects.filter(kind="week_settled").count() == 2
