"""Monaco in the check of an agreement, and in its amendments."""

from datetime import date

import pytest
import time_machine

from tests.agreements.ready import make_ready, text_of
from tests.agreements.test_amendments import again, amend
from tests.logbook.partners import seal
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements.queries import check_of
from tripartite.documents import actions as documents
from tripartite.hosts.models import Host
from tripartite.law.rules import Effect
from tripartite.placements.actions import terms
from tripartite.placements.domain.terms import StopKind
from tripartite.placements.models import Authorisation, Placement


@pytest.fixture
def placement(school: School) -> Placement:
    made = make_ready(school)
    Host.objects.update(country="MC")
    return again(made)


@pytest.mark.parametrize(
    ("answer", "effects"),
    [
        (None, [Effect.BLOCKS]),
        ({"filed_on": date(2026, 12, 16)}, [Effect.BLOCKS, Effect.REMINDS]),
        ({"filed_on": date(2026, 12, 9)}, [Effect.REMINDS]),
        ({"filed_on": date(2026, 12, 9), "decided_on": date(2026, 12, 16), "granted": True}, []),
        (
            {"filed_on": date(2026, 12, 9), "decided_on": date(2026, 12, 16), "granted": False},
            [Effect.BLOCKS],
        ),
    ],
    ids=["nothing", "filed late", "filed in time", "granted", "refused"],
)
def test_the_check_knows_the_request_and_the_answer(
    placement: Placement, answer: dict[str, object] | None, effects: list[Effect]
) -> None:
    if answer:
        Authorisation.objects.create(placement=placement, **answer)

    findings = check_of(placement, date(2026, 12, 17)).findings

    assert [f.effect for f in findings if f.rule == "R2"] == effects


@time_machine.travel("2027-01-11 09:00:00+01:00", tick=False)
def test_an_amendment_in_monaco_rests_on_its_law(placement: Placement) -> None:
    Authorisation.objects.create(
        placement=placement,
        filed_on=date(2026, 12, 1),
        decided_on=date(2026, 12, 9),
        granted=True,
    )
    seal(placement)
    terms.agree(placement=placement)
    office = User.objects.members_of(placement.school, Role.OFFICE).get()

    paper = amend(placement, office, interrupted_on=date(2027, 1, 20), stop=StopKind.AGREED)

    text = text_of(documents.read(paper.frozen))
    assert "en application de la loi n° 1.569 du 12 décembre 2024" in text
    assert "L124-15" not in text
    assert "D124-4" not in text
