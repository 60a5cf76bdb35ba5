"""Every plan is read again by the checker, which shares no code with the solver."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tours.generated import AFTERNOON, MONDAY, MORNING, problem
from tripartite.tours.domain.checking import violations
from tripartite.tours.domain.journeys import by_hand, journey_of, plan_of
from tripartite.tours.domain.problem import (
    Appointment,
    HalfDay,
    Journey,
    Meeting,
    Plan,
    Problem,
    Stop,
    Visit,
    stops_of,
)
from tripartite.tours.domain.solving import solve
from tripartite.tours.domain.travel import Matrix

SITES = tuple(tuple(0 if a == b else 10_000 * abs(a - b) for b in range(5)) for a in range(5))
LINE = Matrix(SITES, tuple(tuple(m // 1000 for m in row) for row in SITES))


def half(key: int = 0, *, days: int = 0, hours: tuple[int, int] = MORNING) -> HalfDay:
    return HalfDay(key, MONDAY + timedelta(days=days), *hours)


def visit(key: int, point: int, **more) -> Visit:
    usual = {"site": point, "minutes": 30, "first_day": MONDAY, "deadline": date(2027, 1, 29)}
    return Visit(key=key, point=point, **{**usual, **more})


def solved(problem: Problem) -> Plan:
    plan = solve(problem, seconds=5, patience=300)
    assert violations(problem, plan) == []
    return plan


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    visits=st.integers(1, 12),
    halves=st.integers(0, 8),
    locked=st.integers(0, 2),
)
def test_every_plan_holds_every_hard_constraint(seed, visits, halves, locked):
    asked = problem(seed, visits=visits, halves=halves, locked=locked)

    plan = solve(asked, seconds=2, patience=100)

    assert violations(asked, plan) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_plan_is_never_worse_than_the_one_made_by_hand(seed):
    asked = problem(seed, visits=8)
    hand = plan_of(asked, by_hand(asked))

    plan = solve(asked, seconds=2, patience=100)

    assert violations(asked, hand) == []
    assert len(plan.left_out) <= len(hand.left_out)
    if len(plan.left_out) == len(hand.left_out):
        assert plan.metres + 100 * plan.minutes <= hand.metres + 100 * hand.minutes


def test_the_same_question_has_the_same_answer():
    asked = problem(7, visits=10, halves=8)

    assert solve(asked, seconds=5, patience=300) == solve(asked, seconds=5, patience=300)


def test_the_shortest_order_is_found_on_a_line():
    asked = Problem((half(),), tuple(visit(k, k) for k in (3, 1, 2)), LINE)

    plan = solved(asked)

    best = min(
        journey_of(asked, asked.half_days[0], [Stop((visit(k, k),)) for k in order]).metres
        for order in permutations((1, 2, 3))
    )
    assert plan.metres == best == 60_000
    assert plan.left_out == ()


def test_two_placements_at_one_site_are_one_stop_whose_lengths_are_added():
    asked = Problem((half(0), half(1, days=1)), (visit(1, 2), visit(2, 2, minutes=45)), LINE)

    plan = solved(asked)

    assert [len(journey.meetings) for journey in plan.journeys] == [2]
    first, second = plan.journeys[0].meetings
    assert second.starts == first.starts + 30
    assert plan.metres == 40_000


def test_two_placements_at_one_site_are_seen_apart_when_no_half_day_holds_both():
    asked = Problem(
        (half(0), half(1, days=1)),
        (visit(1, 2, minutes=150), visit(2, 2, minutes=150)),
        LINE,
    )

    plan = solved(asked)

    assert len(stops_of(asked)) == 2
    assert [len(journey.meetings) for journey in plan.journeys] == [1, 1]


def test_a_locked_visit_stays_and_the_others_go_round_it():
    locked = visit(1, 1, locked=Appointment(MONDAY, 600))
    asked = Problem((half(),), (locked, visit(2, 2), visit(3, 3)), LINE)

    plan = solved(asked)

    assert Meeting(1, 600) in plan.journeys[0].meetings
    assert plan.left_out == ()


def test_a_host_closed_at_noon_is_seen_before_or_after():
    shop = (((600, 720), (840, 1140)),) * 7
    asked = Problem((half(hours=(480, 1080)),), (visit(1, 1, open=shop, minutes=90),), LINE)

    [journey] = solved(asked).journeys

    assert journey.meetings[0].starts == 600
    assert (journey.leaves, journey.back) == (590, 700)


def test_the_deadline_of_a_placement_comes_before_a_shorter_way():
    asked = Problem(
        (half(0), half(1, days=10)),
        (visit(1, 4), visit(2, 4, site=9, deadline=MONDAY + timedelta(days=2))),
        LINE,
    )

    plan = solved(asked)

    assert plan.left_out == ()
    assert plan.journeys[0].half_day == 0
    assert 2 in [meeting.visit for meeting in plan.journeys[0].meetings]


def test_what_has_no_place_is_left_out():
    asked = Problem((half(hours=(480, 540)),), (visit(1, 1), visit(2, 4)), LINE)

    plan = solved(asked)

    assert plan.left_out == (2,)


def test_without_a_half_day_everything_is_left_out():
    asked = Problem((), (visit(1, 1),), LINE)

    assert solve(asked, seconds=1) == Plan((), (1,))


def test_it_can_be_stopped_and_keeps_the_best_so_far():
    asked = problem(3, visits=10, halves=8)
    tries = []

    def stop(best: float) -> bool:
        tries.append(best)
        return len(tries) >= 5

    plan = solve(asked, seconds=60, should_stop=stop)

    assert len(tries) == 5
    assert violations(asked, plan) == []


def test_visits_start_as_late_as_the_next_one_allows_so_that_nobody_waits():
    late = (((660, 735),),) * 7
    asked = Problem((half(),), (visit(1, 1), visit(2, 2, open=late)), LINE)

    [journey] = solved(asked).journeys

    assert journey.back - journey.leaves == 10 + 30 + 10 + 30 + 20


# ---------------------------------------------------------------- the checker sees what is wrong
GOOD = Plan((Journey(0, 490, 545, 20_000, (Meeting(1, 500),)),), ())
ASKED = Problem((half(),), (visit(1, 1),), LINE)


def test_the_checker_accepts_a_good_plan():
    assert violations(ASKED, GOOD) == []


def wrong(**changes) -> list[str]:
    return violations(ASKED, Plan((replace(GOOD.journeys[0], **changes),), ()))


def test_the_checker_names_each_fault():
    assert wrong(leaves=475) == ["half-day 0 begins before it is free"]
    assert wrong(back=740) == ["half-day 0 ends after it is free"]
    assert wrong(back=535) == ["half-day 0 is over before one can be back"]
    assert wrong(leaves=495) == ["visit 1 starts before one can be there"]
    assert wrong(metres=1) == ["half-day 0 does not count its metres"]
    assert wrong(meetings=(Meeting(1, 502),)) == ["visit 1 does not start on a round minute"]
    assert wrong(half_day=7) == ["half-day 7 is not free"]
    assert wrong(meetings=()) == [
        "visit 1 is not once in the plan",
        "half-day 0 holds nothing",
        "half-day 0 does not count its metres",
    ]
    assert violations(ASKED, Plan(GOOD.journeys, (1,))) == ["visit 1 is not once in the plan"]
    assert violations(ASKED, Plan(GOOD.journeys, (9,))) == ["visit 9 was not asked for"]
    assert violations(ASKED, Plan(GOOD.journeys * 2, ())) == [
        "visit 1 is not once in the plan",
        "half-day 0 is used 2 times",
    ]


def test_the_checker_reads_hours_dates_and_locks_by_itself():
    closed = replace(ASKED, visits=(visit(1, 1, open=((),) * 7),))
    away = replace(ASKED, visits=(visit(1, 1, tutor=((AFTERNOON,),) * 7),))
    past = replace(ASKED, visits=(visit(1, 1, deadline=MONDAY - timedelta(days=1)),))
    fixed = replace(ASKED, visits=(visit(1, 1, locked=Appointment(MONDAY, 600)),))

    assert violations(closed, GOOD) == ["visit 1 finds no host"]
    assert violations(away, GOOD) == ["visit 1 finds no tutor"]
    assert violations(past, GOOD) == ["visit 1 is outside its dates"]
    assert violations(fixed, GOOD) == ["locked visit 1 moved"]
    assert violations(fixed, Plan((), (1,))) == ["locked visit 1 is left out"]
