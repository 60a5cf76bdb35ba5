"""An agreement is prepared, sent, refused while something is missing, withdrawn."""

import pytest
from django.core import mail

from tests import factories
from tests.agreements.ready import make_ready, missing_from
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.agreements import actions
from tripartite.agreements.actions import in_force
from tripartite.agreements.domain import AgreementError
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.queries import clauses_of
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.sealing import verify
from tripartite.papers.actions import refuse
from tripartite.papers.domain import Capacity, Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(placement: Placement) -> User:
    return User.objects.get(memberships__role=Role.OFFICE)


def states() -> list[str]:
    return list(Paper.objects.order_by("pk").values_list("state", flat=True))


def test_sending_freezes_the_agreement_and_asks_the_student(placement, office) -> None:
    paper = actions.send(placement=placement, by=office)
    run_tasks()

    frozen = documents.read(paper.frozen)
    assert (paper.kind, paper.state, paper.version) == (Kind.AGREEMENT, PaperState.OUT, 1)
    assert missing_from(frozen, [paper.number, "Inès Moreau", "Théo Tuteur"]) == []
    assert [m.to for m in mail.outbox] == [[placement.student.email]]
    verbs = JournalEntry.objects.of(placement.file).values_list("verb", flat=True)
    assert list(verbs) == ["signature.asked", "paper.sent", "paper.created"]


def test_the_last_of_the_five_signatures_seals(placement, office) -> None:
    paper = actions.send(placement=placement, by=office)

    order = (
        Capacity.STUDENT, Capacity.HOST, Capacity.TUTOR, Capacity.REFERENT, Capacity.SCHOOL
    )  # fmt: skip
    for capacity in order:
        give(paper, capacity)
    run_tasks()

    paper.refresh_from_db()
    assert paper.state == PaperState.SEALED
    assert verify(documents.read(paper.sealed)).valid is True


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.CANCELLED])
def test_a_framing_that_is_not_approved_has_no_agreement(placement, office, state) -> None:
    Placement.objects.update(state=state)

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, by=office)

    assert refused.value.code == "not_approved"


def test_a_missing_mention_blocks_and_names_itself(placement, office) -> None:
    School.objects.update(insurance="")
    placement.missions.all().delete()

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, by=office)

    assert (refused.value.code, states()) == ("mentions_missing", [])
    assert refused.value.sentence == (
        "3\u00a0mentions manquent à la convention. D’abord : Aucune compétence ne découle des "
        "missions : cochez leurs tâches. La page de préparation dit où compléter."
    )


@pytest.mark.parametrize("role", [Role.STUDENT, Role.TEACHER, Role.HEAD])
def test_only_the_office_sends(placement, role) -> None:
    somebody = {
        Role.STUDENT: placement.student,
        Role.TEACHER: placement.referent,
        Role.HEAD: User.objects.get(memberships__role=Role.HEAD),
    }[role]

    with pytest.raises(TransitionError):
        actions.send(placement=placement, by=somebody)

    assert states() == []


def test_the_office_of_another_school_sends_nothing(placement) -> None:
    stranger = factories.make_user(factories.make_school("Ailleurs"), Role.OFFICE)

    with pytest.raises(TransitionError):
        actions.send(placement=placement, by=stranger)


def test_a_second_click_sends_nothing_more(placement, office) -> None:
    actions.send(placement=placement, by=office)

    with pytest.raises(DomainError) as refused:
        actions.send(placement=placement, by=office)

    assert (refused.value.code, states()) == ("paper_exists", ["out"])


def test_a_draft_prepared_before_is_replaced(placement, office) -> None:
    actions.prepare(placement=placement, by=office)

    paper = actions.send(placement=placement, by=office)

    assert (states(), paper.version) == (["void", "out"], 1)


def test_a_refused_agreement_is_prepared_again_as_a_new_version(placement, office) -> None:
    first = actions.send(placement=placement, by=office)
    student = first.signatures.get(capacity=Capacity.STUDENT)
    refuse(signature=student, reason="Mauvaises dates", by=student.link)

    second = actions.send(placement=placement, by=office)

    assert (states(), second.version) == (["refused", "out"], 2)
    assert second.number != first.number


def test_the_signatory_without_address_signs_on_paper(placement, office) -> None:
    placement.signatory.email = ""
    placement.signatory.save()

    paper = actions.send(placement=placement, by=office)
    give(paper, Capacity.STUDENT)

    host = paper.signatures.get(capacity=Capacity.HOST)
    assert (host.state, host.email, host.link) == ("asked", "", None)


# ---------------------------------------------------------------- clauses
def test_the_clauses_of_the_product_become_version_1_at_the_first_use(placement, office) -> None:
    assert (clauses_of(placement.school).pk, ClauseSet.objects.count()) == (None, 0)

    actions.send(placement=placement, by=office)

    kept = ClauseSet.objects.get()
    assert (kept.version, kept.used_at is not None) == (1, True)
    assert clauses_of(placement.school) == kept


def test_each_school_has_its_own_clauses(placement, office) -> None:
    actions.send(placement=placement, by=office)

    assert clauses_of(factories.make_school("Ailleurs")).pk is None


def test_a_used_version_is_not_written_again(placement, office) -> None:
    actions.prepare(placement=placement, by=office)
    first = ClauseSet.objects.get().used_at

    actions.send(placement=placement, by=office)

    assert ClauseSet.objects.get().used_at == first


def test_the_latest_version_is_the_one_printed(placement, office) -> None:
    kept = in_force(placement.school, office)
    own = [c | {"paragraphs": ["Texte de l’école."]} for c in kept.clauses if c["mention"] == 7]
    others = [c for c in kept.clauses if c["mention"] != 7]
    ClauseSet.objects.create(
        school=placement.school, version=2, clauses=own + others, in_force_at=clock.now()
    )

    paper = actions.send(placement=placement, by=office)

    assert missing_from(documents.read(paper.frozen), ["Texte de l’école."]) == []
    assert ClauseSet.objects.get(version=2).used_at is not None


# ---------------------------------------------------------------- withdrawing
def test_cancelling_withdraws_the_agreement_and_tells_those_who_were_asked(
    placement, office
) -> None:
    paper = actions.send(placement=placement, by=office)
    give(paper, Capacity.STUDENT)
    run_tasks()
    mail.outbox.clear()

    actions.cancel_placement(placement=placement, reason="Entreprise fermée", by=office)
    run_tasks()

    paper.refresh_from_db()
    assert (paper.state, paper.reason) == (PaperState.VOID, "Entreprise fermée")
    assert Placement.objects.get().state == State.CANCELLED
    told = sorted((m.to[0], m.subject.split(" –")[0].split(" :")[0]) for m in mail.outbox)
    (one,) = [m for m in mail.outbox if m.to == [placement.student.email]]
    assert "les signatures données ne comptent plus" in " ".join(one.body.split())
    assert told == sorted(
        [
            (placement.signatory.email, "Retrait"),
            (placement.student.email, "Stage annulé"),
            (placement.referent.email, "Stage annulé"),
        ]
    )


def test_cancelling_revokes_a_sealed_agreement_and_keeps_its_file(placement, office) -> None:
    paper = actions.send(placement=placement, by=office)
    Paper.objects.update(state=PaperState.SEALED, sealed=paper.frozen, sealed_at=paper.out_at)

    actions.cancel_placement(placement=placement, reason="Désistement", by=office)

    paper.refresh_from_db()
    assert paper.state == PaperState.VOID
    assert documents.read(paper.sealed).startswith(b"%PDF")


def test_what_is_attested_is_not_cancelled(placement, office) -> None:
    paper = actions.send(placement=placement, by=office)
    Paper.objects.update(
        kind=Kind.CERTIFICATE,
        state=PaperState.SEALED,
        sealed=paper.frozen,
        sealed_at=paper.out_at,
    )

    with pytest.raises(AgreementError) as refused:
        actions.cancel_placement(placement=placement, reason="Erreur", by=office)

    assert (refused.value.code, Placement.objects.get().state) == (
        "already_attested",
        State.APPROVED,
    )


def test_cancelling_without_reason_changes_nothing(placement, office) -> None:
    actions.send(placement=placement, by=office)

    with pytest.raises(TransitionError) as refused:
        actions.cancel_placement(placement=placement, reason="  ", by=office)

    assert (refused.value.code, states()) == ("reason_needed", ["out"])


def test_reopening_withdraws_an_agreement_on_its_way(placement) -> None:
    office = User.objects.get(memberships__role=Role.OFFICE)
    actions.send(placement=placement, by=office)

    actions.reopen_placement(placement=placement, reason="Missions à revoir", by=placement.referent)

    assert (Placement.objects.get().state, states()) == (State.RETURNED, ["void"])


def test_a_sealed_agreement_forbids_reopening(placement, office) -> None:
    paper = actions.send(placement=placement, by=office)
    Paper.objects.update(state=PaperState.SEALED, sealed=paper.frozen, sealed_at=paper.out_at)

    with pytest.raises(AgreementError, match="avenant"):
        actions.reopen_placement(placement=placement, reason="x", by=office)

    assert (Placement.objects.get().state, states()) == (State.APPROVED, ["sealed"])
