"""Asking for a tour, stopping it, adjusting it by hand, applying it."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import short_range
from tripartite.documents import actions as documents
from tripartite.documents.domain import UNFINISHED
from tripartite.documents.models import Batch
from tripartite.followup.actions import exchanges as followup
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.models import Exchange
from tripartite.school.models import Period
from tripartite.tours.building import TourError, asked_of, followed_in, write_rows, zone
from tripartite.tours.domain.moving import moved
from tripartite.tours.domain.problem import Appointment, Journey, Meeting, Plan, Problem
from tripartite.tours.domain.times import moment_of
from tripartite.tours.models import Tour, TourVisit
from tripartite.tours.planner import keep_plan, without_impossible
from tripartite.tours.queue import plan_tour

KIND = "tour"
MOVED = "Les visites sont regroupées en tournées."
MEANWHILE = "L’échange a été déplacé entre-temps : recalculez la tournée pour en tenir compte."
PAST = "Ce moment est passé : recalculez la tournée, ou donnez une autre heure à la visite."
BUSY = "Le calcul est en cours : attendez sa fin, ou arrêtez-le."


@transaction.atomic
def start_tour(
    *,
    school: School,
    period: Period | None,
    teacher: User | None,
    starts_on: date,
    ends_on: date,
    moves_planned: bool,
    by: User,
) -> Tour:
    """Ask for the visits of a teacher, or of all the référents of a period.

    Raises TourError when nobody is to be visited or the dates are over.
    """
    if ends_on <= clock.today():
        raise TourError("over", "Ces dates sont passées : choisissez une fin après aujourd’hui.")
    if ends_on < starts_on:
        raise TourError("reversed", "La fin précède le début : corrigez les dates.")
    tour = Tour.objects.create(
        school=school,
        period=period,
        teacher=teacher,
        starts_on=starts_on,
        ends_on=ends_on,
        moves_planned=moves_planned,
        by=by,
    )
    _enqueue(tour, by)
    return tour


@transaction.atomic
def replan_tour(*, tour: Tour, by: User) -> Tour:
    """Plan again round what was fixed by hand."""
    tour = _idle(tour)
    _enqueue(tour, by)
    return tour


def _enqueue(tour: Tour, by: User) -> None:
    teachers = {p.referent_id: str(p.referent) for p in followed_in(tour)}
    if not teachers:
        raise TourError(
            "nobody",
            "Aucun stage à visiter sur ces dates : il faut un cadrage validé, un enseignant "
            "référent, et pas encore d’échange tenu.",
        )
    ordered = sorted(teachers.items(), key=lambda pair: (pair[1], pair[0]))
    tour.batch = documents.start_batch(
        school=tour.school,
        kind=KIND,
        title=f"Tournées, {tour}, {short_range(tour.starts_on, tour.ends_on)}",
        task=plan_tour,
        items=[(str(key), name) for key, name in ordered],
        params={"tour": tour.pk},
        by=by,
        file=f"tour:{tour.pk}",
    )
    tour.save(update_fields=["batch"])


@transaction.atomic
def stop_tour(*, tour: Tour, by: User) -> Tour:
    """Stop the search where it is; the best found so far is kept."""
    batch = tour.batch
    if batch is None:
        raise TourError("not_running", "Rien n’est en cours de calcul.")
    if batch.by_id == by.pk or batch.relations_of(by):
        documents.stop_batch(batch=batch, by=by)
    return tour


def _idle(tour: Tour) -> Tour:
    """The tour, held, when nothing computes it."""
    held = Tour.objects.select_related("school", "period", "teacher")
    tour = held.select_for_update(of=("self",)).get(pk=tour.pk)
    unfinished = Batch.objects.filter(state__in=list(UNFINISHED))
    if tour.batch_id is not None and unfinished.filter(pk=tour.batch_id).exists():
        raise TourError("running", BUSY)
    return tour


# ---------------------------------------------------------------- by hand
@transaction.atomic
def move_visit(*, visit: TourVisit, day: date, minute: int, by: User) -> TourVisit:
    """Put a visit at another time, and fix it there; the others of the half-day make room.

    Raises MoveError when they cannot, TourError while the tour is being computed.
    """
    tour = _idle(visit.tour)
    rows = write_rows(tour, visit.teacher, [])
    asked = asked_of(tour, visit.teacher, rows)
    problem, apart = without_impossible(asked.problem, but=visit.pk)
    if visit.pk not in {v.key for v in problem.visits}:
        raise TourError("nowhere", "Ce lieu n’est pas situé sur la carte : corrigez son adresse.")
    to = Appointment(day, minute)
    plan = moved(problem, _plan_of(rows, problem), visit.pk, to)
    row = asked.visits[visit.pk]
    row.locked, row.held, row.day, row.starts = True, False, day, minute
    row.save(update_fields=["locked", "held", "day", "starts"])
    fixed = tuple(replace(v, locked=to) if v.key == visit.pk else v for v in problem.visits)
    problem = replace(problem, visits=fixed)
    keep_plan(tour, visit.teacher, asked, problem=problem, plan=plan, apart=apart)
    record(
        by=by,
        school=tour.school,
        verb="tour.visit_moved",
        sentence=f"Visite déplacée à la main : {row.placement.student}",
        file=row.placement.file,
        tour=tour.pk,
    )
    return row


def _plan_of(rows: list[TourVisit], problem: Problem) -> Plan:
    """The plan that the rows tell, with the half-days of today's problem."""
    known = {visit.key for visit in problem.visits}
    journeys = []
    halves = list(problem.half_days)
    for journey in {r.journey for r in rows if r.journey is not None}:
        mine = sorted((r for r in rows if r.journey == journey), key=lambda r: r.starts or 0)
        half = next(
            (h for h in halves if h.day == journey.day and h.opens <= journey.leaves < h.closes),
            None,
        )
        if half is not None:
            meetings = tuple(Meeting(r.pk, r.starts or 0) for r in mine if r.pk in known)
            journeys.append(
                Journey(half.key, journey.leaves, journey.back, journey.metres, meetings)
            )
    placed = {m.visit for j in journeys for m in j.meetings}
    return Plan(tuple(journeys), tuple(sorted(known - placed)))


@transaction.atomic
def lock_visit(*, visit: TourVisit, locked: bool, deadline: date | None, by: User) -> TourVisit:
    """Fix a visit where it is, or let the next computation move it; and by when it must be."""
    _idle(visit.tour)
    visit = TourVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if locked and visit.moment is None:
        raise TourError("no_time", "Cette visite n’a pas d’heure : donnez-lui en une d’abord.")
    if not (visit.held and locked):
        visit.locked, visit.held = locked, False
    visit.deadline = deadline
    visit.save(update_fields=["locked", "held", "deadline"])
    record(
        by=by,
        school=visit.tour.school,
        verb="tour.visit_locked" if locked else "tour.visit_unlocked",
        sentence="Visite fixée dans la tournée" if locked else "Visite déplaçable par la tournée",
        file=visit.placement.file,
        tour=visit.tour_id,
    )
    return visit


# ---------------------------------------------------------------- for good
@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the visits of a tour."""

    planned: int
    moved: int
    kept: int
    refused: int


@transaction.atomic
def apply_tour(*, tour: Tour, by: User) -> Applied:
    """Plan or move the exchange of each visit that has a time; everybody is invited by `followup`.

    One that cannot be says why and does not stop the others. Applied twice, nothing moves twice.
    """
    tour = _idle(tour)
    counts = {"planned": 0, "moved": 0, "kept": 0, "refused": 0}
    rows = tour.visits.exclude(day=None).select_related("placement", "exchange")
    for visit in rows.order_by("day", "starts", "pk"):
        try:
            with transaction.atomic():
                counts[_apply(visit, by)] += 1
        except DomainError as error:
            counts["refused"] += 1
            TourVisit.objects.filter(pk=visit.pk).update(reason=str(error)[:300])
    tour.applied_at = clock.now()
    tour.save(update_fields=["applied_at"])
    record(
        by=by,
        school=tour.school,
        verb="tour.applied",
        sentence=f"Tournée appliquée : {counts['planned']} échanges prévus, "
        f"{counts['moved']} déplacés",
        file=f"tour:{tour.pk}",
    )
    return Applied(**counts)


def _apply(visit: TourVisit, by: User) -> str:
    assert visit.day is not None
    assert visit.starts is not None
    when = moment_of(visit.day, visit.starts, zone())
    if when <= clock.now():
        raise TourError("past", PAST)
    waiting = Exchange.objects.filter(placement=visit.placement, state=ExchangeState.PLANNED)
    exchange = waiting.filter(mode=Mode.ON_SITE).order_by("planned_for", "pk").first()
    if exchange is None:
        done, word = (
            followup.plan_exchange(
                placement=visit.placement,
                mode=Mode.ON_SITE,
                planned_for=when,
                duration=visit.minutes,
                by=by,
            ),
            "planned",
        )
    elif exchange.planned_for == when:
        done, word = exchange, "kept"
    elif visit.held:
        raise TourError("moved_meanwhile", MEANWHILE)
    else:
        done, word = (
            followup.move_exchange(
                exchange=exchange,
                planned_for=when,
                mode=Mode.ON_SITE,
                duration=visit.minutes,
                reason=MOVED,
                by=by,
            ),
            "moved",
        )
    if done.locked != visit.locked and not visit.held:
        followup.lock_exchange(exchange=done, locked=visit.locked, by=by)
    visit.exchange, visit.reason = done, ""
    visit.save(update_fields=["exchange", "reason"])
    return word
