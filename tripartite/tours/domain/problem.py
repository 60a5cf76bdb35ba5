"""What is asked: the visits of one teacher, on the half-days that he or she has free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tripartite.tours.domain.travel import STEP, Matrix

#: Minutes of a day, from and to.
Span = tuple[int, int]
#: The spans of each day of the week, Monday first.
Week = tuple[tuple[Span, ...], ...]
ALWAYS: Week = (((0, 24 * 60),),) * 7


@dataclass(frozen=True, slots=True)
class HalfDay:
    """Time that a teacher gives, from leaving ``start`` (a point of the matrix) to being back."""

    key: int
    day: date
    opens: int
    closes: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Appointment:
    """When a visit that may not move takes place."""

    day: date
    minute: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One placement to visit at ``point``; ``site`` is the same for those one may see together."""

    key: int
    site: int
    point: int
    minutes: int
    first_day: date
    deadline: date
    open: Week = ALWAYS
    tutor: Week = ALWAYS
    locked: Appointment | None = None

    def spans(self, day: date) -> tuple[Span, ...]:
        """When it may be held on this day: the host is open and the tutor is there."""
        if not self.first_day <= day <= self.deadline:
            return ()
        return meet(self.open[day.weekday()], self.tutor[day.weekday()])


@dataclass(frozen=True, slots=True)
class Problem:
    """The visits and half-days of one teacher. A locked visit has its half-day among them."""

    half_days: tuple[HalfDay, ...]
    visits: tuple[Visit, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Meeting:
    """A visit at its time."""

    visit: int
    starts: int


@dataclass(frozen=True, slots=True)
class Journey:
    """One half-day: leave, meet, come back."""

    half_day: int
    leaves: int
    back: int
    metres: int
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer: journeys, and the visits that have no place."""

    journeys: tuple[Journey, ...]
    left_out: tuple[int, ...]

    @property
    def metres(self) -> int:
        return sum(journey.metres for journey in self.journeys)

    @property
    def minutes(self) -> int:
        """From leaving to being back, all half-days together."""
        return sum(journey.back - journey.leaves for journey in self.journeys)


@dataclass(frozen=True, slots=True)
class Stop:
    """The visits made one after the other at one place: their lengths are added."""

    visits: tuple[Visit, ...]

    @property
    def point(self) -> int:
        return self.visits[0].point

    @property
    def minutes(self) -> int:
        return sum(visit.minutes for visit in self.visits)

    @property
    def locked(self) -> Appointment | None:
        return self.visits[0].locked

    def ends(self, begins: int) -> int:
        """When one may leave, on a round minute."""
        return up(begins + self.minutes)

    def starts(self, day: date) -> tuple[Span, ...]:
        """The first and last minute at which the whole stop may begin, in round minutes."""
        if self.locked is not None:
            at = self.locked
            return ((at.minute, at.minute),) if at.day == day else ()
        spans = self.visits[0].spans(day)
        for visit in self.visits[1:]:
            spans = meet(spans, visit.spans(day))
        rounded = [(up(early), down(late - self.minutes)) for early, late in spans]
        return tuple((early, late) for early, late in rounded if early <= late)


def meet(some: Iterable[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """What two lists of spans have in common."""
    found = [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) < min(b, d)]
    return tuple(sorted(found))


def week_of(days: Sequence[Sequence[Sequence[str]]]) -> Week:
    """Seven days of ``["09:00", "12:30"]`` as spans; a night goes on to the end of its day."""
    found = []
    for day in days:
        spans = [(_minutes(opens), _minutes(closes)) for opens, closes in day]
        found.append(tuple((a, b if b > a else 24 * 60) for a, b in spans))
    return tuple(found)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def up(minute: int) -> int:
    return -(-minute // STEP) * STEP


def down(minute: int) -> int:
    return minute // STEP * STEP


def fits(problem: Problem, stop: Stop, half_day: HalfDay) -> bool:
    """Whether one could go there and back in this half-day, alone."""
    return any(
        alone(problem, stop, half_day, span) is not None for span in stop.starts(half_day.day)
    )


def alone(problem: Problem, stop: Stop, half_day: HalfDay, span: Span) -> int | None:
    """When the stop would begin, were it the only one of the half-day."""
    minutes = problem.matrix.minutes
    begins = max(span[0], up(half_day.opens) + minutes[half_day.start][stop.point])
    back = stop.ends(begins) + minutes[stop.point][half_day.start]
    return begins if begins <= span[1] and back <= half_day.closes else None


def stops_of(problem: Problem) -> list[Stop]:
    """Visits of one site together as long as a half-day can hold them; a locked one stands alone.

    Grouped greedily in the order given: the earliest deadlines first.
    """
    found: list[Stop] = []
    for visit in sorted(problem.visits, key=lambda v: (v.deadline, v.key)):
        if visit.locked is None:
            for index, stop in enumerate(found):
                if stop.locked is None and stop.visits[0].site == visit.site:
                    both = Stop((*stop.visits, visit))
                    if any(fits(problem, both, half) for half in problem.half_days):
                        found[index] = both
                        break
            else:
                found.append(Stop((visit,)))
        else:
            found.append(Stop((visit,)))
    return found
