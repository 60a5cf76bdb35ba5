"""Who follows whom: the placements of a class shared among its teachers, by travel and fairness.

The k-th placement of a teacher weighs k times ``fairness`` kilometres, measured against his or her
own limit: so a load that is even in proportion is the cheapest, and a long way has to be worth it.
The share found is the best there is for this sum (successive shortest paths over convex costs),
and the same for the same question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FULL_LIMIT = 24
INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A teacher: how many placements he or she may follow, and follows outside this share."""

    key: int
    limit: int
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Who has what, and what nobody could take."""

    of: Mapping[int, int]
    left: tuple[int, ...]


@dataclass(slots=True)
class _State:
    placements: Sequence[int]
    candidates: Sequence[Candidate]
    km: Sequence[Sequence[float]]
    fairness: float
    chosen: dict[int, int]
    movable: set[int]

    def marginal(self, teacher: int) -> float:
        """What one placement more would weigh; infinite beyond the limit."""
        who = self.candidates[teacher]
        load = who.elsewhere + sum(t == teacher for t in self.chosen.values())
        if load >= who.limit:
            return INFINITE
        return self.fairness * (load + 1) * FULL_LIMIT / who.limit


def share(
    placements: Sequence[int],
    candidates: Sequence[Candidate],
    km: Sequence[Sequence[float]],
    *,
    fairness: float,
    fixed: Mapping[int, int] | None = None,
) -> Share:
    """Give every placement a teacher: ``km[p][t]`` is the way, by positions in the two lists.

    ``fixed`` names, by keys, choices that stand whatever they cost. A way that is infinite is
    nobody's to go: the placement goes to another, or to none.
    """
    fixed = fixed or {}
    position = {candidate.key: t for t, candidate in enumerate(candidates)}
    chosen = {p: position[fixed[key]] for p, key in enumerate(placements) if key in fixed}
    state = _State(placements, candidates, km, fairness, chosen, set())
    left = []
    for p, key in enumerate(placements):
        if p not in state.chosen and not _place(state, p):
            left.append(key)
    found = {placements[p]: candidates[t].key for p, t in sorted(state.chosen.items())}
    return Share(found, tuple(left))


def _place(state: _State, placement: int) -> bool:
    """Add one by the cheapest chain: it takes a place, whose holder moves to another, and so on."""
    teachers = range(len(state.candidates))
    swaps = _swaps(state)
    cost = [state.km[placement][t] for t in teachers]
    came: list[tuple[int, int] | None] = [None for _ in teachers]
    for _round in teachers:
        better = False
        for (source, target), (extra, moved) in swaps.items():
            if cost[source] + extra < cost[target] - 1e-9:
                cost[target], came[target], better = cost[source] + extra, (source, moved), True
        if not better:
            break
    totals = [cost[t] + state.marginal(t) for t in teachers]
    end = min(teachers, key=lambda t: (totals[t], t), default=-1)
    if end < 0 or totals[end] == INFINITE:
        return False
    while (step := came[end]) is not None:
        source, moved = step
        state.chosen[moved] = end
        end = source
    state.chosen[placement] = end
    state.movable.add(placement)
    return True


def _swaps(state: _State) -> dict[tuple[int, int], tuple[float, int]]:
    """From each teacher to each other, the placement that costs least to hand over."""
    found: dict[tuple[int, int], tuple[float, int]] = {}
    for p in sorted(state.movable):
        source = state.chosen[p]
        for target in range(len(state.candidates)):
            if target != source:
                extra = state.km[p][target] - state.km[p][source]
                if extra == INFINITE:
                    continue
                known = found.get((source, target))
                if known is None or extra < known[0]:
                    found[source, target] = (extra, p)
    return found


def weight(
    share_of: Mapping[int, int],
    placements: Sequence[int],
    candidates: Sequence[Candidate],
    km: Sequence[Sequence[float]],
    fairness: float,
) -> float:
    """What a share costs, kilometres and fairness together; for comparing two of them."""
    total = 0.0
    position = {key: p for p, key in enumerate(placements)}
    for t, candidate in enumerate(candidates):
        mine = [key for key, teacher in share_of.items() if teacher == candidate.key]
        total += sum(km[position[key]][t] for key in mine)
        loads = range(candidate.elsewhere + 1, candidate.elsewhere + len(mine) + 1)
        total += sum(fairness * load * FULL_LIMIT / candidate.limit for load in loads)
    return total
