"""No attestation ever states hours that the ledger does not hold, whatever people do to it.

People act at random, each through the product's own actions; beside them the test keeps its own
account of what was told and confirmed, from what was accepted alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreements.ready import make_ready
from tests.certificates.ended import MONDAYS, at_the_end, office_of, signatory_of
from tests.logbook.partners import seal
from tripartite.accounts.models import School
from tripartite.certificates import actions as certificates
from tripartite.certificates.models import Certificate
from tripartite.core.errors import DomainError
from tripartite.core.fr import hours
from tripartite.logbook.actions import correcting, presence
from tripartite.logbook.domain.presence import DayEntry, DayKind
from tripartite.logbook.models import PresenceWeek
from tripartite.papers import actions as papers
from tripartite.papers.domain import Kind
from tripartite.papers.models import Paper
from tripartite.placements.actions.links import link_for
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

pytestmark = pytest.mark.django_db
WHY = "Parce que."


@pytest.fixture
def placement(school: School) -> Placement:
    with at_the_end():
        made = make_ready(school)
        seal(made)
    return made


@dataclass
class Account:
    """What was accepted: the minutes told of each week, and whether they are confirmed."""

    told: dict[int, int] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)

    @property
    def held(self) -> int:
        return sum(self.told[week] for week in self.confirmed)


class People:
    """Each move is tried by whoever may do it; a refusal changes nothing."""

    def __init__(self, placement: Placement) -> None:
        self.placement = placement
        self.office = office_of(placement)
        self.tutor = link_for(placement=placement, relation=Relation.TUTOR)
        self.account = Account()
        self.issued = 0

    def do(self, move: str, week: int, minutes: list[int]) -> None:
        try:
            with transaction.atomic():
                getattr(self, move)(week, minutes)
        except DomainError:
            return
        self.check()

    def row(self, week: int) -> PresenceWeek:
        found = PresenceWeek.objects.filter(placement=self.placement, monday=MONDAYS[week])
        return found.first() or PresenceWeek(placement=self.placement, monday=MONDAYS[week])

    def _known(self, week: int, act: Callable[..., Any], **said: Any) -> None:
        row = self.row(week)
        if row.pk is None:
            raise DomainError("nothing_told", "Rien n’a été dit de cette semaine.")
        act(week=row, **said)

    def declare(self, week: int, minutes: list[int]) -> None:
        days = days_of(week, minutes)
        student = self.placement.student
        presence.declare_week(placement=self.placement, monday=MONDAYS[week], days=days, by=student)
        self.account.told[week] = sum(minutes)
        self.account.confirmed.discard(week)

    def confirm(self, week: int, _minutes: list[int]) -> None:
        self._known(week, presence.confirm_week, by=self.tutor)
        self.account.confirmed.add(week)

    def correct(self, week: int, minutes: list[int]) -> None:
        days = days_of(week, minutes)
        self._known(week, correcting.correct_week, days=days, reason=WHY, by=self.tutor)
        self.account.before[week] = self.account.told[week]
        self.account.told[week] = sum(minutes)
        self.account.confirmed.add(week)

    def contest(self, week: int, _minutes: list[int]) -> None:
        self._known(week, correcting.contest_week, reason=WHY, by=self.placement.student)

    def settle(self, week: int, minutes: list[int]) -> None:
        stands = minutes[0] % 2 == 0
        self._known(
            week,
            correcting.settle_week,
            stands=stands,
            reason=WHY,
            by=self.placement.referent,
        )
        if not stands:
            self.account.told[week] = self.account.before[week]

    def reopen(self, week: int, _minutes: list[int]) -> None:
        self._known(week, presence.reopen_week, reason=WHY, by=self.office)
        self.account.confirmed.discard(week)

    def issue(self, week: int, _minutes: list[int]) -> None:
        by = self.office if week else signatory_of(self.placement)
        certificates.issue(placement=self.placement, gratification=Decimal(0), reason=WHY, by=by)
        self.said_all()

    def reissue(self, _week: int, _minutes: list[int]) -> None:
        live = self.live()
        if live is None:
            raise DomainError("none", "Aucune attestation n’est établie.")
        certificates.reissue(
            certificate=live,
            gratification=Decimal(0),
            reason=WHY,
            weeks_reason=WHY,
            by=self.office,
        )
        self.said_all()

    def withdraw(self, _week: int, _minutes: list[int]) -> None:
        live = self.live()
        if live is None:
            raise DomainError("none", "Aucune attestation n’est établie.")
        papers.void(paper=live.paper, by=self.office, reason=WHY)

    def live(self) -> Certificate | None:
        in_force = Paper.objects.live().filter(placement=self.placement, kind=Kind.CERTIFICATE)
        return Certificate.objects.filter(paper__in=in_force).first()

    def said_all(self) -> None:
        live = self.live()
        assert live is not None
        self.issued += 1
        assert live.minutes == self.account.held
        assert live.paper.data["hours"] == hours(self.account.held)

    def check(self) -> None:
        live = self.live()
        assert live is None or live.minutes <= self.account.held


def days_of(week: int, minutes: list[int]) -> list[DayEntry]:
    return [
        DayEntry(MONDAYS[week] + timedelta(days=n), DayKind.PRESENT, length)
        if length
        else DayEntry(MONDAYS[week] + timedelta(days=n), DayKind.JUSTIFIED, 0)
        for n, length in enumerate(minutes)
    ]


MINUTES = st.lists(st.sampled_from([0, 90, 210, 420, 420, 420]), min_size=5, max_size=5)
WEEK = st.integers(0, 3)
#: What makes a ledger, then what is tried on it.
TOLD = st.lists(
    st.tuples(MINUTES, st.sampled_from(["", "confirm", "correct", "confirm"])),
    min_size=2,
    max_size=4,
)
ACTS = ["declare", "confirm", "correct", "contest", "settle"]
ACTS += ["reopen", "reopen", "issue", "reissue", "withdraw"]
MOVES = st.lists(st.tuples(st.sampled_from(ACTS), WEEK, MINUTES), min_size=4, max_size=8)
INTERRUPTED = st.sampled_from([None, None, MONDAYS[2] + timedelta(days=2)])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=TOLD, moves=MOVES, interrupted_on=INTERRUPTED)
def test_no_attestation_states_hours_that_the_ledger_does_not_hold(
    placement: Placement, told: Any, moves: Any, interrupted_on: date | None
) -> None:
    with transaction.atomic(), at_the_end():
        if interrupted_on:
            Placement.objects.update(state=State.INTERRUPTED, interrupted_on=interrupted_on)
        people = People(Placement.objects.with_people().get(pk=placement.pk))
        for week, (minutes, then) in enumerate(told):
            people.do("declare", week, minutes)
            if then:
                people.do(then, week, minutes[::-1])
        people.do("issue", 1, [])
        # The office may always attest what is confirmed: the rest is not tried on nothing.
        assert bool(people.issued) == bool(people.account.held)
        for move, week, minutes in moves:
            people.do(move, week, minutes)
        transaction.set_rollback(True)
