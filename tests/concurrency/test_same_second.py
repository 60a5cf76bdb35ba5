"""Two people, or two clicks, in the same second: one outcome, and a sentence for the other."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.core import mail

from tests import factories
from tests.agreements.ready import make_ready
from tests.certificates.ended import at_the_end, make_ended, office_of, signatory_of
from tests.concurrency.conftest import at_once, refusals
from tests.logbook.partners import MONDAY, SECOND_MONDAY, make_partners
from tests.papers.conftest import give, last_code, run_tasks, signature_of
from tests.placements.conftest import declared
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.agreements import actions as agreements
from tripartite.certificates import actions as certificates
from tripartite.certificates.models import Certificate
from tripartite.documents.models import SealKey, StoredFile
from tripartite.hosts.models import Host
from tripartite.logbook.actions import presence as logbook
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.papers import actions as papers
from tripartite.papers.domain import Capacity, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.actions.declaring import declare
from tripartite.placements.models import Placement
from tripartite.school.actions import import_class_list, keep_class_list
from tripartite.school.models import ClassListUpload, Enrolment, Student

SIECLE = Path(__file__).parents[1] / "data" / "classe-ndrc1-siecle.csv"


@pytest.fixture
def paper(school: School) -> Paper:
    """The agreement, out, which the référent and the head have still to sign, side by side."""
    placement = make_ready(school)
    sent = agreements.send(placement=placement, by=office_of(placement))
    sent.signatures.filter(capacity=Capacity.SCHOOL).update(rank=sent.signatures.count() - 1)
    for capacity in (Capacity.STUDENT, Capacity.HOST, Capacity.TUTOR):
        give(sent, capacity)
    return sent


def signing(paper: Paper, capacity: Capacity) -> partial[Signature]:
    """The click on « Signer », the code typed."""
    signature = signature_of(paper, capacity)
    papers.send_code(signature=signature, by=signature.link)
    code = last_code(signature.email)
    return partial(papers.sign, signature=signature, code=code, consent=True, by=signature.link)


def journal(verb: str) -> int:
    return JournalEntry.objects.filter(verb=verb).count()


def test_the_last_two_signatures_given_together_make_one_seal(paper: Paper) -> None:
    clicks = [signing(paper, c) for c in (Capacity.REFERENT, Capacity.SCHOOL)]
    mail.outbox.clear()

    outcomes = at_once(*clicks)
    run_tasks()

    paper.refresh_from_db()
    told = sorted(m.to[0] for m in mail.outbox if "signée par tous" in m.subject)
    assert refusals(outcomes) == []
    assert (paper.state, journal("paper.sealed")) == (PaperState.SEALED, 1)
    assert told == sorted(paper.signatures.values_list("email", flat=True))


def test_a_double_click_signs_once(paper: Paper) -> None:
    outcomes = at_once(*[signing(paper, Capacity.REFERENT)] * 2)

    assert len(refusals(outcomes)) == 1
    assert set(refusals(outcomes)) < {"already_signed", "used_code", "no_live_code"}
    assert JournalEntry.objects.filter(
        verb="signature.signed", detail__signature=signature_of(paper, Capacity.REFERENT).pk
    ).count() == 1  # fmt: skip


def test_a_signature_and_a_refusal_together_leave_one_word(paper: Paper) -> None:
    signature = signature_of(paper, Capacity.SCHOOL)
    refuse = partial(papers.refuse, signature=signature, reason="Dates fausses.", by=signature.link)

    outcomes = at_once(signing(paper, Capacity.SCHOOL), refuse)

    paper.refresh_from_db()
    assert len(refusals(outcomes)) == 1
    assert (paper.state, signature_of(paper, Capacity.SCHOOL).state) in {
        (PaperState.OUT, "signed"),
        (PaperState.REFUSED, "refused"),
    }


def test_two_workers_seal_once(paper: Paper) -> None:
    for capacity in (Capacity.REFERENT, Capacity.SCHOOL):
        give_without_worker(paper, capacity)
    files = StoredFile.objects.count()

    outcomes = at_once(*[partial(papers.seal, paper.pk)] * 3)

    assert outcomes == [PaperState.SEALED] * 3
    assert (journal("paper.sealed"), StoredFile.objects.count()) == (1, files + 1)
    assert SealKey.objects.count() == 1


def give_without_worker(paper: Paper, capacity: Capacity) -> None:
    signing(paper, capacity)()


def test_an_agreement_sent_twice_goes_out_once(school: School) -> None:
    placement = make_ready(school)
    send = partial(agreements.send, placement=placement, by=office_of(placement))

    outcomes = at_once(send, send)

    assert refusals(outcomes) == ["paper_exists"]
    assert Paper.objects.values_list("state", flat=True).get() == PaperState.OUT


def test_two_papers_made_together_have_two_numbers(school: School) -> None:
    first = make_ready(school)
    second = factories.make_placement(
        factories.make_enrolment(first.period.cohort, ready_student(school)),
        first.period,
        state=first.state,
        referent=first.referent,
        framed=True,
    )
    office = office_of(first)

    outcomes = at_once(*(partial(agreements.send, placement=p, by=office) for p in (first, second)))

    year = Paper.objects.latest("pk").out_at.year
    assert refusals(outcomes) == []
    assert sorted(Paper.objects.values_list("number", flat=True)) == [
        f"{year}-0001",
        f"{year}-0002",
    ]


def ready_student(school: School) -> Student:
    return factories.make_student(
        school, first_name="Léo", address="4 rue Neuve", postcode="06000", city="Nice"
    )


def test_a_welcome_declared_by_the_student_and_the_office_together(school: School) -> None:
    cohort = factories.make_cohort(school)
    period = factories.make_period(cohort)
    enrolment: Enrolment = factories.make_enrolment(cohort)
    office = factories.make_user(school, Role.OFFICE)
    people: list[User] = [enrolment.student.user, office]

    outcomes = at_once(
        *(
            partial(declare, enrolment=enrolment, period=period, declaration=declared(), by=who)
            for who in people
        )
    )

    assert refusals(outcomes) == ["already_declared"]
    assert (Placement.objects.count(), Host.objects.count()) == (1, 1)


def test_a_class_list_imported_by_two_clicks_is_imported_once(school: School) -> None:
    cohort = factories.make_cohort(school)
    office = factories.make_user(school, Role.OFFICE)
    lists = [
        keep_class_list(
            cohort=cohort, file_name="classe.csv", content=SIECLE.read_bytes(), by=office
        )
        for _ in range(2)
    ]
    click = partial(import_class_list, good_only=False, by=office)

    same = at_once(*[partial(click, upload=lists[0])] * 2)
    students = Student.objects.count()
    again = at_once(*[partial(click, upload=lists[1])] * 2)

    assert (refusals(same), refusals(again)) == (["upload_gone"], ["upload_gone"])
    assert students == Student.objects.count() == Enrolment.objects.count() > 0
    assert ClassListUpload.objects.count() == 0


def test_the_same_class_list_imported_by_two_people_makes_each_student_once(
    school: School,
) -> None:
    cohort = factories.make_cohort(school)
    people = [factories.make_user(school, Role.OFFICE) for _ in range(2)]
    imports = [
        partial(
            import_class_list,
            upload=keep_class_list(
                cohort=cohort, file_name="classe.csv", content=SIECLE.read_bytes(), by=who
            ),
            good_only=False,
            by=who,
        )
        for who in people
    ]

    outcomes = at_once(*imports)

    lines = len(SIECLE.read_bytes().splitlines()) - 1
    assert refusals(outcomes) == []
    assert Student.objects.count() == Enrolment.objects.count() == lines


@pytest.fixture
def _at_the_end() -> Iterator[None]:
    with at_the_end():
        yield


@pytest.mark.usefixtures("_at_the_end")
def test_an_attestation_asked_for_by_office_and_host_is_issued_once(school: School) -> None:
    placement = make_ended(school)
    people = (office_of(placement), signatory_of(placement))

    outcomes = at_once(
        *(
            partial(certificates.issue, placement=placement, gratification=Decimal(0), by=who)
            for who in people
        )
    )

    assert len(refusals(outcomes)) == 1
    assert Certificate.objects.count() == Paper.objects.filter(kind=Kind.CERTIFICATE).count() == 1


@pytest.fixture
def _second_week() -> Iterator[None]:
    with time_machine.travel(SECOND_MONDAY, tick=False):
        yield


@pytest.mark.usefixtures("_second_week")
def test_a_week_told_by_two_clicks_asks_the_tutor_once(school: School) -> None:
    partners = make_partners(school)
    click = partial(
        logbook.declare_as_planned,
        placement=partners.placement,
        monday=MONDAY,
        by=partners.student,
    )

    outcomes = at_once(click, click)
    run_tasks()

    assert refusals(outcomes) == []
    assert (PresenceWeek.objects.count(), PresenceDay.objects.count()) == (1, 5)
    assert [m.to for m in mail.outbox] == [[partners.tutor.email]]


@pytest.mark.usefixtures("_second_week")
def test_a_week_confirmed_while_the_student_changes_it_stays_as_it_was_read(
    school: School,
) -> None:
    partners = make_partners(school)
    week = logbook.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    days = [(d.day, d.kind, d.minutes) for d in week.days.all()]
    changed = partial(
        logbook.declare_week,
        placement=partners.placement,
        monday=MONDAY,
        days=[],
        by=partners.student,
    )

    outcomes = at_once(
        partial(logbook.confirm_week, week=week, by=partners.tutor, seen=week.declared_at), changed
    )

    week.refresh_from_db()
    kept = [(d.day, d.kind, d.minutes) for d in week.days.all()]
    assert len(refusals(outcomes)) == 1
    assert (week.state, kept) in [(WeekState.CONFIRMED, days), (WeekState.DECLARED, [])]
