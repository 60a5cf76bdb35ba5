"""A signature delegated, given on paper or in the head's queue, by two people at once."""

from functools import partial

import pytest

from tests import factories
from tests.agreements.ready import make_ready
from tests.certificates.ended import office_of
from tests.concurrency.conftest import at_once, refusals
from tests.papers.conftest import last_code, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.agreements import actions as agreements
from tripartite.core import clock
from tripartite.documents.uploads import CheckedFile
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import actions as papers
from tripartite.papers.actions import Delegate, Sheet
from tripartite.papers.actions.asking import ask_next
from tripartite.papers.domain import ASIDE, DONE, Capacity, PaperState, SignatureState
from tripartite.papers.models import Paper, Signature

ZOE = Delegate("Zoé Adjointe", "adjointe", "zoe@accueil.example", "En congé.")
MAX = Delegate("Max Associé", "associé", "max@accueil.example", "Absent.")


@pytest.fixture
def paper(school: School) -> Paper:
    """An agreement that everybody signs side by side."""
    placement = make_ready(school)
    sent = agreements.send(placement=placement, by=office_of(placement))
    sent.signatures.update(rank=1)
    ask_next(sent)
    return sent


def signing(paper: Paper, capacity: Capacity) -> partial[Signature]:
    signature = signature_of(paper, capacity)
    papers.send_code(signature=signature, by=signature.link)
    code = last_code(signature.email)
    return partial(papers.sign, signature=signature, code=code, consent=True, by=signature.link)


def delegating(paper: Paper, to: Delegate) -> partial[Signature]:
    signature = signature_of(paper, Capacity.HOST)
    return partial(papers.delegate, signature=signature, to=to, by=office_of(paper.placement))


def recording(paper: Paper, capacity: Capacity) -> partial[Signature]:
    scan = CheckedFile(b"%PDF-1.7 scan", "scan.pdf", "application/pdf")
    sheet = Sheet(file=scan, signed_on=clock.today(), received_on=clock.today())
    signature, by = signature_of(paper, capacity), office_of(paper.placement)
    return partial(papers.record_paper, signature=signature, sheet=sheet, by=by)


def live(paper: Paper, capacity: Capacity) -> Signature:
    """The one row of this capacity that is awaited or given."""
    return paper.signatures.exclude(state__in=list(ASIDE)).get(capacity=capacity)


def test_delegated_to_two_people_at_once_is_delegated_to_one(paper: Paper) -> None:
    OutgoingMessage.objects.all().delete()

    outcomes = at_once(delegating(paper, ZOE), delegating(paper, MAX))

    assert len(refusals(outcomes)) == 1
    named = live(paper, Capacity.HOST)
    asked = OutgoingMessage.objects.filter(kind="signature_asked")
    assert named.name in {ZOE.name, MAX.name}
    assert [m.to for m in asked] == [named.email]


def test_signed_while_it_is_delegated_is_one_or_the_other(paper: Paper) -> None:
    outcomes = at_once(signing(paper, Capacity.HOST), delegating(paper, ZOE))

    assert len(refusals(outcomes)) == 1
    kept = live(paper, Capacity.HOST)
    assert (kept.state in DONE) == (kept.name != ZOE.name)


def test_on_the_screen_and_on_paper_at_once_is_one_signature(paper: Paper) -> None:
    outcomes = at_once(signing(paper, Capacity.TUTOR), recording(paper, Capacity.TUTOR))

    kept = live(paper, Capacity.TUTOR)
    assert len(refusals(outcomes)) == 1
    assert kept.state in {SignatureState.SIGNED, SignatureState.RECEIVED}
    assert (kept.scan is None) == (kept.state == SignatureState.SIGNED)


def test_a_copy_read_and_set_aside_at_once_is_one_or_the_other(paper: Paper, school: School):
    recording(paper, Capacity.TUTOR)()
    reader = factories.make_user(school, Role.OFFICE, first_name="Oscar", last_name="Relecteur")
    tutor = signature_of(paper, Capacity.TUTOR)

    outcomes = at_once(
        partial(papers.confirm_paper, signature=tutor, by=reader),
        partial(papers.reject_paper, signature=tutor, reason="Illisible.", by=reader),
    )

    assert len(refusals(outcomes)) == 1
    assert live(paper, Capacity.TUTOR).state in {SignatureState.PAPER, SignatureState.ASKED}


@pytest.fixture
def queue(paper: Paper) -> tuple[User, list[Signature], str]:
    """The head's queue of this paper, its code sent."""
    head = User.objects.members_of(paper.placement.school, Role.HEAD).get()
    mine = [Signature.objects.select_related("paper__frozen").get(pk=live(paper, "school").pk)]
    papers.send_code_for_set(signatures=mine, by=head)
    return head, mine, last_code(head.email)


def test_the_queue_sent_twice_signs_once(paper: Paper, queue) -> None:
    head, mine, code = queue
    click = partial(papers.sign_set, signatures=mine, code=code, consent=True, by=head)

    outcomes = at_once(click, click)

    signed = JournalEntry.objects.filter(verb="signature.signed", detail__signature=mine[0].pk)
    assert len(refusals(outcomes)) == 1
    assert signed.count() == 1
    assert live(paper, Capacity.SCHOOL).state == SignatureState.SIGNED


def test_the_queue_signed_while_a_deputy_is_named_is_one_or_the_other(
    paper: Paper, queue, school: School
) -> None:
    head, mine, code = queue
    deputy = factories.make_user(school, Role.TEACHER, first_name="Luc", last_name="Adjoint")
    today = clock.today()
    cover = partial(
        papers.cover_head,
        school=school, deputy=deputy, title="adjoint", starts_on=today, ends_on=today, by=head,
    )  # fmt: skip

    done, _cover = at_once(
        partial(papers.sign_set, signatures=mine, code=code, consent=True, by=head), cover
    )

    kept = live(paper, Capacity.SCHOOL)
    given = kept.state in DONE
    assert given == (kept.name == str(head))
    assert given == (done[0].refusal == "")


def test_the_queue_signed_while_the_paper_is_withdrawn_is_said(paper: Paper, queue) -> None:
    head, mine, code = queue
    void = partial(papers.void, paper=paper, by=office_of(paper.placement), reason="Erreur de date")

    done, _void = at_once(
        partial(papers.sign_set, signatures=mine, code=code, consent=True, by=head), void
    )

    paper.refresh_from_db()
    assert paper.state == PaperState.VOID
    given = live(paper, Capacity.SCHOOL).state in DONE
    assert given == (done[0].refusal == "")
