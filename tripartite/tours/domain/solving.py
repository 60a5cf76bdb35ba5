"""The shortest journeys, found by PyVRP.

A vehicle type is a set of half-days that are the same to the solver: same hours, same start, same
stops allowed. A stop that may begin at several times of the day is a group of clients of which one
at most is visited, each with its window. Where a half-day may not hold a client, its profile makes
the way there endless. What no half-day can hold is left out, at a price that nothing else reaches.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, Route, Solution, VehicleType
from pyvrp import solve as solve_with_pyvrp
from pyvrp.stop import MaxRuntime

from tripartite.tours.domain.journeys import by_hand, journey_of, plan_of
from tripartite.tours.domain.problem import HalfDay, Plan, Problem, Span, Stop, alone, stops_of

#: A visit that is made is worth more than any way to it; one that is locked, more than any other.
PRIZE = 10_000_000
LOCKED_PRIZE = 100 * PRIZE
#: What one minute away from the school weighs against a metre.
METRES_A_MINUTE = 100
#: Longer than any half-day.
ENDLESS = 100_000
FAR = 5_000_000
#: Enough for a teacher's few dozen visits: after so many tries without a gain, it has been found.
PATIENCE = 20_000

#: Asked between two tries: best cost so far; true to stop there and keep the best.
ShouldStop = Callable[[int], bool]
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A stop in one of its windows."""

    stop: int
    span: Span


@dataclass(slots=True)
class _Model:
    problem: Problem
    stops: list[Stop]
    choices: list[_Choice] = field(default_factory=list)
    kinds: dict[tuple[int, int, int, frozenset[int]], list[HalfDay]] = field(default_factory=dict)


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    patience: int = PATIENCE,
    should_stop: ShouldStop | None = None,
) -> Plan:
    """The best plan found in this time; stopped earlier when asked, or when no gain comes.

    It begins from the plan made by hand, so it is never worse.
    """
    model = _model(problem)
    first = by_hand(problem)
    if not model.kinds:
        return plan_of(problem, first)
    data = _data(model)
    stop = _Patience(seconds, patience, should_stop)
    start = _solution(model, data, first)
    result = solve_with_pyvrp(data, stop, seed=seed, collect_stats=False, initial_solution=start)
    return plan_of(problem, _filled(model, result.best))


class _Patience:
    """Stops on time, on request, or when the search brings nothing any more."""

    def __init__(self, seconds: float, patience: int, ask: ShouldStop | None) -> None:
        self.clock = MaxRuntime(seconds)
        self.patience = patience
        self.ask = ask
        self.best = float("inf")
        self.idle = 0

    def __call__(self, best_cost: int) -> bool:
        self.idle = 0 if best_cost < self.best else self.idle + 1
        self.best = min(self.best, best_cost)
        if self.clock(best_cost) or self.idle >= self.patience:
            return True
        return self.ask is not None and self.ask(best_cost)


def _model(problem: Problem) -> _Model:
    model = _Model(problem, stops_of(problem))
    known: dict[_Choice, int] = {}
    allowed: dict[int, set[int]] = defaultdict(set)
    for half in problem.half_days:
        for index, stop in enumerate(model.stops):
            for span in stop.starts(half.day):
                if alone(problem, stop, half, span) is not None:
                    choice = _Choice(index, span)
                    allowed[half.key].add(known.setdefault(choice, len(known)))
    model.choices = list(known)
    for half in problem.half_days:
        if allowed[half.key]:
            kind = (half.opens, half.closes, half.start, frozenset(allowed[half.key]))
            model.kinds.setdefault(kind, []).append(half)
    return model


def _data(model: _Model) -> ProblemData:
    starts = sorted({start for _opens, _closes, start, _may in model.kinds})
    depots = [Depot(location=index) for index in range(len(starts))]
    points = [*starts, *(model.stops[choice.stop].point for choice in model.choices)]
    locations = [Location(0, 0) for _ in points]
    clients, groups = _clients(model, len(starts))
    picked = np.ix_(points, points)
    metres = np.array(model.problem.matrix.metres, dtype=np.int64)[picked]
    minutes = np.array(model.problem.matrix.minutes, dtype=np.int64)[picked]
    vehicles: list[VehicleType] = []
    # Any: the stubs of PyVRP ask for an array whose shape is a number, which none is.
    all_metres: list[Any] = []
    all_minutes: list[Any] = []
    for (opens, closes, start, may), halves in model.kinds.items():
        barred = [len(starts) + c for c in range(len(model.choices)) if c not in may]
        all_metres.append(_barred(metres, barred, FAR))
        all_minutes.append(_barred(minutes, barred, ENDLESS))
        depot = starts.index(start)
        vehicles.append(
            VehicleType(
                num_available=len(halves),
                start_depot=depot,
                end_depot=depot,
                tw_early=-(-opens // 5) * 5,
                tw_late=closes,
                unit_distance_cost=1,
                unit_duration_cost=METRES_A_MINUTE,
                profile=len(vehicles),
            )
        )
    return ProblemData(locations, clients, depots, vehicles, all_metres, all_minutes, groups)


def _clients(model: _Model, first: int) -> tuple[list[Client], list[ClientGroup]]:
    of_stop: dict[int, list[int]] = defaultdict(list)
    for index, choice in enumerate(model.choices):
        of_stop[choice.stop].append(index)
    groups = [ClientGroup(members, required=False) for members in of_stop.values()]
    group_of = {c: g for g, members in enumerate(of_stop.values()) for c in members}
    clients = []
    for index, choice in enumerate(model.choices):
        stop = model.stops[choice.stop]
        prize = LOCKED_PRIZE if stop.locked else PRIZE * len(stop.visits)
        clients.append(
            Client(
                location=first + index,
                service_duration=stop.ends(choice.span[0]) - choice.span[0],
                tw_early=choice.span[0],
                tw_late=choice.span[1],
                prize=prize,
                required=False,
                group=group_of[index],
            )
        )
    return clients, groups


def _barred(matrix: Numbers, barred: list[int], much: int) -> Numbers:
    """The way into and out of these endless."""
    copy = matrix.copy()
    copy[:, barred] = much
    copy[barred, :] = much
    np.fill_diagonal(copy, 0)
    return copy


def _solution(
    model: _Model, data: ProblemData, filled: list[tuple[HalfDay, list[Stop]]]
) -> Solution:
    """A plan as the solver reads it: each stop in the window where it begins."""
    kind_of = {half.key: n for n, halves in enumerate(model.kinds.values()) for half in halves}
    numbers = {stop.visits: index for index, stop in enumerate(model.stops)}
    routes = []
    for half, stops in filled:
        journey = journey_of(model.problem, half, stops)
        if journey is None:
            continue
        begins = {meeting.visit: meeting.starts for meeting in journey.meetings}
        visits = []
        for stop in stops:
            at = begins[stop.visits[0].key]
            span = next(s for s in stop.starts(half.day) if s[0] <= at <= s[1])
            visits.append(model.choices.index(_Choice(numbers[stop.visits], span)))
        routes.append(Route(data, visits, kind_of[half.key]))
    return Solution(data, routes)


def _filled(model: _Model, solution: Solution) -> list[tuple[HalfDay, list[Stop]]]:
    """The half-days of an answer; those that are alike are taken in their order."""
    free = [list(halves) for halves in model.kinds.values()]
    found = []
    for route in solution.routes():
        half = free[route.vehicle_type()].pop(0)
        indexes = [activity.idx for activity in route if activity.is_client()]
        found.append((half, [model.stops[model.choices[i].stop] for i in indexes]))
    return found
