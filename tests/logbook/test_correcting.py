"""The tutor corrects, the student reads and contests once; who is told."""

from datetime import date

import pytest
import time_machine

from tests.logbook.partners import MONDAY, Partners, make_partners, seal
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.workflow import TransitionError
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.correcting import contest_week, correct_week, settle_week
from tripartite.logbook.domain.presence import DayEntry, DayKind, LogbookError, WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek, WeekCorrection
from tripartite.logbook.queries import ledger
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Kind


def day(number: int, kind: DayKind = DayKind.PRESENT, minutes: int = 420) -> DayEntry:
    return DayEntry(date(2027, 1, number), kind, minutes)


WHOLE = [day(n) for n in range(4, 9)]
SHORT = [*WHOLE[:4], day(8, minutes=210)]


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


@pytest.fixture
def week(partners: Partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def correct(week: PresenceWeek, by: object, days: list[DayEntry] = SHORT) -> WeekCorrection:
    return correct_week(week=week, days=days, reason=" Vendredi, personne. ", by=by)


def test_a_correction_confirms_and_keeps_both_versions(partners, week) -> None:
    correction = correct(week, partners.tutor)

    week.refresh_from_db()
    assert (week.state, week.confirmed_by) == (WeekState.CONFIRMED, "Théo Tuteur")
    assert ledger.entries_of(week) == SHORT
    assert ledger.effective_minutes(partners.placement) == 1890
    assert (correction.reason, correction.before[4], correction.after[4]) == (
        "Vendredi, personne.",
        ["2027-01-08", "present", 420],
        ["2027-01-08", "present", 210],
    )
    assert JournalEntry.objects.get(verb="presence.corrected").sentence == (
        "Semaine du 4 janvier 2027 corrigée et confirmée : 31\u00a0h\u00a030. Vendredi, personne."
    )


def test_the_student_reads_the_correction_in_the_mail(partners, week) -> None:
    correct(week, partners.tutor)

    message = OutgoingMessage.objects.last()
    assert (message.kind, message.to) == ("week_corrected", partners.student.email)
    assert message.text.count("présent, 7\u00a0h → présent, 3\u00a0h\u00a030") == 1


def test_a_confirmed_week_is_corrected_too(partners, week) -> None:
    presence.confirm_week(week=week, by=partners.tutor)

    correct(week, partners.tutor)

    assert ledger.effective_minutes(partners.placement) == 1890


@pytest.mark.parametrize("who", ["student", "referent", "office", "stranger"])
def test_only_the_tutor_corrects(partners, week, who) -> None:
    with pytest.raises(TransitionError) as refused:
        correct(week, getattr(partners, who))

    assert refused.value.code == "not_possible"
    assert ledger.entries_of(week) == WHOLE


def test_a_correction_of_nothing_is_refused(partners, week) -> None:
    with pytest.raises(LogbookError) as refused:
        correct(week, partners.tutor, WHOLE)

    assert str(refused.value) == (
        "Rien n’a changé : corrigez au moins un jour, ou revenez à la semaine et confirmez-la."
    )
    assert WeekCorrection.objects.count() == 0


def test_a_correction_obeys_the_rules_of_a_declaration(partners, week) -> None:
    with pytest.raises(LogbookError) as refused:
        correct(week, partners.tutor, WHOLE[:4])

    assert refused.value.code == "day_missing"
    assert ledger.entries_of(week) == WHOLE


def test_a_week_changed_since_it_was_read_is_not_corrected(partners, week) -> None:
    read = presence.stamp(week)
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False):
        presence.declare_week(
            placement=partners.placement, monday=MONDAY, days=SHORT, by=partners.student
        )

    with pytest.raises(LogbookError) as refused:
        correct_week(week=week, days=WHOLE, reason="x", by=partners.tutor, seen=read)

    assert refused.value.code == "week_changed"


def test_attested_hours_are_not_corrected(partners, week) -> None:
    presence.confirm_week(week=week, by=partners.tutor)
    seal(partners.placement, Kind.CERTIFICATE)

    with pytest.raises(TransitionError) as refused:
        correct(week, partners.tutor)

    assert refused.value.code == "not_attested"


def test_the_student_contests_once_and_the_referent_is_told(partners, week) -> None:
    correct(week, partners.tutor)

    correction = contest_week(week=week, reason=" J’étais en livraison. ", by=partners.student)
    with pytest.raises(TransitionError) as refused:
        contest_week(week=week, reason="Encore.", by=partners.student)

    assert correction.contest == "J’étais en livraison."
    assert refused.value.code == "contestable"
    assert mails()[-1] == ("week_contested", partners.referent.email)
    assert ledger.effective_minutes(partners.placement) == 1890


def test_without_referent_the_office_hears_a_contestation(partners, week) -> None:
    correct(week, partners.tutor)
    partners.placement.referent = None
    partners.placement.save()

    contest_week(week=week, reason="J’étais là.", by=partners.student)

    assert mails()[-1] == ("week_contested", partners.office.email)


def test_what_was_not_corrected_is_not_contested(partners, week) -> None:
    presence.confirm_week(week=week, by=partners.tutor)

    with pytest.raises(TransitionError) as refused:
        contest_week(week=week, reason="Non.", by=partners.student)

    assert str(refused.value) == (
        "Une semaine n’est contestée qu’une fois, et seulement après une correction du tuteur. "
        "Pour autre chose, écrivez à l’enseignant référent."
    )


def test_the_referent_reopens_and_both_others_are_told(partners, week) -> None:
    correct(week, partners.tutor)

    presence.reopen_week(week=week, reason="Vu ensemble.", by=partners.referent)

    assert mails()[-2:] == [
        ("week_reopened", partners.student.email),
        ("week_taken_back", partners.tutor.email),
    ]
    assert ledger.effective_minutes(partners.placement) == 0


def test_one_day_is_told_in_one_click_from_that_day_on(school: School) -> None:
    partners = make_partners(school)
    told = []
    for number in (5, 4, 5):
        with time_machine.travel(f"2027-01-0{max(number, 5)} 18:00:00+01:00", tick=False):
            week = presence.declare_day(
                placement=partners.placement, day=date(2027, 1, number), by=partners.student
            )
            told.append([e.day.day for e in ledger.entries_of(week)])

    assert told == [[5], [4, 5], [4, 5]]
    assert mails() == []
    assert PresenceDay.objects.count() == 2


def test_the_last_day_clicked_asks_the_tutor(partners: Partners) -> None:
    for number in range(4, 9):
        presence.declare_day(
            placement=partners.placement, day=date(2027, 1, number), by=partners.student
        )

    assert mails() == [("week_to_confirm", partners.tutor.email)]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (
            9,
            "Rien n’est prévu le samedi 9 janvier 2027 : si vous étiez présent, dites vos heures "
            "dans « Autre chose s’est passé ».",
        ),
        (12, "Le mardi 12 janvier 2027 n’est pas encore passé : vous le direz plus tard."),
    ],
)
def test_a_day_that_cannot_be_told_says_why(partners, number, sentence) -> None:
    with pytest.raises(LogbookError) as refused:
        presence.declare_day(
            placement=partners.placement, day=date(2027, 1, number), by=partners.student
        )

    assert str(refused.value) == sentence
    assert PresenceWeek.objects.count() == 0


def test_hours_made_up_another_week_keep_their_absence(partners: Partners) -> None:
    with time_machine.travel("2027-01-18 08:00:00+01:00", tick=False):
        presence.declare_week(
            placement=partners.placement,
            monday=MONDAY,
            days=[*WHOLE[:4], day(8, DayKind.JUSTIFIED)],
            by=partners.student,
        )
        second = [day(n) for n in range(11, 16)]
        made_up = DayEntry(date(2027, 1, 16), DayKind.MADE_UP, 240, date(2027, 1, 8))
        presence.declare_week(
            placement=partners.placement,
            monday=date(2027, 1, 11),
            days=[*second, made_up],
            by=partners.student,
        )
        with pytest.raises(LogbookError) as refused:
            presence.declare_week(
                placement=partners.placement, monday=MONDAY, days=WHOLE, by=partners.student
            )

    assert refused.value.code == "made_up_nothing"
    assert ledger.declared_minutes(partners.placement) == 4 * 420 + 5 * 420 + 240


def test_without_referent_the_office_hears_an_absence(partners: Partners) -> None:
    partners.placement.referent = None
    partners.placement.save()

    presence.declare_week(
        placement=partners.placement,
        monday=MONDAY,
        days=[*WHOLE[:4], day(8, DayKind.UNJUSTIFIED)],
        by=partners.student,
    )

    assert mails()[-1] == ("absence_unjustified", partners.office.email)


# ---------------------------------------------------------------- settled
@pytest.fixture
def contested(partners, week) -> PresenceWeek:
    correct(week, partners.tutor)
    contest_week(week=week, reason="J’étais là.", by=partners.student)
    return week


@pytest.mark.parametrize(("stands", "minutes"), [(True, 1890), (False, 2100)])
def test_the_referent_settles_and_both_read_what_counts(
    partners, contested, stands, minutes
) -> None:
    settle_week(week=contested, stands=stands, reason="Vu ensemble.", by=partners.referent)

    contested.refresh_from_db()
    row = WeekCorrection.objects.get()
    assert (row.stands, row.settlement, row.settled_by) == (stands, "Vu ensemble.", "Éric Référent")
    assert contested.state == WeekState.CONFIRMED
    assert ledger.effective_minutes(partners.placement) == minutes
    assert mails()[-2:] == [
        ("week_settled", partners.student.email),
        ("week_settled", partners.tutor.email),
    ]


def test_what_is_taken_back_is_confirmed_by_who_decided(partners, contested) -> None:
    settle_week(week=contested, stands=False, reason="Bon signé.", by=partners.office)

    contested.refresh_from_db()
    assert contested.confirmed_by == "Odile Bureau, après contestation"
    assert ledger.entries_of(contested) == WHOLE


def test_it_is_settled_once(partners, contested) -> None:
    settle_week(week=contested, stands=True, reason="Vu.", by=partners.referent)

    with pytest.raises(TransitionError) as again:
        settle_week(week=contested, stands=False, reason="Non.", by=partners.office)
    with pytest.raises(TransitionError) as corrected:
        correct(contested, partners.tutor, WHOLE)

    assert (again.value.code, corrected.value.code) == ("contested", "not_settled")


def test_what_nobody_contests_is_not_settled(partners, week) -> None:
    correct(week, partners.tutor)

    with pytest.raises(TransitionError):
        settle_week(week=week, stands=True, reason="Oui.", by=partners.referent)


def test_attested_hours_are_not_taken_back(partners, contested) -> None:
    seal(partners.placement, Kind.CERTIFICATE)

    with pytest.raises(TransitionError) as refused:
        settle_week(week=contested, stands=False, reason="Oui.", by=partners.referent)

    assert refused.value.code == "not_attested"
    assert ledger.effective_minutes(partners.placement) == 1890


def test_neither_party_settles(partners, contested) -> None:
    for who in (partners.tutor, partners.student):
        with pytest.raises(TransitionError):
            settle_week(week=contested, stands=True, reason="Oui.", by=who)


def test_a_week_told_anew_leaves_its_contestation_behind(partners, contested) -> None:
    with time_machine.travel("2027-01-12 08:00:00+01:00", tick=False):
        presence.reopen_week(week=contested, reason="Redites-la.", by=partners.referent)
        presence.declare_as_planned(
            placement=partners.placement, monday=MONDAY, by=partners.student
        )
        presence.confirm_week(week=contested, by=partners.tutor)

        assert ledger.last_correction(PresenceWeek.objects.get(pk=contested.pk)) is None
        with pytest.raises(TransitionError):
            settle_week(week=contested, stands=True, reason="Oui.", by=partners.referent)


# ---------------------------------------------------------------- on paper
def test_a_sheet_of_a_week_that_nobody_told_is_one_step(partners: Partners) -> None:
    week = presence.record_sheet(
        placement=partners.placement,
        monday=MONDAY,
        days=SHORT,
        reason="feuille reçue le 11 janvier",
        by=partners.office,
    )

    assert (week.state, week.confirmed_by) == (WeekState.CONFIRMED, "sur papier, Théo Tuteur")
    assert ledger.effective_minutes(partners.placement) == 1890
    assert mails() == []


def test_a_sheet_with_a_hole_writes_nothing(partners: Partners) -> None:
    with pytest.raises(LogbookError):
        presence.record_sheet(
            placement=partners.placement,
            monday=MONDAY,
            days=WHOLE[:3],
            reason="feuille",
            by=partners.office,
        )

    assert PresenceWeek.objects.count() == 0


def test_only_the_office_copies_a_sheet(partners: Partners) -> None:
    with pytest.raises(TransitionError):
        presence.record_sheet(
            placement=partners.placement,
            monday=MONDAY,
            days=WHOLE,
            reason="feuille",
            by=partners.student,
        )

    assert PresenceWeek.objects.count() == 0
