"""Solving a tour in the background, one teacher after the other; stopped, it keeps its best."""

import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import transaction

from tripartite.accounts.models import User
from tripartite.core.errors import DomainError
from tripartite.documents.domain import BatchState
from tripartite.documents.models import Batch, BatchItem, StoredFile
from tripartite.tours.building import (
    Asked,
    TourError,
    asked_of,
    drop_others,
    followed_in,
    write_rows,
)
from tripartite.tours.domain.checking import violations
from tripartite.tours.domain.journeys import journey_of
from tripartite.tours.domain.problem import HalfDay, Plan, Problem, Stop, Visit
from tripartite.tours.domain.reasons import NOT_LOCATED, why
from tripartite.tours.domain.solving import solve
from tripartite.tours.models import Tour, TourJourney, TourVisit
from tripartite.tours.travel import SILENT

#: How often a running search asks whether it is to stop.
ASK_SECONDS = 0.5
APART = "Gardée à son heure, hors de vos demi-journées libres : le trajet n’est pas compté."


class TourWorker:
    """A `documents.batches.Worker`: the key of an item is that of the teacher."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        tour = Tour.objects.select_related("school", "period", "teacher").filter(batch=batch)
        found = tour.first()
        if found is None:
            raise TourError("tour_gone", "Cette tournée n’existe plus.")
        self.tour: Tour = found
        #: Asked in vain once, the server of routes is left alone until the end of the run.
        self.ask = True

    def step(self, item: BatchItem) -> StoredFile | None:
        teacher = User.objects.get(pk=int(item.key))
        mine = [p for p in followed_in(self.tour) if p.referent_id == teacher.pk]
        drop_others(self.tour, teacher, mine)
        visits = write_rows(self.tour, teacher, mine)
        asked = asked_of(self.tour, teacher, visits, ask=self.ask)
        self.ask = asked.problem.matrix.source != SILENT
        problem, apart = without_impossible(asked.problem)
        seconds = max(2.0, settings.TOUR_SECONDS / max(1, self.batch.items.count()))
        plan = solve(problem, seconds=seconds, should_stop=self._should_stop())
        keep_plan(self.tour, teacher, asked, problem=problem, plan=plan, apart=apart)
        return None

    def gather(self, items: list[BatchItem]) -> StoredFile | None:
        """Nothing to take away: the rows are the answer, and the road book is printed from them."""
        assert items, "a batch gathers what was done"
        return None

    def _should_stop(self) -> Callable[[int], bool]:
        """Whether somebody stopped the batch, asked of the database now and then."""
        asked_at = 0.0

        def ask(_best: int) -> bool:
            nonlocal asked_at
            if time.monotonic() - asked_at < ASK_SECONDS:
                return False
            asked_at = time.monotonic()
            running = Batch.objects.filter(pk=self.batch.pk, state=BatchState.RUNNING)
            return not running.exists()

        return ask


def without_impossible(
    problem: Problem, *, but: int | None = None
) -> tuple[Problem, tuple[Visit, ...]]:
    """The problem, and apart the locked visits that no half-day can hold with their journeys.

    What was agreed stays even so: a half-day that its appointments overrun is not used for others.
    ``but`` is a visit about to be moved: where it is now does not count.
    """
    halves, visits = [], [v for v in problem.visits if v.key != but]
    held: set[int] = set()
    for half in problem.half_days:
        mine = _appointments(visits, half)
        if not mine:
            halves.append(half)
        elif journey_of(problem, half, [Stop((visit,)) for visit in mine]) is not None:
            halves.append(half)
            held |= {visit.key for visit in mine}
    apart = tuple(v for v in visits if v.locked is not None and v.key not in held)
    kept = tuple(v for v in problem.visits if v not in apart)
    return Problem(tuple(halves), kept, problem.matrix), apart


def _appointments(visits: Sequence[Visit], half: HalfDay) -> list[Visit]:
    """The locked visits that touch the half-day, in order."""
    touching = [
        (v.locked.minute, v)
        for v in visits
        if v.locked is not None
        and v.locked.day == half.day
        and v.locked.minute < half.closes
        and v.locked.minute + v.minutes > half.opens
    ]
    return [visit for _minute, visit in sorted(touching, key=lambda pair: pair[0])]


@transaction.atomic
def keep_plan(
    tour: Tour,
    teacher: User,
    asked: Asked,
    *,
    problem: Problem,
    plan: Plan,
    apart: Sequence[Visit],
) -> None:
    """Write the plan of a teacher over the former one, in one transaction.

    Refuses one that breaks a constraint, whoever made it: nobody is sent to a closed door.
    """
    if broken := violations(problem, plan):
        raise DomainError("broken_plan", f"La tournée trouvée ne tient pas ({broken[0]}).")
    Tour.objects.select_for_update(of=("self",)).get(pk=tour.pk)
    Tour.objects.filter(pk=tour.pk).update(source=problem.matrix.source, applied_at=None)
    rows = asked.visits
    tour.journeys.filter(teacher=teacher).delete()
    halves = {half.key: half for half in problem.half_days}
    here = asked.points[0]
    for row in rows.values():
        row.journey, row.reason = None, ""
    for journey in plan.journeys:
        half = halves[journey.half_day]
        written = TourJourney.objects.create(
            tour=tour,
            teacher=teacher,
            day=half.day,
            leaves=journey.leaves,
            back=journey.back,
            metres=journey.metres,
            latitude=here.latitude,
            longitude=here.longitude,
            start=asked.start_name[:100],
        )
        for meeting in journey.meetings:
            row = rows[meeting.visit]
            row.journey, row.day, row.starts = written, half.day, meeting.starts
    _say_why(asked, problem, plan, apart)
    TourVisit.objects.bulk_update(rows.values(), ["journey", "day", "starts", "reason"])


def _say_why(asked: Asked, problem: Problem, plan: Plan, apart: Sequence[Visit]) -> None:
    by_key = {visit.key: visit for visit in problem.visits}
    for key in plan.left_out:
        row = asked.visits[key]
        row.day = row.starts = None
        row.reason = why(problem, by_key[key]).sentence
    for visit in apart:
        asked.visits[visit.key].reason = APART
    for row in asked.nowhere:
        if not row.stays:
            row.day = row.starts = None
        row.reason = NOT_LOCATED.sentence
