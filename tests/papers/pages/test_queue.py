"""The head reads each summary, ticks, and signs the lot with one code for exactly these."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.documents import samples
from tests.html import text_of
from tests.papers.conftest import last_code
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.papers import actions, queries
from tripartite.papers.actions import Signer
from tripartite.papers.domain import Capacity, Kind
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation, State

QUEUE = reverse("papers:queue")


@pytest.fixture
def head(school: School) -> User:
    return factories.make_user(school, Role.HEAD, first_name="Ada", last_name="Cheffe")


@pytest.fixture
def cohort(school: School):
    return factories.make_cohort(school)


@pytest.fixture
def desk(client: Client, head: User) -> Client:
    client.force_login(head)
    return client


def make_papers(cohort, head: User, count: int) -> list[Signature]:
    found = []
    for n in range(count):
        placement = factories.make_placement(
            factories.make_enrolment(cohort), state=State.APPROVED, framed=True
        )
        paper = actions.create_paper(
            placement=placement, kind=Kind.EVALUATION, template="evaluation-1",
            number=f"2027-{n:04d}", data=samples.evaluation().as_json(), by=None,
            summary=[("Dates", "en janvier")],
            signers=[Signer(Capacity.SCHOOL, str(head), 1, head.email, user=head)],
        )  # fmt: skip
        actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})
        found.append(paper.signatures.get())
    return found


def states() -> list[str]:
    return list(Signature.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_each_paper_shows_its_summary_in_a_constant_number_of_queries(
    desk: Client, cohort, head: User, count: int, django_assert_num_queries
) -> None:
    make_papers(cohort, head, count)

    with django_assert_num_queries(5):  # session, user, papers, roles, school
        page = desk.get(QUEUE)

    assert text_of(page).count("en janvier") == count


def test_one_code_signs_exactly_what_was_ticked(desk: Client, cohort, head: User) -> None:
    first, second, _third = make_papers(cohort, head, 3)
    ticked = [first.pk, second.pk]

    asked = desk.post(QUEUE, {"lu": ticked, "send": "1"})
    shown = desk.get(asked["Location"])
    done = desk.post(
        QUEUE, {"lu": ticked, "sign": "1", "consent": "on", "code": last_code(head.email)}
    )

    assert shown.content.decode().count("checked") == 2
    assert done.status_code == 302
    assert states() == ["signed", "signed", "asked"]


def test_the_code_is_not_good_for_another_set(desk: Client, cohort, head: User) -> None:
    first, second, third = (s.pk for s in make_papers(cohort, head, 3))
    desk.post(QUEUE, {"lu": [first, second], "send": "1"})
    code = last_code(head.email)

    for other in ([first], [first, second, third], [first, third]):
        page = desk.post(QUEUE, {"lu": other, "sign": "1", "consent": "on", "code": code})
        assert "n’est plus valable" in text_of(page)

    assert states() == ["asked"] * 3


def test_a_paper_withdrawn_meanwhile_is_named_and_the_others_are_signed(
    desk: Client, cohort, head: User
) -> None:
    make_papers(cohort, head, 2)
    first, second = queries.to_sign(head)
    actions.send_code_for_set(signatures=[first, second], by=head)
    code = last_code(head.email)
    paper = Paper.objects.get(pk=second.paper_id)
    actions.void(paper=paper, by=None, reason="Erreur.", relations={Relation.OFFICE})

    kept, lost = actions.sign_set(signatures=[first, second], code=code, consent=True, by=head)

    assert (kept.refusal, lost.signature) == ("", second)
    assert lost.refusal.startswith("Ce document n’attend plus de signature")
    assert states() == ["signed", "asked"]


def test_nothing_ticked_and_papers_of_others_are_refused(
    desk: Client, cohort, head: User, school: School
) -> None:
    other = factories.make_user(school, Role.HEAD)
    (theirs,) = make_papers(cohort, other, 1)

    nothing = desk.post(QUEUE, {"send": "1"}, follow=True)
    page = desk.post(QUEUE, {"lu": [theirs.pk], "sign": "1", "consent": "on", "code": "123456"})

    assert "Cochez « lu » pour chaque document" in text_of(nothing)
    assert "Cochez « lu » pour chaque document" in text_of(page)
    assert states() == ["asked"]
