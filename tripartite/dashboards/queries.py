"""The facts of many placements in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from tripartite.dashboards.domain import LineFacts, PaperFacts, Step, Turn, line, turns
from tripartite.evaluations.domain import EvaluationState
from tripartite.evaluations.domain.voices import Speaker, VoiceState
from tripartite.evaluations.models import JointEvaluation, Voice
from tripartite.followup.domain.exchanges import ExchangeState
from tripartite.followup.models import Exchange
from tripartite.logbook.domain.days import AWAITED, WAITING, DayState
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.models import PresenceWeek, SpecialDay, WeekCorrection
from tripartite.papers.domain import ASIDE, DONE, OPEN, Capacity, Kind, PaperState
from tripartite.papers.models import Paper, Signature, StartLift
from tripartite.placements.domain import Party, Relation, State
from tripartite.placements.models import (
    Authorisation,
    FitnessDeclaration,
    FramingVersion,
    Placement,
)
from tripartite.placements.schedule import answer_day, is_in_monaco, latest_filing
from tripartite.school.models import Period


@dataclass(frozen=True, slots=True)
class Overview:
    """A placement and where it is: what lists, boards and the file show."""

    placement: Placement
    facts: LineFacts
    steps: tuple[Step, ...]
    turns: tuple[Turn, ...]

    @property
    def turn(self) -> Turn | None:
        return self.turns[0] if self.turns else None

    @property
    def late(self) -> bool:
        return self.turn is not None and self.turn.late(self.facts.today)


@dataclass(slots=True)
class _Gathered:
    papers: dict[tuple[int, str], PaperFacts] = field(default_factory=dict)
    weeks: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    contested: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    days: dict[tuple[int, Relation], date] = field(default_factory=dict)
    planned: dict[int, date] = field(default_factory=dict)
    held: dict[int, date] = field(default_factory=dict)
    proposed: dict[int, Party] = field(default_factory=dict)
    agreed: dict[int, date] = field(default_factory=dict)
    settled: dict[int, date] = field(default_factory=dict)
    awaited: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    authorisations: dict[int, Authorisation] = field(default_factory=dict)
    lifted: set[int] = field(default_factory=set)
    consents: dict[int, set[str]] = field(default_factory=dict)
    fit: set[int] = field(default_factory=set)


def overviews(placements: Iterable[Placement], today: date) -> list[Overview]:
    """One overview per placement, in the given order; ten queries whatever their number."""
    rows = list(placements)
    gathered = _gather([p.pk for p in rows])
    gathered.authorisations = _authorisations(rows)
    found = []
    for placement in rows:
        facts = _facts(placement, gathered, today)
        found.append(Overview(placement, facts, line(facts), turns(facts)))
    return found


def _authorisations(rows: list[Placement]) -> dict[int, Authorisation]:
    """What Monaco answered; one query more, when a placement of the list is there."""
    there = [p.pk for p in rows if is_in_monaco(p)]
    if not there:
        return {}
    return {row.placement_id: row for row in Authorisation.objects.filter(placement__in=there)}


def without_placement(period: Period, today: date) -> LineFacts:
    """The facts of a student who has declared nothing yet."""
    return LineFacts(
        today=today,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        host_due_on=period.host_due_on,
    )


def _gather(pks: list[int]) -> _Gathered:
    found = _Gathered(papers=_papers(pks), consents=_consents(pks))
    _presence(pks, found)
    exchanges = (
        Exchange.objects.filter(placement__in=pks)
        .exclude(state=ExchangeState.CANCELLED)
        .order_by("-planned_for")
        .values_list("placement", "state", "planned_for", "held_at", "slots__party")
    )
    for pk, state, planned_for, held_at, slot in exchanges.distinct():
        if state == ExchangeState.HELD and held_at is not None:
            found.held[pk] = _day(held_at)
        elif planned_for is not None:
            found.planned[pk] = _day(planned_for)
        else:
            found.proposed[pk] = Party.SCHOOL if slot == Party.HOST else Party.HOST
    _gather_evaluations(pks, found)
    lifts = StartLift.objects.filter(placement__in=pks)
    found.lifted.update(lifts.values_list("placement", flat=True))
    declared = FitnessDeclaration.objects.filter(placement__in=pks)
    found.fit.update(declared.values_list("placement", flat=True))
    return found


def _consents(pks: list[int]) -> dict[int, set[str]]:
    """The parties that agree today to the latest version of each framing."""
    versions: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = FramingVersion.objects.filter(placement__in=pks).values_list(
        "placement", "number", "consents__party", "consents__withdrawn_at"
    )
    for placement, number, party, withdrawn_at in rows.order_by("pk"):
        agrees = versions[placement][number]
        if party and withdrawn_at is None:
            agrees.add(party)
    return {pk: numbers[max(numbers)] for pk, numbers in versions.items()}


def _gather_evaluations(pks: list[int], found: _Gathered) -> None:
    """Agreed, settled otherwise, or still to be spoken of: one query."""
    given = Voice.objects.filter(evaluation=OuterRef("pk"), state=VoiceState.GIVEN)
    rows = JointEvaluation.objects.filter(placement__in=pks).annotate(
        tutor=Exists(given.filter(speaker=Speaker.TUTOR)),
        student=Exists(given.filter(speaker=Speaker.STUDENT)),
    )
    for row in rows.values("placement", "state", "agreed_at", "settled_at", "tutor", "student"):
        pk = row["placement"]
        if row["agreed_at"] is not None:
            found.agreed[pk] = _day(row["agreed_at"])
        if row["settled_at"] is not None:
            found.settled[pk] = _day(row["settled_at"])
        if row["state"] == EvaluationState.DRAFT:
            voices = ((Party.HOST, row["tutor"]), (Party.STUDENT, row["student"]))
            found.awaited[pk] = tuple(party for party, said in voices if not said)


def _presence(pks: list[int], found: _Gathered) -> None:
    """The weeks, those whose last correction is contested, and the days that wait for a word."""
    last = WeekCorrection.objects.of_now().filter(week=OuterRef("pk"), settled_at=None)
    weeks = PresenceWeek.objects.filter(placement__in=pks).annotate(
        contested=Subquery(last.order_by("-pk").values("contested_at")[:1])
    )
    for pk, state, contested in weeks.values_list("placement", "state", "contested"):
        found.weeks[pk].append(state)
        if contested is not None and state == WeekState.CONFIRMED:
            found.contested[pk] += 1
    days = SpecialDay.objects.filter(placement__in=pks, state__in=list(WAITING))
    for pk, state, day in days.order_by("-day").values_list("placement", "state", "day"):
        for relation in AWAITED[DayState(state)]:
            found.days[pk, relation] = day


def _papers(pks: list[int]) -> dict[tuple[int, str], PaperFacts]:
    """The latest version of each kind of paper of each placement, withdrawn ones left out."""
    latest: dict[tuple[int, str], Paper] = {}
    rows = Paper.objects.filter(placement__in=pks).exclude(state=PaperState.VOID).order_by("pk")
    for paper in rows.defer("data"):
        latest[paper.placement_id, paper.kind] = paper
    signatures: Mapping[int, list[tuple[str, str]]] = defaultdict(list)
    given = Signature.objects.filter(paper__in=[p.pk for p in latest.values()]).exclude(
        state__in=list(ASIDE)
    )
    for paper_id, capacity, state in given.order_by("rank", "pk").values_list(
        "paper", "capacity", "state"
    ):
        signatures[paper_id].append((capacity, state))
    return {key: _paper(paper, signatures[paper.pk]) for key, paper in latest.items()}


def _paper(paper: Paper, signatures: list[tuple[str, str]]) -> PaperFacts:
    return PaperFacts(
        state=PaperState(paper.state),
        signed=sum(1 for _, state in signatures if state in DONE),
        total=len(signatures),
        waiting_for=tuple(Capacity(c) for c, state in signatures if state in OPEN),
        out_on=_day(paper.out_at) if paper.out_at else None,
        sealed_on=_day(paper.sealed_at) if paper.sealed_at else None,
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _facts(placement: Placement, found: _Gathered, today: date) -> LineFacts:
    pk = placement.pk
    states = found.weeks.get(pk, [])
    asked = found.authorisations.get(pk)
    return LineFacts(
        today=today,
        starts_on=placement.starts_on,
        ends_on=placement.last_day,
        host_due_on=placement.period.host_due_on,
        state=State(placement.state),
        opened_on=_day(placement.created_at),
        declared_on=_day(placement.declared_at) if placement.declared_at else None,
        submitted_on=_day(placement.submitted_at) if placement.submitted_at else None,
        host_agrees=Party.HOST in found.consents.get(pk, ()),
        student_agrees=Party.STUDENT in found.consents.get(pk, ()),
        fitness_awaited=placement.site_id is not None and pk not in found.fit,
        approved_on=_day(placement.approved_at) if placement.approved_at else None,
        agreement=found.papers.get((pk, Kind.AGREEMENT)),
        amendment=found.papers.get((pk, Kind.AMENDMENT)),
        filing_due=latest_filing(placement),
        filed_on=asked.filed_on if asked else None,
        answer_due=answer_day(asked.filed_on) if asked else None,
        authorised=asked.granted if asked else None,
        weeks_expected=len(mondays(placement.starts_on, placement.last_day)),
        lifted=pk in found.lifted,
        weeks_over=sum(
            1
            for monday in mondays(placement.starts_on, placement.last_day)
            if min(monday + timedelta(days=6), placement.last_day) < today
        ),
        weeks_declared=states.count(WeekState.DECLARED),
        weeks_confirmed=states.count(WeekState.CONFIRMED),
        weeks_contested=found.contested.get(pk, 0),
        day_for_school=found.days.get((pk, Relation.REFERENT)),
        day_for_host=found.days.get((pk, Relation.TUTOR)),
        exchange_planned_for=found.planned.get(pk),
        exchange_held_on=found.held.get(pk),
        exchange_awaits=found.proposed.get(pk),
        evaluation_agreed_on=found.agreed.get(pk),
        evaluation_settled_on=found.settled.get(pk),
        voices_awaited=found.awaited.get(pk, ()),
        evaluation=found.papers.get((pk, Kind.EVALUATION)),
        certificate=found.papers.get((pk, Kind.CERTIFICATE)),
    )


def mondays(start: date, end: date) -> list[date]:
    """The Mondays of the civil weeks touched by the dates."""
    first = start - timedelta(days=start.weekday())
    return [first + timedelta(weeks=n) for n in range((end - first).days // 7 + 1)]
