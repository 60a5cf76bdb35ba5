"""Somebody else of the same party signs; the absence of a head is covered."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from tests import factories
from tests.papers.conftest import give, last_code, run_tasks, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments
from tripartite.papers import actions
from tripartite.papers.actions import Delegate, Signer
from tripartite.papers.domain import Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import HeadCover, Paper, Signature
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

COLLEAGUE = Delegate("Zoé Adjointe", "directrice adjointe", "zoe@accueil.example", "En congé.")


@pytest.fixture
def office(school: School) -> User:
    return factories.make_user(school, Role.OFFICE)


@pytest.fixture
def head(school: School) -> User:
    return factories.make_user(school, Role.HEAD, first_name="Ada", last_name="Cheffe")


@pytest.fixture
def deputy(school: School) -> User:
    return factories.make_user(school, Role.TEACHER, first_name="Luc", last_name="Adjoint")


@pytest.fixture
def out(paper: Paper, placement: Placement, head: User) -> Paper:
    """The host and the head sign, side by side."""
    paper.signatures.all().delete()
    host = placement.signatory
    for capacity, person, user in (
        (Capacity.HOST, host, None),
        (Capacity.SCHOOL, head, head),
    ):
        Signature.objects.create(
            paper=paper, capacity=capacity, name=str(person), rank=1, email=person.email, user=user
        )
    return actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})


def live(paper: Paper, capacity: Capacity) -> Signature:
    return Signature.objects.exclude(state=SignatureState.DELEGATED).get(
        paper=paper, capacity=capacity
    )


def test_the_representative_has_a_colleague_sign_who_is_asked_at_once(out: Paper) -> None:
    mine = signature_of(out, Capacity.HOST)

    fresh = actions.delegate(signature=mine, to=COLLEAGUE, by=mine.link)
    run_tasks()

    mine.refresh_from_db()
    assert (mine.state, mine.delegate, mine.reason) == ("delegated", fresh, "En congé.")
    assert (fresh.state, fresh.rank, fresh.title) == ("asked", 1, "directrice adjointe")
    assert [m.to for m in mail.outbox][-1] == ["zoe@accueil.example"]
    assert fresh.link.token in mail.outbox[-1].body
    entry = JournalEntry.objects.get(verb="signature.delegated")
    assert entry.sentence.startswith("Zoé Adjointe signera à la place de Rose Patronne : En congé.")


def test_the_former_signer_can_neither_sign_nor_get_a_code(out: Paper) -> None:
    mine = signature_of(out, Capacity.HOST)
    actions.send_code(signature=mine, by=mine.link)
    code = last_code(mine.email)
    actions.delegate(signature=mine, to=COLLEAGUE, by=mine.link)

    for act in (
        lambda: actions.sign(signature=mine, code=code, consent=True, by=mine.link),
        lambda: actions.send_code(signature=mine, by=mine.link),
        lambda: actions.refuse(signature=mine, reason="Non.", by=mine.link),
        lambda: actions.delegate(signature=mine, to=COLLEAGUE, by=mine.link),
    ):
        with pytest.raises(TransitionError, match="n’est plus attendue"):
            act()


def test_the_code_of_the_former_signer_is_not_good_for_the_delegate(out: Paper) -> None:
    mine = signature_of(out, Capacity.HOST)
    actions.send_code(signature=mine, by=mine.link)
    code = last_code(mine.email)
    fresh = actions.delegate(signature=mine, to=COLLEAGUE, by=mine.link)

    with pytest.raises(DomainError):
        actions.sign(signature=fresh, code=code, consent=True, by=fresh.link)


def test_the_proof_names_both(out: Paper) -> None:
    mine = signature_of(out, Capacity.HOST)
    fresh = actions.delegate(signature=mine, to=COLLEAGUE, by=mine.link)
    actions.send_code(signature=fresh, by=fresh.link)
    actions.sign(signature=fresh, code=last_code(fresh.email), consent=True, by=fresh.link)
    give(out, Capacity.SCHOOL)
    run_tasks()

    out.refresh_from_db()
    evidence = extract_attachments(documents.read(out.sealed))["preuves.json"].decode()
    assert out.state == PaperState.SEALED
    assert "Zoé Adjointe" in evidence
    assert "Rose Patronne (En congé)" in evidence


def test_the_office_delegates_with_a_reason_and_nobody_else_does(out: Paper, office: User) -> None:
    mine = signature_of(out, Capacity.HOST)

    for stranger in (out.placement.student, out.placement.referent):
        with pytest.raises(TransitionError):
            actions.delegate(signature=mine, to=COLLEAGUE, by=stranger)
    with pytest.raises(TransitionError, match="demande un motif"):
        silent = Delegate("Zoé", "adjointe", "z@h.example", " ")
        actions.delegate(signature=mine, to=silent, by=office)

    assert actions.delegate(signature=mine, to=COLLEAGUE, by=office).state == "asked"


def test_nobody_delegates_to_himself(out: Paper) -> None:
    mine = signature_of(out, Capacity.HOST)
    myself = Delegate("R. P.", "gérante", mine.email.upper(), "Par erreur.")

    with pytest.raises(DomainError, match="nommez une autre personne"):
        actions.delegate(signature=mine, to=myself, by=mine.link)

    mine.refresh_from_db()
    assert mine.state == SignatureState.ASKED


# ---------------------------------------------------------------- the head is away
def cover(school: School, deputy: User, by: User, days: tuple[int, int] = (0, 10)) -> HeadCover:
    today = clock.today()
    return actions.cover_head(
        school=school,
        deputy=deputy,
        title="proviseure adjointe",
        starts_on=today + timedelta(days=days[0]),
        ends_on=today + timedelta(days=days[1]),
        by=by,
    )


def test_what_waits_goes_to_the_deputy_who_signs_by_link(
    out: Paper, school: School, head: User, deputy: User
) -> None:
    cover(school, deputy, head)

    mine = live(out, Capacity.SCHOOL)
    assert (mine.user, mine.title, mine.state) == (deputy, "proviseure adjointe", "asked")
    actions.send_code(signature=mine, by=mine.link)
    done = actions.sign(signature=mine, code=last_code(deputy.email), consent=True, by=mine.link)
    assert done.state == SignatureState.SIGNED


def test_a_new_paper_asks_the_deputy(
    placement: Placement, paper: Paper, school: School, head: User, deputy: User
) -> None:
    cover(school, deputy, head)
    other = actions.create_paper(
        placement=placement, kind=Kind.CERTIFICATE, template=paper.template, number="2027-0009",
        data=paper.data, by=None, signers=[Signer(Capacity.SCHOOL, str(head), 1, head.email)],
    )  # fmt: skip

    actions.send_out(paper=other, by=None, relations={Relation.OFFICE})

    assert live(other, Capacity.SCHOOL).user == deputy


def test_a_cover_to_come_moves_nothing_until_its_day(
    out: Paper, school: School, head: User, deputy: User
) -> None:
    cover(school, deputy, head, (3, 10))
    before = live(out, Capacity.SCHOOL).user

    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        moved = (actions.hand_over(school), actions.hand_over(school))

    assert (before, moved) == (head, (1, 0))
    assert live(out, Capacity.SCHOOL).user == deputy


def test_once_over_the_deputy_signs_no_more_and_the_head_gets_it_back(
    out: Paper, school: School, deputy: User
) -> None:
    head = User.objects.members_of(school, Role.HEAD).order_by("pk").first()
    given = cover(school, deputy, head)
    mine = live(out, Capacity.SCHOOL)
    actions.send_code(signature=mine, by=mine.link)
    code = last_code(deputy.email)
    HeadCover.objects.update(ended_at=clock.now())

    with pytest.raises(TransitionError, match="La délégation de signature est finie"):
        actions.sign(signature=mine, code=code, consent=True, by=mine.link)
    HeadCover.objects.update(ended_at=None)
    actions.end_cover(cover=given, by=head)

    assert live(out, Capacity.SCHOOL).user == head


def test_covers_that_cannot_be_are_refused(
    school: School, head: User, deputy: User, placement: Placement
) -> None:
    cover(school, deputy, head)
    stranger = placement.student

    with pytest.raises(DomainError, match="signe déjà pour l’établissement"):
        cover(school, deputy, head, (5, 20))
    with pytest.raises(DomainError, match="pas avant d’avoir commencé"):
        cover(school, deputy, head, (30, 20))
    with pytest.raises(DomainError, match="membre de l’équipe"):
        cover(school, stranger, head, (30, 40))
