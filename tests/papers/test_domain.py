"""Who signs, in what order, and what each state allows: every row of both tables."""

import itertools

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.papers.domain import (
    DONE,
    PAPER,
    SIGNATURE,
    SYSTEM,
    Capacity,
    PaperState,
    SignatureFacts,
    SignatureState,
    next_ranks,
    required_capacities,
    waiting,
)
from tripartite.placements.domain import Relation as R

P, S = PaperState, SignatureState
EVERYBODY = {*R, SYSTEM}
PAPER_MOVES = {
    ("send", P.DRAFT): P.OUT,
    ("seal", P.OUT): P.SEALED,
    ("refuse", P.OUT): P.REFUSED,
    ("void", P.DRAFT): P.VOID,
    ("void", P.OUT): P.VOID,
    ("void", P.REFUSED): P.VOID,
    ("revoke", P.SEALED): P.VOID,
}
SIGNATURE_MOVES = {
    ("ask", S.WAITING): S.ASKED,
    ("see", S.ASKED): S.SEEN,
    ("sign", S.ASKED): S.SIGNED,
    ("sign", S.SEEN): S.SIGNED,
    ("refuse", S.ASKED): S.REFUSED,
    ("refuse", S.SEEN): S.REFUSED,
    ("delegate", S.WAITING): S.DELEGATED,
    ("delegate", S.ASKED): S.DELEGATED,
    ("delegate", S.SEEN): S.DELEGATED,
    ("record_paper", S.WAITING): S.PAPER,
    ("record_paper", S.ASKED): S.PAPER,
    ("record_paper", S.SEEN): S.PAPER,
}


@pytest.mark.parametrize("name", PAPER.transitions)
@pytest.mark.parametrize("state", P)
def test_every_move_of_a_paper_from_every_state(name: str, state: P) -> None:
    if (name, state) in PAPER_MOVES:
        target = PAPER.target(name, state, EVERYBODY, facts=0, reason="motif")
        assert target is PAPER_MOVES[name, state]
    else:
        with pytest.raises(TransitionError):
            PAPER.target(name, state, EVERYBODY, facts=0, reason="motif")


@pytest.mark.parametrize("name", SIGNATURE.transitions)
@pytest.mark.parametrize("state", S)
def test_every_move_of_a_signature_from_every_state(name: str, state: S) -> None:
    if (name, state) in SIGNATURE_MOVES:
        target = SIGNATURE.target(name, state, EVERYBODY, reason="motif")
        assert target is SIGNATURE_MOVES[name, state]
    else:
        with pytest.raises(TransitionError):
            SIGNATURE.target(name, state, EVERYBODY, reason="motif")


@pytest.mark.parametrize("left", [1, 2, 5])
def test_nothing_is_sealed_while_a_signature_is_missing(left: int) -> None:
    with pytest.raises(TransitionError, match="pas encore recueillies"):
        PAPER.target("seal", P.OUT, {SYSTEM}, facts=left)


def test_the_five_and_the_guardian_sign_in_the_default_order() -> None:
    c = Capacity

    adult, minor = required_capacities(minor=False), required_capacities(minor=True)

    assert adult == (c.STUDENT, c.HOST, c.TUTOR, c.REFERENT, c.SCHOOL)
    assert minor == (c.STUDENT, c.GUARDIAN, c.HOST, c.TUTOR, c.REFERENT, c.SCHOOL)


@pytest.mark.parametrize("states", list(itertools.product(S, repeat=3)))
def test_the_turn_is_the_lowest_rank_that_is_not_complete(states: tuple[S, S, S]) -> None:
    facts = [SignatureFacts(rank, state) for rank, state in enumerate(states, start=1)]
    open_ranks = [f.rank for f in facts if f.state not in DONE | {S.DELEGATED}]

    assert waiting(facts) == len(open_ranks)
    assert next_ranks(facts) == frozenset(open_ranks[:1])
