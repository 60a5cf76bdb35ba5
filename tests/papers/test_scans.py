"""A signature given by hand: recorded, read by another, mixed with screens, sealed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from tests import factories
from tests.papers.conftest import give, run_tasks, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, Membership, School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments, verify
from tripartite.documents.uploads import CheckedFile
from tripartite.papers import actions
from tripartite.papers.actions import Sheet
from tripartite.papers.domain import Capacity, PaperState, SignatureState
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation

SCAN = CheckedFile(b"%PDF-1.7 scan", "Scan 12.pdf", "application/pdf")


@pytest.fixture
def out(paper: Paper) -> Paper:
    return actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})


@pytest.fixture
def desk(school: School, paper: Paper) -> list[User]:
    """The two people of the office."""
    factories.make_user(school, Role.OFFICE, first_name="Oscar", last_name="Relecteur")
    return list(User.objects.members_of(school, Role.OFFICE).order_by("pk"))


def sheet() -> Sheet:
    return Sheet(file=SCAN, signed_on=clock.today(), received_on=clock.today())


def test_a_scan_counts_once_another_has_read_it(out: Paper, desk: list[User]) -> None:
    tutor = signature_of(out, Capacity.TUTOR)
    first, second = desk

    received = actions.record_paper(signature=tutor, sheet=sheet(), by=first)
    with pytest.raises(DomainError, match="une autre personne du bureau la relit"):
        actions.confirm_paper(signature=tutor, by=first)
    read = actions.confirm_paper(signature=tutor, by=second)

    assert (received.state, received.recorded_by) == (SignatureState.RECEIVED, first)
    assert (read.state, read.countersigned_by) == (SignatureState.PAPER, second)
    assert read.sha256 == out.frozen.sha256
    verbs = JournalEntry.objects.filter(verb__in=["signature.received", "signature.paper"])
    assert verbs.count() == 2


def test_alone_in_the_office_one_reads_ones_own_record(out: Paper, desk: list[User]) -> None:
    Membership.objects.filter(user=desk[1], role=Role.OFFICE).delete()
    tutor = signature_of(out, Capacity.TUTOR)
    actions.record_paper(signature=tutor, sheet=sheet(), by=desk[0])

    assert actions.confirm_paper(signature=tutor, by=desk[0]).state == SignatureState.PAPER


def test_a_scan_that_is_not_read_seals_nothing(out: Paper, desk: list[User]) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        actions.record_paper(signature=signature_of(out, capacity), sheet=sheet(), by=desk[0])
    run_tasks()

    out.refresh_from_db()
    assert out.state == PaperState.OUT
    assert actions.seal(out.pk) == PaperState.OUT


def test_paper_and_screen_are_sealed_together_with_the_scan(out: Paper, desk: list[User]) -> None:
    give(out, Capacity.STUDENT)
    give(out, Capacity.REFERENT)
    tutor = signature_of(out, Capacity.TUTOR)
    actions.record_paper(signature=tutor, sheet=sheet(), by=desk[0])
    actions.confirm_paper(signature=tutor, by=desk[1])
    run_tasks()

    out.refresh_from_db()
    sealed = documents.read(out.sealed)
    inside = extract_attachments(sealed)
    assert out.state == PaperState.SEALED
    assert verify(sealed).valid
    assert inside["signature-papier-tutor.pdf"] == SCAN.content
    evidence = inside["preuves.json"].decode()
    assert '"read_by": "Oscar Relecteur"' in evidence
    assert '"scan": "signature-papier-tutor.pdf"' in evidence


def test_a_scan_set_aside_asks_again_and_keeps_the_story(out: Paper, desk: list[User]) -> None:
    student = signature_of(out, Capacity.STUDENT)
    actions.record_paper(signature=student, sheet=sheet(), by=desk[0])
    run_tasks()
    mail.outbox.clear()

    actions.reject_paper(signature=student, reason="Autre document.", by=desk[1])
    run_tasks()

    student.refresh_from_db()
    assert (student.state, student.scan) == (SignatureState.ASKED, None)
    assert [m.to for m in mail.outbox] == [[student.email]]
    entry = JournalEntry.objects.get(verb="signature.paper_rejected")
    assert entry.detail["scan"]


def test_a_signature_on_paper_is_not_given_again_on_screen(out: Paper, desk: list[User]) -> None:
    student = signature_of(out, Capacity.STUDENT)
    actions.record_paper(signature=student, sheet=sheet(), by=desk[0])
    actions.confirm_paper(signature=student, by=desk[1])

    with pytest.raises(TransitionError, match="déjà donnée"):
        actions.send_code(signature=student, by=student.link)
    with pytest.raises(TransitionError, match="déjà donnée"):
        actions.record_paper(signature=student, sheet=sheet(), by=desk[0])


@pytest.mark.parametrize(
    ("signed", "received", "sentence"),
    [(-1, 0, "il n’a pas pu être signé avant"), (0, 1, "au plus tard"), (1, 0, "au plus tôt")],
)
def test_dates_that_cannot_be_are_refused(
    out: Paper, desk: list[User], signed: int, received: int, sentence: str
) -> None:
    today = clock.today()
    wrong = replace(
        sheet(),
        signed_on=today + timedelta(days=signed),
        received_on=today + timedelta(days=received),
    )

    with pytest.raises(DomainError, match=sentence):
        actions.record_paper(signature=signature_of(out, Capacity.TUTOR), sheet=wrong, by=desk[0])


def test_only_the_office_records_and_reads(out: Paper, desk: list[User]) -> None:
    tutor = signature_of(out, Capacity.TUTOR)
    with pytest.raises(TransitionError):
        actions.record_paper(signature=tutor, sheet=sheet(), by=out.placement.referent)

    actions.record_paper(signature=tutor, sheet=sheet(), by=desk[0])

    with pytest.raises(TransitionError):
        actions.confirm_paper(signature=tutor, by=out.placement.referent)
