"""Planned, done, observed, proved: each step needs one more person."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.logbook.domain.coverage import DEPTH_LABELS, Depth, Worked, deepest, levels

TASK = frozenset({1})


@pytest.mark.parametrize(
    ("observed", "validated", "proofs"), list(product([False, True], [False, True], [0, 1, 3]))
)
def test_the_depth_of_a_note(observed, validated, proofs):
    depth = Worked(TASK, observed=observed, validated=validated, proofs=proofs).depth

    expected = Depth.OBSERVED if observed or validated else Depth.DONE
    if validated and proofs:
        expected = Depth.PROVED
    assert depth is expected


def test_a_task_is_planned_until_it_is_done():
    assert levels([1, 2], [Worked(frozenset({2, 3}))]) == {
        1: Depth.PLANNED,
        2: Depth.DONE,
        3: Depth.DONE,
    }


def test_nothing_planned_and_nothing_done_is_nothing():
    assert levels([], []) == {}


def test_the_deepest_note_counts_whatever_their_order():
    notes = [Worked(TASK), Worked(TASK, validated=True, proofs=1), Worked(TASK, observed=True)]

    assert levels([1], notes) == levels([1], notes[::-1]) == {1: Depth.PROVED}


def test_several_placements_keep_the_deepest():
    first, second = {1: Depth.PROVED, 2: Depth.PLANNED}, {1: Depth.PLANNED, 2: Depth.DONE}

    assert deepest(first, second) == {1: Depth.PROVED, 2: Depth.DONE}
    assert deepest() == {}


def test_each_depth_has_its_word():
    assert list(DEPTH_LABELS.values()) == ["", "prévu", "fait", "observé", "prouvé"]


WORKED = st.builds(
    Worked,
    tasks=st.frozensets(st.integers(1, 6), max_size=4),
    observed=st.booleans(),
    validated=st.booleans(),
    proofs=st.integers(0, 2),
)


@given(st.lists(st.integers(1, 6)), st.lists(WORKED), WORKED)
def test_one_more_note_never_lowers_a_task(planned, notes, more):
    before, after = levels(planned, notes), levels(planned, [*notes, more])

    assert all(after[task] >= depth for task, depth in before.items())
