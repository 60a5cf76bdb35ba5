"""Random years of visits, for properties and for the bench."""

import random
from datetime import date, timedelta

from tripartite.tours.domain.problem import ALWAYS, Appointment, HalfDay, Problem, Visit, Week
from tripartite.tours.domain.travel import Pace, Point, by_line

MONDAY = date(2027, 1, 4)
MORNING, AFTERNOON = (480, 735), (795, 1080)
SHOP: Week = (((600, 720), (840, 1140)),) * 6 + ((),)
OFFICE: Week = (((540, 720), (810, 1020)),) * 5 + ((), ())
EVENING: Week = (((1020, 1140),),) * 5 + ((), ())


def problem(
    seed: int, *, visits: int = 6, halves: int = 5, sites: int = 5, locked: int = 0
) -> Problem:
    """Some visits around a school; nothing says that all of them have a place."""
    pick = random.Random(seed)
    points = [Point(43.7, 7.26)]
    points += [
        Point(43.7 + pick.uniform(-0.4, 0.4), 7.26 + pick.uniform(-0.5, 0.5)) for _ in range(sites)
    ]
    free = sorted({(pick.randrange(20), pick.choice((MORNING, AFTERNOON))) for _ in range(halves)})
    half_days = tuple(
        HalfDay(key, MONDAY + timedelta(days=day), *hours) for key, (day, hours) in enumerate(free)
    )
    asked = []
    for key in range(visits):
        site = pick.randrange(sites)
        deadline = MONDAY + timedelta(days=pick.randrange(5, 25))
        asked.append(
            Visit(
                key=100 + key,
                site=site,
                point=1 + site,
                minutes=pick.choice((30, 45, 60)),
                first_day=MONDAY,
                deadline=deadline,
                open=pick.choice((SHOP, OFFICE, ALWAYS)),
                tutor=pick.choice((ALWAYS, ALWAYS, ALWAYS, EVENING, OFFICE)),
            )
        )
    for key, half in list(enumerate(half_days))[:locked]:
        asked.append(
            Visit(
                key=500 + key,
                site=0,
                point=1,
                minutes=30,
                first_day=MONDAY,
                deadline=MONDAY + timedelta(days=40),
                locked=Appointment(half.day, half.opens + 120 + pick.randrange(4)),
            )
        )
    return Problem(half_days, tuple(asked), by_line(points, Pace()))
