"""What the sealed paper says beside its signatures: a guardian not needed, a start allowed."""

import json
from datetime import date

import pytest

from tests.agreements.ready import text_of
from tests.papers.conftest import give, run_tasks, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, User
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments
from tripartite.papers import actions
from tripartite.papers.actions.asking import ask_next
from tripartite.papers.domain import Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation
from tripartite.school.models import Student


@pytest.fixture
def out(paper: Paper) -> Paper:
    """The student, a minor when it was written, then the guardian."""
    paper.signatures.exclude(capacity=Capacity.STUDENT).delete()
    Signature.objects.create(
        paper=paper, capacity=Capacity.GUARDIAN, name="Paul Parent", email="p@x.example", rank=2
    )
    return actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})


def born(paper: Paper, years: int) -> None:
    """The student has this age today."""
    today = clock.today()
    birth = date(today.year - years, today.month, min(today.day, 28))
    Student.objects.filter(pk=paper.placement.enrolment.student_id).update(birth_date=birth)


def sealed(paper: Paper) -> tuple[str, dict]:
    paper.refresh_from_db()
    content = documents.read(paper.sealed)
    return text_of(content), json.loads(extract_attachments(content)["preuves.json"])


def test_a_student_of_age_on_the_day_of_signing_signs_alone_and_the_seal_says_so(
    out: Paper,
) -> None:
    born(out, 18)

    give(out, Capacity.STUDENT)
    run_tasks()

    page, evidence = sealed(out)
    said = (
        "Signature de Paul Parent (représentant légal) non requise : L’étudiant est majeur le "
        "jour où il signe."
    )
    assert out.state == PaperState.SEALED
    assert signature_of(out, Capacity.GUARDIAN).state == SignatureState.WAIVED
    assert said in page
    assert evidence["remarks"] == [said]
    assert [s["capacity"] for s in evidence["signatures"]] == [Capacity.STUDENT]
    assert JournalEntry.objects.filter(verb="signature.waived").count() == 1


def test_a_minor_on_the_day_of_signing_still_needs_the_guardian(out: Paper) -> None:
    born(out, 17)

    give(out, Capacity.STUDENT)
    run_tasks()

    out.refresh_from_db()
    guardian = signature_of(out, Capacity.GUARDIAN)
    assert (out.state, guardian.state) == (PaperState.OUT, SignatureState.ASKED)


def test_a_guardian_who_signed_before_the_birthday_is_kept(out: Paper) -> None:
    Signature.objects.filter(paper=out).update(rank=1)
    ask_next(out)
    born(out, 17)
    give(out, Capacity.GUARDIAN)
    born(out, 18)

    give(out, Capacity.STUDENT)
    run_tasks()

    _page, evidence = sealed(out)
    assert evidence["remarks"] == []
    assert sorted(s["capacity"] for s in evidence["signatures"]) == ["guardian", "student"]


def test_the_seal_says_that_the_head_let_the_placement_begin(out: Paper) -> None:
    Paper.objects.filter(pk=out.pk).update(kind=Kind.AGREEMENT)
    head = User.objects.members_of(out.placement.school, Role.HEAD).get()
    actions.lift_start(placement=out.placement, reason="Le gérant signe lundi.", by=head)
    born(out, 17)

    give(out, Capacity.STUDENT)
    give(out, Capacity.GUARDIAN)
    run_tasks()

    page, evidence = sealed(out)
    (said,) = evidence["remarks"]
    assert said.startswith("Commencement du stage autorisé par Hélène Proviseure")
    assert said.endswith("Motif : Le gérant signe lundi.")
    assert said in page
