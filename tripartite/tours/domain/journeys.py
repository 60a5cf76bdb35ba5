"""One half-day with its stops in order: whether it can be done, and at what times."""

from collections.abc import Sequence
from itertools import pairwise

from tripartite.tours.domain.problem import (
    HalfDay,
    Journey,
    Meeting,
    Plan,
    Problem,
    Span,
    Stop,
    down,
    fits,
    stops_of,
    up,
)


def journey_of(problem: Problem, half_day: HalfDay, stops: Sequence[Stop]) -> Journey | None:
    """The times of these stops in this order, as compact as they can be; None if it cannot be."""
    asap = _as_soon_as_possible(problem, half_day, stops)
    if asap is None:
        return None
    begins, windows = asap
    minutes, metres = problem.matrix.minutes, problem.matrix.metres
    for index in range(len(stops) - 2, -1, -1):
        stop, following = stops[index], stops[index + 1]
        free = begins[index + 1] - minutes[stop.point][following.point] - stop.minutes
        begins[index] = max(begins[index], min(down(free), windows[index][1]))
    points = [half_day.start, *(stop.point for stop in stops), half_day.start]
    last = stops[-1]
    return Journey(
        half_day=half_day.key,
        leaves=begins[0] - minutes[half_day.start][stops[0].point],
        back=last.ends(begins[-1]) + minutes[last.point][half_day.start],
        metres=sum(metres[a][b] for a, b in pairwise(points)),
        meetings=tuple(_meetings(stops, begins)),
    )


def _as_soon_as_possible(
    problem: Problem, half_day: HalfDay, stops: Sequence[Stop]
) -> tuple[list[int], list[Span]] | None:
    now, here = up(half_day.opens), half_day.start
    minutes = problem.matrix.minutes
    begins, windows = [], []
    for stop in stops:
        now += minutes[here][stop.point]
        window = next((w for w in stop.starts(half_day.day) if now <= w[1]), None)
        if window is None:
            return None
        now = max(now, window[0])
        begins.append(now)
        windows.append(window)
        now, here = stop.ends(now), stop.point
    if now + minutes[here][half_day.start] > half_day.closes:
        return None
    return begins, windows


def _meetings(stops: Sequence[Stop], begins: Sequence[int]) -> list[Meeting]:
    found = []
    for stop, begin in zip(stops, begins, strict=True):
        at = begin
        for visit in stop.visits:
            found.append(Meeting(visit.key, at))
            at += visit.minutes
    return found


def by_hand(problem: Problem) -> list[tuple[HalfDay, list[Stop]]]:
    """What one does with a map and a pencil: each half-day, to the nearest place still to see.

    Locked stops first; then the half-days in their order, each filled by nearest neighbour.
    """
    stops = stops_of(problem)
    days = sorted(problem.half_days, key=lambda half: (half.day, half.opens, half.key))
    filled: list[tuple[HalfDay, list[Stop]]] = [(half, _locked(stops, half)) for half in days]
    waiting = [stop for stop in stops if stop.locked is None]
    for half, chosen in filled:
        while (nearest := _nearest(problem, half, chosen, waiting)) is not None:
            waiting.remove(nearest[0])
            chosen.insert(nearest[1], nearest[0])
    return [(half, chosen) for half, chosen in filled if chosen]


def _locked(stops: Sequence[Stop], half: HalfDay) -> list[Stop]:
    here = [
        (stop.locked.minute, stop)
        for stop in stops
        if stop.locked is not None
        and stop.locked.day == half.day
        and half.opens <= stop.locked.minute < half.closes
    ]
    return [stop for _minute, stop in sorted(here, key=lambda pair: pair[0])]


def _nearest(
    problem: Problem, half: HalfDay, chosen: list[Stop], waiting: list[Stop]
) -> tuple[Stop, int] | None:
    """The nearest to where one is that can still be added, and its place in the order.

    After the last stop, unless locked stops are there: then wherever it fits.
    """
    here = chosen[-1].point if chosen else half.start
    far = problem.matrix.metres[here]
    places = range(len(chosen), -1, -1) if any(s.locked for s in chosen) else [len(chosen)]
    for stop in sorted(waiting, key=lambda s: (far[s.point], s.visits[0].key)):
        if not fits(problem, stop, half):
            continue
        for place in places:
            order = [*chosen[:place], stop, *chosen[place:]]
            if journey_of(problem, half, order) is not None:
                return stop, place
    return None


def plan_of(problem: Problem, filled: Sequence[tuple[HalfDay, Sequence[Stop]]]) -> Plan:
    """The plan of half-days that were filled; raises ValueError when one cannot be done."""
    journeys, seen = [], set()
    for half, stops in sorted(filled, key=lambda pair: (pair[0].day, pair[0].opens, pair[0].key)):
        journey = journey_of(problem, half, stops)
        if journey is None:
            raise ValueError(f"half-day {half.key} cannot hold its stops")
        journeys.append(journey)
        seen |= {meeting.visit for meeting in journey.meetings}
    left = tuple(visit.key for visit in problem.visits if visit.key not in seen)
    return Plan(tuple(journeys), left)
