"""A generated year of 8 teachers and 120 placements within 60 km: how good the tours are.

Against what one does by hand (to the nearest place still to see), and against the same model run
for ten minutes. The long run is made only when ``BENCH_TOURS_LONG`` is set; otherwise the figure
that ``bench/tours-long.json`` keeps is the one compared with, and that file says so.
"""

import json
import os
import random
from datetime import date, timedelta
from math import cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tripartite.tours.domain.checking import violations
from tripartite.tours.domain.journeys import by_hand, plan_of
from tripartite.tours.domain.problem import HalfDay, Plan, Problem, Visit, Week
from tripartite.tours.domain.sharing import Candidate, share
from tripartite.tours.domain.solving import METRES_A_MINUTE, solve
from tripartite.tours.domain.travel import Pace, Point, by_line, line_km

SEED = 2027
TEACHERS = 8
PLACEMENTS = 120
RADIUS_KM = 60
SHORT_SECONDS = 10
LONG_SECONDS = 600
KEPT = Path(__file__).parent / "tours-long.json"

SCHOOL = Point(43.7034, 7.2663)
FIRST_DAY = date(2027, 1, 4)
WEEKS = 7
MORNING, AFTERNOON = (480, 750), (780, 1110)
SHOP: Week = ((),) + (((600, 750), (840, 1140)),) * 5 + ((),)
OFFICE: Week = (((540, 720), (810, 1050)),) * 5 + ((), ())
ALL_DAY: Week = (((540, 1080),),) * 6 + ((),)


def generated(seed: int = SEED) -> list[Problem]:
    """One problem a teacher. A third of the placements are in the towns where the others are."""
    pick = random.Random(seed)
    towns = [_around(pick, RADIUS_KM * 0.8) for _ in range(9)]
    places = [
        _around(pick, 4, pick.choice(towns)) if pick.random() < 0.6 else _around(pick, RADIUS_KM)
        for _ in range(PLACEMENTS * 5 // 6)
    ]
    sites = [
        *range(len(places)),
        *(pick.randrange(len(places)) for _ in range(PLACEMENTS - len(places))),
    ]
    homes = [_around(pick, 15) for _ in range(TEACHERS)]
    km = [[2 * line_km(home, places[site]) for home in homes] for site in sites]
    candidates = [Candidate(t, 24) for t in range(TEACHERS)]
    found = share(range(PLACEMENTS), candidates, km, fairness=5)
    return [
        _problem(pick, home, [(p, sites[p]) for p, who in found.of.items() if who == t], places)
        for t, home in enumerate(homes)
    ]


def _around(pick: random.Random, km: float, centre: Point = SCHOOL) -> Point:
    far, angle = km * sqrt(pick.random()), pick.uniform(0, 2 * pi)
    east = far * cos(angle) / (111 * cos(radians(centre.latitude)))
    return Point(centre.latitude + far * sin(angle) / 111, centre.longitude + east)


def _problem(
    pick: random.Random, home: Point, mine: list[tuple[int, int]], places: list[Point]
) -> Problem:
    weekly = pick.sample([(d, hours) for d in range(5) for hours in (MORNING, AFTERNOON)], 3)
    half_days = [
        HalfDay(0, FIRST_DAY + timedelta(days=7 * week + day), *hours)
        for week in range(WEEKS)
        for day, hours in sorted(weekly)
    ]
    numbered = tuple(HalfDay(key, h.day, h.opens, h.closes) for key, h in enumerate(half_days))
    sites = sorted({site for _placement, site in mine})
    visits = tuple(
        Visit(
            key=placement,
            site=site,
            point=1 + sites.index(site),
            minutes=pick.choice((30, 45, 60)),
            first_day=FIRST_DAY,
            deadline=FIRST_DAY + timedelta(days=pick.choice((27, 34, 48, 48))),
            open=pick.choice((SHOP, OFFICE, OFFICE, ALL_DAY)),
        )
        for placement, site in mine
    )
    return Problem(numbered, visits, by_line([home, *(places[s] for s in sites)], Pace()))


def cost(plans: list[Plan]) -> int:
    """What the solver makes small: metres and minutes."""
    return sum(plan.metres + METRES_A_MINUTE * plan.minutes for plan in plans)


def solved(problems: list[Problem], seconds: float) -> list[Plan]:
    """The plans of all the teachers, within this time in all; every one is read again."""
    each = seconds / len(problems)
    patience = 10**9 if seconds > SHORT_SECONDS else 20_000
    plans = [solve(one, seconds=each, patience=patience) for one in problems]
    for problem, plan in zip(problems, plans, strict=True):
        assert violations(problem, plan) == [], "a plan breaks a hard constraint"
    return plans


def _said(plans: list[Plan]) -> str:
    km = sum(plan.metres for plan in plans) / 1000
    hours = sum(plan.minutes for plan in plans) / 60
    left = sum(len(plan.left_out) for plan in plans)
    return f"{km:.0f} km, {hours:.0f} h, {left} left out"


def tours() -> list[dict[str, Any]]:
    """Kilometres against the plan made by hand; cost against the long run."""
    problems = generated()
    hand = [plan_of(one, by_hand(one)) for one in problems]
    short = solved(problems, SHORT_SECONDS)
    if os.environ.get("BENCH_TOURS_LONG"):
        long = solved(problems, LONG_SECONDS)
        kept = {"seed": SEED, "seconds": LONG_SECONDS, "cost": cost(long), "said": _said(long)}
        KEPT.write_text(json.dumps(kept, indent=2) + "\n")
    kept = json.loads(KEPT.read_text())
    km = sum(plan.metres for plan in short) / sum(plan.metres for plan in hand)
    return [
        {
            "name": "tours.km_vs_nearest_neighbour",
            "value": round(km, 3),
            "unit": "×",
            "compared_with": f"{_said(short)} in {SHORT_SECONDS} s; by hand {_said(hand)}; "
            "target at most 0.75",
        },
        {
            "name": "tours.cost_vs_long_run",
            "value": round(cost(short) / kept["cost"], 4),
            "unit": "×",
            "compared_with": f"{kept['said']} in {kept['seconds']} s, kept from an earlier run; "
            "target at most 1.01",
        },
    ]


if __name__ == "__main__":
    for figure in tours():
        print(figure)
