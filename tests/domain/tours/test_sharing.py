from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tripartite.tours.domain.sharing import Candidate, share, weight

NEAR_FAR = [[1.0, 50.0], [2.0, 60.0], [40.0, 3.0]]


def test_each_placement_goes_to_the_nearest_teacher():
    found = share([10, 11, 12], [Candidate(1, 24), Candidate(2, 24)], NEAR_FAR, fairness=1)

    assert dict(found.of) == {10: 1, 11: 1, 12: 2}
    assert found.left == ()


def test_fairness_is_bought_with_kilometres():
    km = [[1.0, 10.0]] * 4

    by_travel = share(range(4), [Candidate(1, 24), Candidate(2, 24)], km, fairness=1)
    by_load = share(range(4), [Candidate(1, 24), Candidate(2, 24)], km, fairness=20)

    assert sorted(by_travel.of.values()) == [1, 1, 1, 1]
    assert sorted(by_load.of.values()) == [1, 1, 2, 2]


def test_a_load_is_even_in_proportion_of_the_limits():
    km = [[0.0, 0.0]] * 9

    found = share(range(9), [Candidate(1, 24), Candidate(2, 12)], km, fairness=5)

    assert sorted(found.of.values()) == [1] * 6 + [2] * 3


def test_a_limit_is_never_passed_and_what_nobody_can_take_is_said():
    found = share([1, 2, 3], [Candidate(7, 3, elsewhere=1)], [[1.0]] * 3, fairness=1)

    assert dict(found.of) == {1: 7, 2: 7}
    assert found.left == (3,)


def test_fixed_choices_stand_whatever_they_cost():
    found = share(
        [10, 11, 12], [Candidate(1, 24), Candidate(2, 24)], NEAR_FAR, fairness=1, fixed={10: 2}
    )

    assert found.of[10] == 2


def test_without_a_teacher_everything_is_left():
    assert share([1], [], [[]], fairness=1).left == (1,)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_other_share_is_better(data):
    placements = list(range(data.draw(st.integers(1, 5))))
    size = data.draw(st.integers(1, 3))
    candidates = [
        Candidate(t, data.draw(st.integers(1, 4)), data.draw(st.integers(0, 2)))
        for t in range(size)
    ]
    km = [[float(data.draw(st.integers(0, 60))) for _ in candidates] for _ in placements]
    fairness = float(data.draw(st.sampled_from((1, 5, 20))))
    fixed = {0: data.draw(st.integers(0, size - 1))} if data.draw(st.booleans()) else {}

    found = share(placements, candidates, km, fairness=fairness, fixed=fixed)

    possible = [
        dict(zip(placements, choice, strict=True))
        for choice in product(range(size), repeat=len(placements))
        if all(choice[p] == t for p, t in fixed.items())
        and all(
            c.elsewhere + choice.count(c.key) <= max(c.limit, c.elsewhere + _held(fixed, c.key))
            for c in candidates
        )
    ]
    if possible:
        best = min(weight(s, placements, candidates, km, fairness) for s in possible)
        assert found.left == ()
        assert abs(weight(found.of, placements, candidates, km, fairness) - best) < 1e-6
    for candidate in candidates:
        load = candidate.elsewhere + list(found.of.values()).count(candidate.key)
        held = candidate.elsewhere + _held(fixed, candidate.key)
        assert load <= max(candidate.limit, held)


def _held(fixed: dict[int, int], teacher: int) -> int:
    return list(fixed.values()).count(teacher)
