"""A week is told, confirmed, reopened; and everything that may go wrong."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from tests import factories
from tests.logbook.partners import MONDAY, Partners, make_partners, seal
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.logbook.actions import presence
from tripartite.logbook.domain.presence import DayEntry, DayKind, LogbookError, WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.logbook.queries import ledger
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Kind
from tripartite.placements.domain import Relation, State


def day(number: int, kind: DayKind = DayKind.PRESENT, minutes: int = 420) -> DayEntry:
    return DayEntry(date(2027, 1, number), kind, minutes)


WHOLE = [day(n) for n in range(4, 9)]


def declare(partners: Partners, days: list[DayEntry] | None = None) -> PresenceWeek:
    return presence.declare_week(
        placement=partners.placement,
        monday=MONDAY,
        days=WHOLE if days is None else days,
        by=partners.student,
    )


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def test_a_week_as_planned_is_told_in_one_act(partners: Partners) -> None:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )

    assert week.state == WeekState.DECLARED
    assert ledger.entries_of(week) == WHOLE
    assert mails() == [("week_to_confirm", partners.tutor.email)]
    assert JournalEntry.objects.get(verb="presence.declared").sentence == (
        "Semaine du 4 janvier 2027 déclarée : 35\u00a0h"
    )


def test_the_mail_to_the_tutor_opens_the_week_by_the_link(partners: Partners) -> None:
    declare(partners)

    text = OutgoingMessage.objects.get().text
    page = f"%2Fpresence%2F{partners.placement.pk}%2F2027-01-04%2F"
    assert text.count(f"/acces/{partners.tutor.token}/?suite={page}") == 1


def test_only_a_confirmed_week_counts(partners: Partners) -> None:
    week = declare(partners)
    placement = partners.placement

    before = ledger.effective_minutes(placement), ledger.declared_minutes(placement)
    presence.confirm_week(week=week, by=partners.tutor)
    after = ledger.effective_minutes(placement), ledger.declared_minutes(placement)

    assert (before, after) == ((0, 2100), (2100, 2100))
    assert ledger.totals(placement).days == 5
    assert ledger.totals(placement).weeks == 1


def test_confirming_says_who_and_when(partners: Partners) -> None:
    week = presence.confirm_week(week=declare(partners), by=partners.tutor)

    assert (week.state, week.confirmed_by) == (WeekState.CONFIRMED, "Théo Tuteur")
    assert week.confirmed_at is not None


def test_confirming_twice_is_refused_and_changes_nothing(partners: Partners) -> None:
    week = declare(partners)
    presence.confirm_week(week=week, by=partners.tutor)

    with pytest.raises(TransitionError) as refused:
        presence.confirm_week(week=week, by=partners.tutor)

    assert refused.value.code == "not_possible"
    assert JournalEntry.objects.filter(verb="presence.confirmed").count() == 1


def test_a_week_changed_since_it_was_read_is_not_confirmed(partners: Partners) -> None:
    week = declare(partners)
    read = presence.stamp(week)
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False):
        declare(partners, [*WHOLE[:4], day(8, minutes=210)])

    with pytest.raises(LogbookError) as refused:
        presence.confirm_week(week=week, by=partners.tutor, seen=read)

    assert refused.value.code == "week_changed"
    assert ledger.effective_minutes(partners.placement) == 0


def test_telling_again_replaces_what_was_told_and_asks_once(partners: Partners) -> None:
    declare(partners)

    week = declare(partners, [*WHOLE[:4], day(8, minutes=210)])

    assert ledger.declared_minutes(partners.placement) == 1890
    assert PresenceDay.objects.filter(week=week).count() == 5
    assert mails() == [("week_to_confirm", partners.tutor.email)]


def test_a_double_click_is_one_declaration(partners: Partners) -> None:
    declare(partners)
    declare(partners)

    assert PresenceWeek.objects.count() == 1
    assert JournalEntry.objects.filter(verb="presence.declared").count() == 1


def test_a_second_row_for_the_week_is_refused_by_the_database(partners: Partners) -> None:
    week = declare(partners)

    with pytest.raises(IntegrityError), transaction.atomic():
        PresenceWeek.objects.create(placement=week.placement, monday=MONDAY)


def test_a_confirmed_week_is_not_told_again(partners: Partners) -> None:
    presence.confirm_week(week=declare(partners), by=partners.tutor)

    with pytest.raises(TransitionError) as refused:
        declare(partners, [*WHOLE[:4], day(8, minutes=600)])

    assert refused.value.code == "not_possible"
    assert ledger.effective_minutes(partners.placement) == 2100


def test_a_week_begun_is_asked_of_the_tutor_once_complete(partners: Partners) -> None:
    with time_machine.travel("2027-01-07 18:00:00+01:00", tick=False):
        week = declare(partners, WHOLE[:3])
        asked_early = mails()
        with pytest.raises(TransitionError) as refused:
            presence.confirm_week(week=week, by=partners.tutor)

    declare(partners)

    assert refused.value.code == "week_complete"
    assert asked_early == []
    assert mails() == [("week_to_confirm", partners.tutor.email)]


def test_an_unjustified_absence_is_told_to_the_referent_once(partners: Partners) -> None:
    declare(partners, [*WHOLE[:4], day(8, DayKind.UNJUSTIFIED)])
    declare(partners, [*WHOLE[:3], day(7, DayKind.JUSTIFIED), day(8, DayKind.UNJUSTIFIED)])

    assert mails() == [
        ("week_to_confirm", partners.tutor.email),
        ("absence_unjustified", partners.referent.email),
    ]
    assert JournalEntry.objects.filter(verb="presence.declared").last().sentence == (
        "Semaine du 4 janvier 2027 déclarée : 21\u00a0h, 2\u00a0jours d’absence"
    )


def test_without_a_sealed_agreement_no_presence(school: School) -> None:
    partners = make_partners(school, sealed=False)

    with pytest.raises(LogbookError) as refused:
        declare(partners)

    assert refused.value.code == "agreement_not_sealed"
    assert str(refused.value).startswith(
        "La présence ne peut être notée qu’après la signature de la convention par tous."
    )
    assert PresenceWeek.objects.count() == 0


@pytest.mark.parametrize(
    "state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.CANCELLED, State.CLOSED]
)
def test_a_placement_that_is_not_live_takes_no_presence(school: School, state: State) -> None:
    partners = make_partners(school, state=state)

    with pytest.raises(TransitionError) as refused:
        declare(partners)

    assert refused.value.code == "placement_not_live"


@pytest.mark.parametrize("who", ["tutor", "referent", "stranger"])
def test_only_student_and_office_tell_a_week(partners: Partners, who: str) -> None:
    with pytest.raises(TransitionError) as refused:
        presence.declare_as_planned(
            placement=partners.placement, monday=MONDAY, by=getattr(partners, who)
        )

    assert refused.value.code == "not_possible"
    assert PresenceWeek.objects.count() == 0


def test_reopening_takes_the_hours_back_and_tells_the_student(partners: Partners) -> None:
    week = presence.confirm_week(week=declare(partners), by=partners.tutor)

    week = presence.reopen_week(week=week, reason=" Absente vendredi. ", by=partners.tutor)

    assert (week.state, week.reason, week.confirmed_at) == (
        WeekState.OPEN, "Absente vendredi.", None
    )  # fmt: skip
    assert ledger.effective_minutes(partners.placement) == 0
    assert mails()[-1] == ("week_reopened", partners.student.email)


def test_hours_that_an_attestation_states_are_not_reopened(partners: Partners) -> None:
    week = presence.confirm_week(week=declare(partners), by=partners.tutor)
    seal(partners.placement, Kind.CERTIFICATE)

    with pytest.raises(TransitionError) as refused:
        presence.reopen_week(week=week, reason="Erreur.", by=partners.office)

    assert refused.value.code == "not_attested"
    assert ledger.effective_minutes(partners.placement) == 2100


def test_the_office_records_the_sheet_signed_by_hand(partners: Partners) -> None:
    week = presence.record_week(
        week=declare(partners), reason="feuille reçue le 12 janvier", by=partners.office
    )

    assert (week.state, week.confirmed_by) == (WeekState.CONFIRMED, "sur papier, Théo Tuteur")


def test_a_tutor_without_email_is_not_written_to(school: School) -> None:
    partners = make_partners(school)
    contact = partners.placement.tutor
    contact.email = ""
    contact.save()

    declare(partners)

    assert mails() == []


def test_a_reopened_week_is_asked_again_once_told(partners: Partners) -> None:
    week = declare(partners)
    presence.reopen_week(week=week, reason="Heures du jeudi.", by=partners.tutor)

    week = declare(partners)

    assert (week.state, week.reason) == (WeekState.DECLARED, "")
    assert [kind for kind, _to in mails()] == [
        "week_to_confirm", "week_reopened", "week_to_confirm"
    ]  # fmt: skip


def test_a_refused_week_leaves_nothing_behind(partners: Partners) -> None:
    with pytest.raises(DomainError):
        declare(partners, WHOLE[:2])

    assert PresenceWeek.objects.count() == 0
    assert mails() == []


def test_every_week_of_the_placement_is_listed(partners: Partners) -> None:
    declare(partners)

    lines = ledger.weeks(partners.placement)

    assert [line.monday for line in lines] == [MONDAY + timedelta(weeks=n) for n in range(4)]
    assert [line.planned for line in lines] == [2100] * 4
    assert [line.told for line in lines] == [2100, 0, 0, 0]
    assert [line.state for line in lines] == ["declared", "open", "open", "open"]


def test_all_is_confirmed_only_when_each_week_is(partners: Partners) -> None:
    with time_machine.travel("2027-02-01 08:00:00+01:00", tick=False):
        found = []
        for n in range(4):
            monday = MONDAY + timedelta(weeks=n)
            week = presence.declare_as_planned(
                placement=partners.placement, monday=monday, by=partners.student
            )
            presence.confirm_week(week=week, by=partners.tutor)
            found.append(ledger.all_confirmed(partners.placement))

    assert found == [False, False, False, True]


def test_the_office_of_another_school_is_a_stranger(partners: Partners) -> None:
    elsewhere = factories.make_school("Lycée des Pins")
    other = make_partners(elsewhere)

    with pytest.raises(TransitionError):
        presence.declare_as_planned(placement=partners.placement, monday=MONDAY, by=other.office)

    assert partners.placement.relations_of(other.office) == frozenset()
    assert partners.placement.relations_of(partners.office) == {Relation.OFFICE}
