"""Whatever people do, in whatever order, interrupted or not: what must always be true of papers.

A model-based test: hypothesis draws the acts, the invariants are asked after each.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import factories
from tests.concurrency.test_killed import PowerCutError, cut_at
from tests.documents import samples
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments, verify
from tripartite.documents.uploads import CheckedFile
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import actions
from tripartite.papers.actions import Delegate, Sheet, Signer
from tripartite.papers.domain import ASIDE, DONE, Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation, State

REQUIRED = (Capacity.STUDENT, Capacity.HOST, Capacity.SCHOOL)
OFFICE = {Relation.OFFICE}
SCAN = CheckedFile(b"%PDF-1.7 a sheet", "feuille.pdf", "application/pdf")
WHO = st.sampled_from(REQUIRED)
DATA = samples.evaluation().as_json()


class SigningMachine(RuleBasedStateMachine):
    """One placement, its papers and three signers, two of them side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        school = factories.make_school()
        self.head, self.first, self.second = (
            factories.make_user(school, role) for role in (Role.HEAD, Role.OFFICE, Role.OFFICE)
        )
        cohort = factories.make_cohort(school)
        self.placement = factories.make_placement(
            factories.make_enrolment(cohort), state=State.APPROVED, framed=True
        )
        self.delegates = 0
        self.sealed: dict[int, str] = {}
        self.new_version()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # ------------------------------------------------------------ what is there
    def live(self) -> Paper | None:
        return Paper.objects.live().filter(placement=self.placement).first()

    def is_out(self) -> bool:
        paper = self.live()
        return paper is not None and paper.state == PaperState.OUT

    def signature(self, who: Capacity) -> Signature:
        rows = Signature.objects.filter(paper=self.live(), capacity=who)
        return rows.exclude(state=SignatureState.DELEGATED).get()

    def attempt(self, act: Callable[[], Any]) -> None:
        """Do it, or be refused with a sentence: nothing else may happen."""
        try:
            act()
        except DomainError as refusal:
            assert str(refusal)

    # ------------------------------------------------------------ the acts
    @precondition(lambda self: self.live() is None)
    @rule()
    def new_version(self) -> None:
        student, host = self.placement.student, self.placement.signatory
        number = f"2027-{Paper.objects.count() + 1:04d}"
        paper = actions.create_paper(
            placement=self.placement,
            kind=Kind.AGREEMENT,
            template="evaluation-1",
            number=number,
            data={**DATA, "reference": number},
            version=Paper.objects.count() + 1,
            signers=[
                Signer(Capacity.STUDENT, str(student), 1, student.email, user=student),
                Signer(Capacity.HOST, str(host), 1, host.email),
                Signer(Capacity.SCHOOL, str(self.head), 2, self.head.email, user=self.head),
            ],
            by=None,
        )
        actions.send_out(paper=paper, by=None, relations=OFFICE)

    def code_for(self, signature: Signature) -> str:
        actions.send_code(signature=signature, by=signature.link)
        sent = OutgoingMessage.objects.filter(kind="signature_code").latest("pk")
        return re.findall(r"\b\d{6}\b", sent.text)[-1]

    @precondition(lambda self: self.is_out())
    @rule(who=WHO)
    def sign(self, who: Capacity) -> None:
        signature = self.signature(who)

        def act() -> None:
            code = self.code_for(signature)
            actions.sign(signature=signature, code=code, consent=True, by=signature.link)

        self.attempt(act)

    @precondition(lambda self: self.is_out())
    @rule()
    def the_rest_signs(self) -> None:
        """So that papers do come to their seal."""
        for who in REQUIRED:
            self.sign(who)

    @precondition(lambda self: self.is_out())
    @rule(who=WHO, where=st.sampled_from(["papers_signature", "accounts_journalentry"]))
    def be_killed_while_signing(self, who: Capacity, where: str) -> None:
        signature = self.signature(who)

        def act() -> None:
            code = self.code_for(signature)
            verb = "INSERT INTO" if where == "accounts_journalentry" else "UPDATE"
            with pytest.raises(PowerCutError), cut_at(f'{verb} "{where}"'), transaction.atomic():
                actions.sign(signature=signature, code=code, consent=True, by=signature.link)
                raise PowerCutError

        self.attempt(act)

    @precondition(lambda self: self.is_out())
    @rule(who=WHO)
    def delegate(self, who: Capacity) -> None:
        self.delegates += 1
        to = Delegate("Zoé Autre", "adjointe", f"zoe{self.delegates}@h.example", "Absente.")
        self.attempt(lambda: actions.delegate(signature=self.signature(who), to=to, by=self.first))

    @precondition(lambda self: self.is_out())
    @rule(who=WHO)
    def record_paper(self, who: Capacity) -> None:
        sheet = Sheet(SCAN, signed_on=clock.today(), received_on=clock.today())
        self.attempt(
            lambda: actions.record_paper(signature=self.signature(who), sheet=sheet, by=self.first)
        )

    @precondition(lambda self: self.is_out())
    @rule(who=WHO, keep=st.booleans())
    def read_paper(self, *, who: Capacity, keep: bool) -> None:
        signature = self.signature(who)
        if keep:
            self.attempt(lambda: actions.confirm_paper(signature=signature, by=self.second))
        else:
            self.attempt(
                lambda: actions.reject_paper(signature=signature, reason="Floue.", by=self.second)
            )

    @precondition(lambda self: self.is_out())
    @rule(who=WHO, sure=st.sampled_from([False, False, True]))
    def refuse(self, *, who: Capacity, sure: bool) -> None:
        if sure:
            signature = self.signature(who)
            self.attempt(
                lambda: actions.refuse(signature=signature, reason="Non.", by=signature.link)
            )

    @precondition(lambda self: self.live() is not None)
    @rule(sure=st.sampled_from([False, False, True]))
    def edit(self, *, sure: bool) -> None:
        """What changes after sending is a new version; after sealing too, here."""
        if sure:
            paper = self.live()
            assert paper is not None
            actions.void(paper=paper, by=self.first, reason="Dates.", relations=OFFICE)
            self.new_version()

    @precondition(lambda self: self.is_out())
    @rule(killed=st.booleans())
    def the_worker_comes(self, *, killed: bool) -> None:
        paper = self.live()
        assert paper is not None
        if killed:
            try:
                with cut_at('UPDATE "papers_paper"'), transaction.atomic():
                    actions.seal(paper.pk)
            except PowerCutError:
                paper.refresh_from_db()
                assert (paper.state, paper.sealed) == (PaperState.OUT, None)
        else:
            actions.seal(paper.pk)

    # ------------------------------------------------------------ what is always true
    @invariant()
    def there_is_one_live_version_at_most(self) -> None:
        assert Paper.objects.live().filter(placement=self.placement).count() <= 1

    @invariant()
    def no_signature_covers_other_bytes(self) -> None:
        given = Signature.objects.filter(state__in=list(DONE)).select_related("paper__frozen")
        assert all(s.paper.frozen and s.sha256 == s.paper.frozen.sha256 for s in given)

    @invariant()
    def a_sealed_file_has_exactly_its_signatures_over_exactly_its_bytes(self) -> None:
        for paper in Paper.objects.filter(sealed__isnull=False).select_related("sealed", "frozen"):
            sealed = documents.read(paper.sealed)
            if self.sealed.setdefault(paper.pk, paper.sealed.sha256) != paper.sealed.sha256:
                raise AssertionError("a sealed file was replaced")
            rows = list(Signature.objects.filter(paper=paper))
            given = sorted(s.capacity for s in rows if s.state in DONE)
            assert given == sorted(REQUIRED)
            assert all(s.state in DONE | ASIDE for s in rows)
            inside = extract_attachments(sealed)
            evidence = json.loads(inside["preuves.json"])
            proved = {s["capacity"]: s["sha256"] for s in evidence["signatures"]}
            frozen = hashlib.sha256(inside["document-fige.pdf"]).hexdigest()
            assert verify(sealed).valid
            assert frozen == paper.frozen.sha256
            assert proved == dict.fromkeys(REQUIRED, frozen)

    @invariant()
    def a_sealed_file_is_never_destroyed(self) -> None:
        known = dict(Paper.objects.filter(sealed__isnull=False).values_list("pk", "sealed__sha256"))
        assert {pk: known.get(pk) for pk in self.sealed} == self.sealed

    @invariant()
    def the_journal_tells_the_whole_story(self) -> None:
        verbs = Counter(JournalEntry.objects.of(self.placement.file).values_list("verb", flat=True))
        states = Counter(Signature.objects.values_list("state", flat=True))
        papers = Counter(Paper.objects.values_list("state", flat=True))
        assert verbs["signature.signed"] == states["signed"]
        assert verbs["signature.paper"] == states["paper"]
        assert verbs["signature.delegated"] == states["delegated"]
        assert verbs["signature.refused"] == states["refused"]
        received = verbs["signature.received"] - verbs["signature.paper_rejected"]
        assert received == states["paper"] + states["received"]
        assert verbs["paper.sent"] == Paper.objects.filter(out_at__isnull=False).count()
        assert verbs["paper.sealed"] == len(self.sealed)
        assert verbs["paper.void"] + verbs["paper.revoke"] == papers["void"]


@pytest.mark.django_db
def test_papers_hold_whatever_happens() -> None:
    run_state_machine_as_test(
        SigningMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
