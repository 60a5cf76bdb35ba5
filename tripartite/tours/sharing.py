"""The placements of a class shared among its teachers: proposed, and compared with today."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripartite.accounts.models import User
from tripartite.law.parameters import Parameter, parameter
from tripartite.placements.domain import OVER
from tripartite.placements.models import Placement
from tripartite.placements.queries import loads_of
from tripartite.school.models import Period
from tripartite.tours.building import school_point, start_of
from tripartite.tours.domain.labels import FAIRNESS_KM, Balance
from tripartite.tours.domain.sharing import INFINITE, Candidate, share
from tripartite.tours.domain.travel import Point, line_km
from tripartite.tours.models import SharingRule, TeacherStart
from tripartite.tours.travel import pace

#: A référent is not changed for less than this, there and back: people know each other already.
WORTH_KM = 4.0


@dataclass(frozen=True, slots=True)
class Rule:
    """What bounds a share: placements a teacher, kilometres there and back (None: as many)."""

    most: int
    farthest: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A placement, who follows it and who is proposed; ``km`` there and back."""

    placement: Placement
    proposed: int | None
    proposed_name: str
    km: int | None
    km_today: int | None
    is_kept: bool

    @property
    def is_agreed(self) -> bool:
        """The agreement names the référent: only an amendment changes it."""
        return self.placement.agreed is not None

    @property
    def changes(self) -> bool:
        return self.proposed is not None and self.proposed != self.placement.referent_id


@dataclass(frozen=True, slots=True)
class Column:
    """A teacher before and after: placements of all classes, and kilometres for this one."""

    name: str
    limit: int
    load_today: int
    load: int
    km_today: int
    km: int


@dataclass(frozen=True, slots=True)
class Proposal:
    lines: list[Line]
    columns: list[Column]
    rule: Rule
    nowhere: int
    #: Left to nobody since every teacher is too far.
    too_far: int

    @property
    def km_today(self) -> int:
        return sum(column.km_today for column in self.columns)

    @property
    def km(self) -> int:
        return sum(column.km for column in self.columns)

    @property
    def left(self) -> int:
        return sum(line.proposed is None for line in self.lines)


def legal_limit(period: Period) -> int:
    """How many students a référent may follow at once."""
    return int(parameter(Parameter.REFERENT_LIMIT, period.starts_on).value)


def rule_of(period: Period) -> Rule:
    """What the school keeps of its own, never more than the law allows on the day it begins."""
    kept = SharingRule.objects.filter(school=period.cohort.programme.school).first()
    legal = legal_limit(period)
    return Rule(min(legal, (kept and kept.most) or legal), kept.farthest if kept else None)


def propose(
    period: Period, *, balance: Balance, rule: Rule, kept: Mapping[int, int] | None = None
) -> Proposal:
    """A share of the open placements of the period; ``kept``: choices of the office, by placement.

    A teacher who wants fewer than the rule says so with his or her start. Three queries, whatever
    the number of placements.
    """
    kept = kept or {}
    rows = Placement.objects.with_people().filter(period=period).exclude(state__in=list(OVER))
    placements = list(rows.order_by("enrolment__student__user__last_name", "pk"))
    loads = sorted(loads_of(period.cohort), key=lambda load: (load.name, load.teacher))
    starts, own = _starts(period, [load.teacher for load in loads])
    km = [[_km(placement, starts[load.teacher]) for load in loads] for placement in placements]
    felt = [
        [
            _felt(way, rule, is_today=load.teacher == p.referent_id)
            for way, load in zip(row, loads, strict=True)
        ]
        for p, row in zip(placements, km, strict=True)
    ]
    known = {load.teacher for load in loads}
    fixed = {p.pk: kept[p.pk] for p in placements if kept.get(p.pk) in known}
    fixed |= {p.pk: p.referent_id for p in placements if p.agreed and p.referent_id in known}
    here = [sum(p.referent_id == load.teacher for p in placements) for load in loads]
    candidates = [
        Candidate(load.teacher, min(rule.most, own[load.teacher]), load.placements - mine)
        for load, mine in zip(loads, here, strict=True)
    ]
    found = share(
        [p.pk for p in placements], candidates, felt, fairness=FAIRNESS_KM[balance], fixed=fixed
    )
    position = {load.teacher: t for t, load in enumerate(loads)}
    lines = [
        Line(
            placement=placement,
            proposed=(who := found.of.get(placement.pk)),
            proposed_name=loads[position[who]].name if who is not None else "",
            km=round(row[position[who]]) if who is not None else None,
            km_today=_today(placement, row, position),
            is_kept=placement.pk in fixed,
        )
        for placement, row in zip(placements, km, strict=True)
    ]
    return Proposal(
        lines=lines,
        columns=[
            _column(candidate, loads[t].name, lines) for t, candidate in enumerate(candidates)
        ],
        rule=rule,
        nowhere=sum(p.site is None or p.site.spot is None for p in placements),
        too_far=sum(
            p.pk in found.left and bool(row) and min(row) == INFINITE
            for p, row in zip(placements, felt, strict=True)
        ),
    )


def _felt(way: float, rule: Rule, *, is_today: bool) -> float:
    if rule.farthest is not None and round(way) > rule.farthest:
        return INFINITE
    return way - WORTH_KM * is_today


def _today(placement: Placement, km: list[float], position: Mapping[int, int]) -> int | None:
    who = position.get(placement.referent_id or 0)
    return None if who is None else round(km[who])


def _column(candidate: Candidate, name: str, lines: list[Line]) -> Column:
    today = [line for line in lines if line.placement.referent_id == candidate.key]
    after = [line for line in lines if line.proposed == candidate.key]
    return Column(
        name=name,
        limit=candidate.limit,
        load_today=candidate.elsewhere + len(today),
        load=candidate.elsewhere + len(after),
        km_today=sum(line.km_today or 0 for line in today),
        km=sum(line.km or 0 for line in after),
    )


def _starts(period: Period, teachers: list[int]) -> tuple[dict[int, Point], dict[int, int]]:
    """From where each goes, and how many each follows at most."""
    school = period.cohort.programme.school
    rows = TeacherStart.objects.filter(school=school, teacher__in=teachers)
    known = {row.teacher_id: row for row in rows}
    default = school_point(school, ask=False)
    places = {
        teacher: start_of(school, row)[0] if (row := known.get(teacher)) and row.point else default
        for teacher in teachers
    }
    legal = legal_limit(period)
    wanted = {teacher: row.most if (row := known.get(teacher)) else None for teacher in teachers}
    return places, {teacher: legal if n is None else n for teacher, n in wanted.items()}


def _km(placement: Placement, start: Point) -> float:
    """There and back; nothing for a place that is not on the map: only the load counts then."""
    spot = placement.site.spot if placement.site is not None else None
    if spot is None:
        return 0.0
    return 2 * pace().detour * line_km(start, Point(spot.latitude, spot.longitude))


def teachers_of(period: Period) -> dict[int, User]:
    """Whoever may be chosen, by key."""
    rows = User.objects.filter(is_active=True, teachings__cohort=period.cohort)
    return {user.pk: user for user in rows.order_by("last_name", "first_name", "pk")}
