"""Adjusting a plan by hand: one visit goes elsewhere, the others keep their half-day and order."""

from dataclasses import replace

from tripartite.core.errors import DomainError
from tripartite.tours.domain.journeys import journey_of
from tripartite.tours.domain.problem import (
    Appointment,
    HalfDay,
    Journey,
    Plan,
    Problem,
    Stop,
    Visit,
)


class MoveError(DomainError):
    """A visit cannot be there at that time."""


def moved(problem: Problem, plan: Plan, visit: int, to: Appointment) -> Plan:
    """The plan with this visit at this time, and fixed there: who moves it knows why.

    The others of both half-days are timed again around it. Raises MoveError when one cannot be
    there in time.
    """
    half = _half_day(problem, to)
    asked = {v.key: v for v in problem.visits}
    asked[visit] = replace(asked[visit], locked=to)
    around = {j.half_day: _stops(j, asked, without=visit) for j in plan.journeys}
    target = _best(problem, half, around.get(half.key, []), Stop((asked[visit],)))
    journeys = [target]
    halves = {h.key: h for h in problem.half_days}
    for journey in plan.journeys:
        if journey.half_day == half.key:
            continue
        if visit not in [meeting.visit for meeting in journey.meetings]:
            journeys.append(journey)
        elif stops := around[journey.half_day]:
            again = journey_of(problem, halves[journey.half_day], stops)
            journeys.append(again or _shrunk(journey, visit))
    order = {h.key: (h.day, h.opens, h.key) for h in problem.half_days}
    journeys.sort(key=lambda j: order[j.half_day])
    return Plan(tuple(journeys), tuple(key for key in plan.left_out if key != visit))


def _half_day(problem: Problem, to: Appointment) -> HalfDay:
    for half in problem.half_days:
        if half.day == to.day and half.opens <= to.minute < half.closes:
            return half
    raise MoveError(
        "not_free",
        "Ce moment n’est dans aucune demi-journée libre : choisissez-en un autre, ou ajoutez "
        "d’abord la demi-journée.",
    )


def _stops(journey: Journey, asked: dict[int, Visit], *, without: int) -> list[Stop]:
    """The visits of a journey one by one, in their order."""
    return [Stop((asked[m.visit],)) for m in journey.meetings if m.visit != without]


def _best(problem: Problem, half: HalfDay, others: list[Stop], stop: Stop) -> Journey:
    orders = [[*others[:i], stop, *others[i:]] for i in range(len(others) + 1)]
    possible = [journey for order in orders if (journey := journey_of(problem, half, order))]
    if not possible:
        raise MoveError(
            "too_tight",
            "À cette heure, on ne peut pas faire cette visite et être à temps aux autres de la "
            "demi-journée : choisissez une autre heure.",
        )
    return min(possible, key=lambda journey: (journey.metres, journey.back - journey.leaves))


def _shrunk(journey: Journey, visit: int) -> Journey:
    """The same journey without this visit, when it cannot be timed better: one waits instead."""
    kept = tuple(meeting for meeting in journey.meetings if meeting.visit != visit)
    return replace(journey, meetings=kept)
