"""Who sees whose voice, and where the three differ."""

from itertools import product

import pytest

from tripartite.evaluations.domain import EvaluationState, Level
from tripartite.evaluations.domain.voices import (
    RANKS,
    Gap,
    Speaker,
    common_level,
    gap_of,
    gaps_first,
    may_compare,
    speaker_of,
)
from tripartite.placements.domain import Relation as R

L = Level
SPEAKERS = {R.STUDENT: Speaker.STUDENT, R.TUTOR: Speaker.TUTOR, R.REFERENT: Speaker.REFERENT}


@pytest.mark.parametrize("relation", list(R))
def test_three_have_a_voice(relation) -> None:
    assert speaker_of({relation}) is SPEAKERS.get(relation)


@pytest.mark.parametrize("relation", list(R))
@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("state", list(EvaluationState))
def test_nobody_sees_another_before_speaking_or_before_the_session(relation, given, state) -> None:
    before = state is EvaluationState.DRAFT
    expected = (given and relation in SPEAKERS) if before else relation in {*SPEAKERS, R.OFFICE}

    assert may_compare({relation}, given=given, evaluation=state) is expected


@pytest.mark.parametrize("said", list(product([None, *Level], repeat=3)))
def test_the_gap_of_any_three_voices(said) -> None:
    ranks = [RANKS[level] for level in said if level in RANKS]
    unseen = L.NO in said

    gap = gap_of(said)

    assert gap.spread == (max(ranks) - min(ranks) if ranks else 0)
    assert gap.partly_seen is (bool(ranks) and unseen)
    assert gap.is_gap is (gap.spread > 0 or gap.partly_seen)
    assert gap_of(reversed(said)) == gap


def test_the_widest_gap_comes_first_then_what_some_did_not_see_then_the_order() -> None:
    voices = {
        "same": [L.S, L.S, L.S],
        "unseen": [L.S, L.NO, L.S],
        "one": [L.S, L.TS, L.S],
        "three": [L.TI, L.TS, None],
        "silent": [None, None, None],
        "two": [L.I, L.TS, L.TS],
        "alone": [None, L.TI, None],
    }

    ordered = gaps_first(voices)

    assert ordered == ("three", "two", "one", "unseen", "same", "silent", "alone")


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([L.S, L.S, L.S], L.S),
        ([L.S, None, L.S], L.S),
        ([L.NO, L.NO, None], L.NO),
        ([L.S, None, None], None),
        ([None, None, None], None),
        ([L.S, L.TS, L.S], None),
        ([L.S, L.NO, L.S], None),
    ],
)
def test_a_level_is_proposed_when_two_say_the_same_and_nobody_else(levels, expected) -> None:
    assert common_level(levels) is expected


def test_a_gap_is_small_to_say() -> None:
    assert Gap(0, partly_seen=False).is_gap is False
