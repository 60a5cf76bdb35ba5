"""Every state × move × relation of papers and signatures; who signs, when, who is reminded."""

import itertools
from datetime import date, timedelta

import pytest

from tripartite.accounts.domain import SigningOrder
from tripartite.core.workflow import TransitionError, Workflow
from tripartite.papers.domain import (
    ASIDE,
    DONE,
    OPEN,
    PAPER,
    SIGNATURE,
    SYSTEM,
    Capacity,
    PaperState,
    SignatureFacts,
    SignatureState,
    next_ranks,
    ranks_of,
    required_capacities,
    rung_for,
    waiting,
)
from tripartite.placements.domain import Relation as R

P, S, C = PaperState, SignatureState, Capacity
EVERYBODY = (*R, SYSTEM)
SIGNERS = {R.STUDENT, R.GUARDIAN, R.TUTOR, R.SIGNATORY, R.REFERENT, R.HEAD}
PAPER_MOVES = {
    ("send", P.DRAFT): (P.OUT, {R.OFFICE, SYSTEM}),
    ("seal", P.OUT): (P.SEALED, {SYSTEM}),
    ("refuse", P.OUT): (P.REFUSED, SIGNERS),
    ("void", P.DRAFT): (P.VOID, {R.OFFICE, SYSTEM}),
    ("void", P.OUT): (P.VOID, {R.OFFICE, SYSTEM}),
    ("void", P.REFUSED): (P.VOID, {R.OFFICE, SYSTEM}),
    ("revoke", P.SEALED): (P.VOID, {R.OFFICE, SYSTEM}),
}
DELEGATORS = {R.SIGNATORY, R.HEAD, R.OFFICE, SYSTEM}
SIGNATURE_MOVES = {
    ("ask", S.WAITING): (S.ASKED, {R.OFFICE, SYSTEM}),
    ("see", S.ASKED): (S.SEEN, SIGNERS),
    ("sign", S.ASKED): (S.SIGNED, SIGNERS),
    ("sign", S.SEEN): (S.SIGNED, SIGNERS),
    ("refuse", S.ASKED): (S.REFUSED, SIGNERS),
    ("refuse", S.SEEN): (S.REFUSED, SIGNERS),
    ("delegate", S.WAITING): (S.DELEGATED, DELEGATORS),
    ("delegate", S.ASKED): (S.DELEGATED, DELEGATORS),
    ("delegate", S.SEEN): (S.DELEGATED, DELEGATORS),
    ("record_paper", S.WAITING): (S.RECEIVED, {R.OFFICE}),
    ("record_paper", S.ASKED): (S.RECEIVED, {R.OFFICE}),
    ("record_paper", S.SEEN): (S.RECEIVED, {R.OFFICE}),
    ("confirm_paper", S.RECEIVED): (S.PAPER, {R.OFFICE}),
    ("reject_paper", S.RECEIVED): (S.WAITING, {R.OFFICE}),
    ("waive", S.WAITING): (S.WAIVED, {SYSTEM}),
    ("waive", S.ASKED): (S.WAIVED, {SYSTEM}),
    ("waive", S.SEEN): (S.WAIVED, {SYSTEM}),
}
MACHINES = [(PAPER, P, PAPER_MOVES, 0), (SIGNATURE, S, SIGNATURE_MOVES, C.HOST)]
CASES = [
    pytest.param(machine, moves, facts, name, state, id=f"{name}-{state}")
    for machine, states, moves, facts in MACHINES
    for name in machine.transitions
    for state in states
]


@pytest.mark.parametrize(("machine", "moves", "facts", "name", "state"), CASES)
def test_every_state_move_and_relation(
    machine: Workflow, moves: dict, facts: object, name: str, state: P | S
) -> None:
    target, by = moves.get((name, state), (None, set()))

    for relation in EVERYBODY:
        if relation in by:
            assert machine.target(name, state, {relation}, facts=facts, reason="x") is target
        else:
            with pytest.raises(TransitionError):
                machine.target(name, state, {relation}, facts=facts, reason="x")


@pytest.mark.parametrize(
    ("machine", "name", "state"),
    [
        *((PAPER, n, s) for n, s in [("refuse", P.OUT), ("void", P.OUT), ("revoke", P.SEALED)]),
        *((SIGNATURE, n, S.ASKED) for n in ("refuse", "delegate", "waive")),
        (SIGNATURE, "reject_paper", S.RECEIVED),
    ],
)
def test_what_stops_a_paper_or_a_signature_has_a_reason(machine, name, state) -> None:
    with pytest.raises(TransitionError, match="demande un motif"):
        machine.target(name, state, set(EVERYBODY), facts=C.HOST, reason="  ")


@pytest.mark.parametrize("left", [1, 2, 5])
def test_nothing_is_sealed_while_a_signature_is_missing(left: int) -> None:
    with pytest.raises(TransitionError, match="pas encore recueillies"):
        PAPER.target("seal", P.OUT, {SYSTEM}, facts=left)


@pytest.mark.parametrize("capacity", C)
def test_only_the_host_and_the_head_may_have_somebody_else_sign(capacity: C) -> None:
    def ask() -> S:
        return SIGNATURE.target("delegate", S.ASKED, {R.OFFICE}, facts=capacity, reason="x")

    if capacity in {C.HOST, C.SCHOOL}:
        assert ask() is S.DELEGATED
    else:
        with pytest.raises(TransitionError, match="Seuls le représentant"):
            ask()


def test_the_states_are_shared_out() -> None:
    assert not DONE & ASIDE
    assert not DONE & OPEN
    assert set(S) - DONE - ASIDE - OPEN == {S.WAITING, S.REFUSED, S.RECEIVED}


def test_the_five_and_the_guardian_sign() -> None:
    adult, minor = required_capacities(minor=False), required_capacities(minor=True)

    assert adult == (C.STUDENT, C.HOST, C.TUTOR, C.REFERENT, C.SCHOOL)
    assert minor == (C.STUDENT, C.GUARDIAN, C.HOST, C.TUTOR, C.REFERENT, C.SCHOOL)


ADULT, MINOR = required_capacities(minor=False), required_capacities(minor=True)


@pytest.mark.parametrize(
    ("order", "capacities", "turns"),
    [
        (SigningOrder.IN_TURN, ADULT, [1, 2, 3, 4, 5]),
        (SigningOrder.IN_TURN, MINOR, [1, 2, 3, 4, 5, 6]),
        (SigningOrder.HOST_FIRST, ADULT, [2, 1, 1, 3, 4]),
        (SigningOrder.HOST_FIRST, MINOR, [2, 3, 1, 1, 4, 5]),
        (SigningOrder.SCHOOL_LAST, ADULT, [1, 1, 1, 1, 2]),
        (SigningOrder.SCHOOL_LAST, MINOR, [1, 1, 1, 1, 1, 2]),
        (SigningOrder.TOGETHER, ADULT, [1] * 5),
        (SigningOrder.TOGETHER, MINOR, [1] * 6),
    ],
)
def test_the_turns_of_each_order(order, capacities, turns) -> None:
    assert [ranks_of(capacities, order)[c] for c in capacities] == turns


@pytest.mark.parametrize("order", SigningOrder)
def test_every_order_gives_everybody_a_turn_without_a_gap(order: SigningOrder) -> None:
    for some in itertools.chain.from_iterable(
        itertools.combinations(MINOR, n) for n in range(1, len(MINOR) + 1)
    ):
        ranks = ranks_of(some, order)

        assert set(ranks) == set(some)
        assert set(ranks.values()) == set(range(1, max(ranks.values()) + 1))


def test_the_turn_is_the_lowest_rank_that_is_not_complete() -> None:
    for states in itertools.product(S, repeat=3):
        facts = [SignatureFacts(rank, state) for rank, state in enumerate(states, start=1)]
        left = [f.rank for f in facts if f.state not in DONE | ASIDE]

        assert waiting(facts) == len(left)
        assert next_ranks(facts) == frozenset(left[:1])


START = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("days_before", "rung"),
    [
        *((40, None), (16, None), (15, 15), (14, 15), (8, 15), (7, 7), (4, 7), (3, 3), (2, 3)),
        *((1, 1), (0, None), (-1, None)),
    ],
)
def test_the_rungs_of_the_ladder(days_before: int, rung: int | None) -> None:
    assert rung_for(START - timedelta(days=days_before), START) == rung
