"""Reading a plan again, without any help from whoever made it: every hard constraint, one by one.

Written apart from the solver on purpose: it shares no function with it.
"""

from collections import Counter
from collections.abc import Iterator

from tripartite.tours.domain.problem import HalfDay, Journey, Plan, Problem, Visit


def violations(problem: Problem, plan: Plan) -> list[str]:
    """What is wrong in the plan, in words for whoever mends it; nothing when it holds."""
    return [*_once(problem, plan), *_half_days_once(plan), *_journeys(problem, plan)]


def _once(problem: Problem, plan: Plan) -> Iterator[str]:
    placed = Counter(meeting.visit for journey in plan.journeys for meeting in journey.meetings)
    placed.update(plan.left_out)
    for visit in problem.visits:
        if placed.pop(visit.key, 0) != 1:
            yield f"visit {visit.key} is not once in the plan"
        if visit.locked is not None and visit.key in plan.left_out:
            yield f"locked visit {visit.key} is left out"
    for key in placed:
        yield f"visit {key} was not asked for"


def _half_days_once(plan: Plan) -> Iterator[str]:
    for key, times in Counter(journey.half_day for journey in plan.journeys).items():
        if times > 1:
            yield f"half-day {key} is used {times} times"


def _journeys(problem: Problem, plan: Plan) -> Iterator[str]:
    half_days = {half.key: half for half in problem.half_days}
    visits = {visit.key: visit for visit in problem.visits}
    for journey in plan.journeys:
        half = half_days.get(journey.half_day)
        if half is None:
            yield f"half-day {journey.half_day} is not free"
            continue
        yield from _journey(problem, half, journey, visits)


def _journey(
    problem: Problem, half: HalfDay, journey: Journey, visits: dict[int, Visit]
) -> Iterator[str]:
    here, now, metres = half.start, journey.leaves, 0
    if journey.leaves < half.opens:
        yield f"half-day {half.key} begins before it is free"
    if journey.back > half.closes:
        yield f"half-day {half.key} ends after it is free"
    if not journey.meetings:
        yield f"half-day {half.key} holds nothing"
    for meeting in journey.meetings:
        visit = visits.get(meeting.visit)
        if visit is None:
            continue
        if meeting.starts < now + problem.matrix.minutes[here][visit.point]:
            yield f"visit {visit.key} starts before one can be there"
        yield from _meeting(visit, half, meeting.starts)
        metres += problem.matrix.metres[here][visit.point]
        here, now = visit.point, meeting.starts + visit.minutes
    if journey.back < now + problem.matrix.minutes[here][half.start]:
        yield f"half-day {half.key} is over before one can be back"
    if metres + problem.matrix.metres[here][half.start] != journey.metres:
        yield f"half-day {half.key} does not count its metres"


def _meeting(visit: Visit, half: HalfDay, starts: int) -> Iterator[str]:
    ends = starts + visit.minutes
    if visit.locked is not None:
        if (visit.locked.day, visit.locked.minute) != (half.day, starts):
            yield f"locked visit {visit.key} moved"
        return
    if not visit.first_day <= half.day <= visit.deadline:
        yield f"visit {visit.key} is outside its dates"
    weekday = half.day.weekday()
    for what, week in (("host", visit.open), ("tutor", visit.tutor)):
        if not any(opens <= starts and ends <= closes for opens, closes in week[weekday]):
            yield f"visit {visit.key} finds no {what}"
    if starts % 5:
        yield f"visit {visit.key} does not start on a round minute"
