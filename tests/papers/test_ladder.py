"""Reminders that leave by themselves, the list of the eve, the late start and its lift."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from tests.papers.conftest import give, run_tasks, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, User
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.papers import actions
from tripartite.papers.domain import Capacity, Kind
from tripartite.papers.models import Paper, StartLift
from tripartite.papers.queries import may_begin
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

#: The placement begins on 4 January 2027.
SENT = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def out(paper: Paper) -> Paper:
    Paper.objects.filter(pk=paper.pk).update(kind=Kind.AGREEMENT)
    with time_machine.travel(SENT, tick=False):
        sent = actions.send_out(
            paper=Paper.objects.get(pk=paper.pk), by=None, relations={Relation.OFFICE}
        )
        run_tasks()
    mail.outbox.clear()
    return sent


def on(day: date) -> list[tuple[str, str]]:
    """Run the command of the day; who got what."""
    mail.outbox.clear()
    with time_machine.travel(datetime(day.year, day.month, day.day, 7, tzinfo=UTC), tick=False):
        call_command("remind_signatures", verbosity=0)
        call_command("remind_signatures", verbosity=0)
        run_tasks()
    return [(m.to[0], m.subject.split(" ")[0]) for m in mail.outbox]


def test_each_rung_is_climbed_once(out: Paper) -> None:
    student = signature_of(out, Capacity.STUDENT)
    days = [18, 19, 20, 21, 28, 29, 30, 31]
    got = [day for day in days if on(date(2026, 12, day))]

    # D-15 is 20 December, D-7 the 28th; D-3 and D-1 come with January.
    assert got == [20, 28]
    assert on(date(2027, 1, 1)) == [(student.email, "Rappel")]
    assert on(date(2027, 1, 2)) == []
    assert (student.email, "Rappel") in on(date(2027, 1, 3))


def test_a_command_that_missed_a_day_still_climbs(out: Paper) -> None:
    student = signature_of(out, Capacity.STUDENT)

    assert on(date(2026, 12, 24)) == [(student.email, "Rappel")]
    assert on(date(2026, 12, 25)) == []


def test_the_reminder_carries_the_link_and_shows_on_the_signature(out: Paper) -> None:
    on(date(2026, 12, 20))

    student = signature_of(out, Capacity.STUDENT)
    assert f"/acces/{student.link.token}/" in mail.outbox[0].body
    assert student.reminded_at is not None
    assert JournalEntry.objects.filter(
        verb="signature.reminded", sentence__contains="15 j avant le début"
    ).exists()


def test_on_the_eve_the_office_gets_the_list(out: Paper) -> None:
    on(date(2027, 1, 3))

    office = User.objects.members_of(out.placement.school, Role.OFFICE).get()
    (listed,) = [m for m in mail.outbox if m.to == [office.email]]
    assert listed.subject == "Signatures manquantes : 1 stage commence demain"
    assert "manquent Inès Moreau, Théo Tuteur, Éric Référent" in listed.body


def test_on_the_day_those_who_can_act_are_told_once(out: Paper) -> None:
    office = User.objects.members_of(out.placement.school, Role.OFFICE).get()

    told = on(date(2027, 1, 4))

    people = [office, out.placement.referent, out.placement.student]
    assert Counter(told) == Counter((p.email, "Stage") for p in people)
    assert "n’a pas commencé" in mail.outbox[0].body
    assert on(date(2027, 1, 5)) == []


def test_a_placement_whose_agreement_is_sealed_is_left_alone(out: Paper) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    run_tasks()

    assert on(date(2027, 1, 3)) == []
    assert on(date(2027, 1, 4)) == []
    assert may_begin(out.placement)


# ---------------------------------------------------------------- the lift
@pytest.fixture
def head(placement: Placement) -> User:
    return User.objects.members_of(placement.school, Role.HEAD).get()


def test_the_head_lifts_with_a_reason_and_it_is_said(out: Paper, head: User) -> None:
    placement = out.placement
    before = may_begin(placement)

    actions.lift_start(placement=placement, reason="Le gérant signe lundi.", by=head)

    assert (before, may_begin(placement)) == (False, True)
    assert on(date(2027, 1, 4)) == []
    entry = JournalEntry.objects.get(verb="placement.start_lifted")
    assert entry.sentence.endswith("Le gérant signe lundi.")


def test_nobody_else_lifts_nor_twice_nor_without_a_reason(out: Paper, head: User) -> None:
    placement = out.placement
    office = User.objects.members_of(placement.school, Role.OFFICE).get()

    for person in (office, placement.referent):
        with pytest.raises(TransitionError, match="Seul le chef d’établissement"):
            actions.lift_start(placement=placement, reason="Vite.", by=person)
    with pytest.raises(DomainError, match="en une phrase"):
        actions.lift_start(placement=placement, reason=" ", by=head)
    actions.lift_start(placement=placement, reason="Vite.", by=head)
    with pytest.raises(TransitionError, match="déjà autorisé"):
        actions.lift_start(placement=placement, reason="Encore.", by=head)

    assert StartLift.objects.count() == 1
