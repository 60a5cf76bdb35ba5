"""A paper goes out, is signed in turn, is sealed; and everything that may go wrong."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from tests.papers.conftest import give, last_code, run_tasks, signature_of
from tripartite.accounts.codes import CodeError
from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.sealing import SealingError, extract_attachments, verify
from tripartite.documents.store import StoreError, path_of
from tripartite.papers import actions
from tripartite.papers.actions import Signer
from tripartite.papers.actions.sealing import seal_waiting
from tripartite.papers.domain import Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation as R

OFFICE = {R.OFFICE}


@pytest.fixture
def out(paper: Paper) -> Paper:
    return actions.send_out(paper=paper, by=None, relations=OFFICE)


def test_sending_freezes_the_bytes_and_asks_the_first_turn_only(out: Paper) -> None:
    student, tutor, referent = out.signatures.order_by("rank", "pk")

    assert out.state == PaperState.OUT
    assert documents.read(out.frozen).startswith(b"%PDF")
    assert [s.state for s in (student, tutor, referent)] == ["asked", "waiting", "waiting"]
    run_tasks()
    assert [m.to for m in mail.outbox] == [[student.email]]
    assert f"/acces/{student.link.token}/" in mail.outbox[0].body


def test_the_second_turn_is_asked_when_the_first_is_complete(out: Paper) -> None:
    give(out, Capacity.STUDENT)

    states = dict(out.signatures.values_list("capacity", "state"))
    assert states == {"student": "signed", "tutor": "asked", "referent": "asked"}


def test_the_last_signature_seals(out: Paper) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    run_tasks()

    out.refresh_from_db()
    sealed, frozen = documents.read(out.sealed), documents.read(out.frozen)
    report = verify(sealed)
    assert out.state == PaperState.SEALED
    assert (report.valid, report.covers_whole_file) == (True, True)
    assert frozen in extract_attachments(sealed).values()
    assert {s.sha256 for s in out.signatures.all()} == {out.frozen.sha256}


def test_everybody_is_told_once_when_the_paper_is_sealed(out: Paper) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    run_tasks()

    told = sorted(m.to[0] for m in mail.outbox if "signée par tous" in m.subject)
    assert told == sorted(out.signatures.values_list("email", flat=True))


def test_sealing_twice_changes_nothing(out: Paper) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    actions.seal(out.pk)
    first = Paper.objects.get(pk=out.pk).sealed_id

    assert actions.seal(out.pk) == PaperState.SEALED
    assert Paper.objects.get(pk=out.pk).sealed_id == first


def test_the_first_seal_of_a_queue_does_those_that_wait(out: Paper) -> None:
    other = actions.send_out(
        paper=actions.create_paper(
            placement=out.placement,
            kind=Kind.CERTIFICATE,
            template=out.template,
            data=out.data,
            signers=[Signer(Capacity.TUTOR, "Karim Haddad", 1, "k.haddad@azur.example")],
            by=None,
            number="2027-0002",
        ),
        by=None,
        relations=OFFICE,
    )
    for paper, capacity in ((out, "student"), (out, "tutor"), (out, "referent"), (other, "tutor")):
        give(paper, Capacity(capacity))

    assert seal_waiting(out.pk) == PaperState.SEALED

    sealed = Paper.objects.filter(state=PaperState.SEALED).select_related("sealed")
    assert {paper.pk for paper in sealed} == {out.pk, other.pk}
    assert all(verify(documents.read(paper.sealed)).valid for paper in sealed)
    assert JournalEntry.objects.filter(verb="paper.sealed").count() == 2


def test_a_seal_that_is_refused_says_why_and_leaves_the_paper_out(
    out: Paper, settings: Any
) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    settings.SEAL_TIMESTAMP_URL = "http://127.0.0.1:9/"

    with pytest.raises(SealingError, match="Le service d'horodatage ne répond pas"):
        seal_waiting(out.pk)

    out.refresh_from_db()
    assert (out.state, out.sealed) == (PaperState.OUT, None)


def test_a_seal_that_was_interrupted_is_found_again(out: Paper) -> None:
    assert list(Paper.objects.to_seal()) == []

    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)

    # The worker has not run: this is what the command `recover` takes up at the next start.
    assert list(Paper.objects.to_seal()) == [out]


def test_a_wrong_code_is_counted_and_refused(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    actions.send_code(signature=signature, by=None)
    good = last_code(signature.email)
    wrong = f"{(int(good) + 1) % 1_000_000:06d}"

    for left in (4, 3, 2, 1):
        with pytest.raises(CodeError, match=f"Il reste {left} essai"):
            actions.sign(signature=signature, code=wrong, consent=True, by=None)
    with pytest.raises(CodeError, match="Demandez-en un nouveau"):
        actions.sign(signature=signature, code=wrong, consent=True, by=None)
    with pytest.raises(CodeError) as too_late:
        actions.sign(signature=signature, code=good, consent=True, by=None)

    assert too_late.value.code == "no_live_code"
    assert signature_of(out, Capacity.STUDENT).state == SignatureState.ASKED


def test_an_expired_code_is_refused(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    with time_machine.travel(clock.now() - timedelta(minutes=11), tick=False):
        actions.send_code(signature=signature, by=None)
    code = last_code(signature.email)

    with pytest.raises(CodeError, match="plus valable"):
        actions.sign(signature=signature, code=code, consent=True, by=None)


def test_a_newer_code_kills_the_older(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    actions.send_code(signature=signature, by=None)
    older = last_code(signature.email)
    actions.send_code(signature=signature, by=None)
    newer = last_code(signature.email)

    if older != newer:
        with pytest.raises(CodeError):
            actions.sign(signature=signature, code=older, consent=True, by=None)
    done = actions.sign(signature=signature, code=newer, consent=True, by=None)

    assert done.state == SignatureState.SIGNED


def test_codes_are_not_sent_without_end(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    for _ in range(6):
        actions.send_code(signature=signature, by=None)

    with pytest.raises(CodeError, match="attendez une heure"):
        actions.send_code(signature=signature, by=None)


def test_a_code_is_good_for_its_own_signature_only(out: Paper) -> None:
    give(out, Capacity.STUDENT)
    tutor, referent = (signature_of(out, c) for c in (Capacity.TUTOR, Capacity.REFERENT))
    actions.send_code(signature=tutor, by=None)
    code = last_code(tutor.email)

    with pytest.raises(CodeError):
        actions.sign(signature=referent, code=code, consent=True, by=None)


def test_without_the_consent_nothing_is_signed(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)

    with pytest.raises(DomainError) as refusal:
        actions.sign(signature=signature, code="123456", consent=False, by=None)

    assert refusal.value.code == "no_consent"


def test_a_second_signature_is_refused_with_a_sentence(out: Paper) -> None:
    signature = give(out, Capacity.STUDENT)

    with pytest.raises(TransitionError, match="déjà donnée"):
        actions.send_code(signature=signature, by=None)
    with pytest.raises(TransitionError, match="déjà donnée"):
        actions.sign(signature=signature, code="123456", consent=True, by=None)


def test_nobody_signs_before_his_turn(out: Paper) -> None:
    tutor = signature_of(out, Capacity.TUTOR)
    actions.send_code(signature=tutor, by=None)
    code = last_code(tutor.email)

    with pytest.raises(TransitionError):
        actions.sign(signature=tutor, code=code, consent=True, by=None)


def test_a_refusal_stops_the_paper_and_tells_those_who_can_mend_it(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)

    actions.refuse(signature=signature, reason="Les dates sont fausses.", by=signature.user)
    run_tasks()

    out.refresh_from_db()
    told = {m.to[0] for m in mail.outbox if "refusée" in m.subject}
    assert (out.state, out.reason) == (PaperState.REFUSED, "Les dates sont fausses.")
    assert len(told) == 3  # office, student, référent
    with pytest.raises(TransitionError):
        actions.sign(signature=signature, code="123456", consent=True, by=None)


def test_a_refusal_needs_a_reason(out: Paper) -> None:
    with pytest.raises(TransitionError, match="demande un motif"):
        actions.refuse(signature=signature_of(out, Capacity.STUDENT), reason="  ", by=None)

    out.refresh_from_db()
    assert out.state == PaperState.OUT


def test_altered_bytes_are_never_signed(out: Paper, settings) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    actions.send_code(signature=signature, by=None)
    code = last_code(signature.email)
    path = path_of(settings.PAPERS_DIR, out.frozen.sha256)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(StoreError):
        actions.sign(signature=signature, code=code, consent=True, by=None)

    assert signature_of(out, Capacity.STUDENT).state == SignatureState.ASKED


def test_one_reminder_a_day(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)
    with pytest.raises(TransitionError, match="aujourd’hui"):
        actions.remind(signature=signature, by=None)

    with time_machine.travel(clock.now() + timedelta(hours=21), tick=False):
        actions.remind(signature=signature, by=None)
        with pytest.raises(TransitionError, match="aujourd’hui"):
            actions.remind(signature=signature, by=None)
        run_tasks()

    reminders = [m for m in mail.outbox if m.subject.startswith("Rappel")]
    assert [f"/acces/{signature.link.token}/" in m.body for m in reminders] == [True]


def test_a_signed_person_is_not_reminded(out: Paper) -> None:
    signature = give(out, Capacity.STUDENT)

    with pytest.raises(TransitionError):
        actions.remind(signature=signature, by=None)


def test_two_live_versions_are_refused_by_the_action_and_by_the_database(out: Paper) -> None:
    with pytest.raises(DomainError, match="Il existe déjà"):
        actions.create_paper(
            placement=out.placement, kind=Kind.EVALUATION, template=out.template,
            data=out.data, signers=[], by=None, number="2027-0002",
        )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(
            placement=out.placement, kind=Kind.EVALUATION, template="x", data={}, number="x"
        )


def test_a_withdrawn_paper_takes_no_signature_and_leaves_room_for_the_next(out: Paper) -> None:
    signature = signature_of(out, Capacity.STUDENT)

    actions.void(paper=out, by=None, reason="Erreur de dates", relations=OFFICE)

    with pytest.raises(TransitionError, match="n’attend plus"):
        actions.send_code(signature=signature, by=None)
    again = actions.create_paper(
        placement=out.placement, kind=Kind.EVALUATION, template=out.template,
        data=out.data, signers=[], by=None, number="2027-0002",
    )  # fmt: skip
    assert again.state == PaperState.DRAFT


def test_only_the_office_sends_and_withdraws(paper: Paper) -> None:
    for relation in set(R) - OFFICE:
        with pytest.raises(TransitionError):
            actions.send_out(paper=paper, by=None, relations={relation})
        with pytest.raises(TransitionError):
            actions.void(paper=paper, by=None, reason="x", relations={relation})


def test_the_journal_tells_the_whole_story(out: Paper) -> None:
    give(out, Capacity.STUDENT)

    verbs = JournalEntry.objects.of(out.placement.file).values_list("verb", flat=True)
    assert list(verbs) == [
        *("signature.asked", "signature.asked"),
        "signature.signed",
        "signature.code_sent",
        "signature.asked",
        "paper.sent",
        "paper.created",
    ]
