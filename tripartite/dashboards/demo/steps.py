"""Each step of a placement, done by those who do it, through the product's own actions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from tripartite.accounts.models import PersonalLink, User
from tripartite.agreements import actions as agreements
from tripartite.core import clock, origin
from tripartite.core.origin import Origin
from tripartite.core.tasks import run_due
from tripartite.curriculum.domain.model import RESOURCE_KINDS
from tripartite.curriculum.models import ContextItem, Task
from tripartite.dashboards.demo.casting import (
    FRAMING,
    MISSIONS,
    MissionScript,
    Welcome,
)
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.queries import mondays
from tripartite.documents import actions as documents
from tripartite.documents.uploads import CheckedFile
from tripartite.followup.actions import exchanges as followup
from tripartite.followup.actions import reporting, requests, slots
from tripartite.followup.actions.exchanges import Meeting
from tripartite.followup.domain.exchanges import Agreed, Mode, Outcome, Report, Who
from tripartite.followup.domain.requests import RequestKind
from tripartite.followup.models import Exchange, HelpRequest
from tripartite.hosts.models import Site
from tripartite.logbook.actions import presence as logbook
from tripartite.logbook.models import PresenceWeek
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import actions as papers
from tripartite.papers.actions import Delegate, Sheet
from tripartite.papers.domain import OPEN, Capacity
from tripartite.papers.models import Paper, Signature
from tripartite.placements.actions import agreeing, declaring, framing, moving
from tripartite.placements.actions.authorisation import Answer, note_authorisation
from tripartite.placements.actions.fitness import declare_fitness
from tripartite.placements.actions.links import link_for, note_opening
from tripartite.placements.domain import Relation
from tripartite.placements.domain.fitness import Fitness, Situation
from tripartite.placements.domain.framing import MissionDetails
from tripartite.placements.domain.versions import digest_of
from tripartite.placements.models import Placement
from tripartite.placements.queries import framing_of, headings_of
from tripartite.placements.snapshots import content_of
from tripartite.school.models import Enrolment, Period

#: Addresses reserved for documentation (RFC 5737): nobody's machine.
PHONE = Origin("192.0.2.10", "Mozilla/5.0 (téléphone de la démonstration)")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A clock time of the school on that day."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def span(monday: date, *, weeks: int = 4) -> tuple[date, date]:
    """So many weeks, from a Monday to a Friday."""
    return monday, monday + timedelta(days=weeks * 7 - 3)


@contextmanager
def days_before(today: date, days: int, hour: int = 10) -> Iterator[None]:
    with clock.at(moment(today - timedelta(days=days), hour)):
        yield


def run_worker() -> None:
    """Do what the worker would do by now."""
    run_due()


def come_in(placement: Placement, relation: Relation) -> PersonalLink:
    """The partner opens the link of the e-mail: the address is confirmed by use."""
    link = link_for(placement=placement, relation=relation)
    if link is None:
        raise LookupError(f"nobody is {relation} to placement {placement.pk}")
    note_opening(link)
    return link


def declare(enrolment: Enrolment, period: Period, welcome: Welcome) -> Placement:
    """The student declares the host, with its people and hours, for the dates of the period."""
    school = period.cohort.programme.school
    known = Site.objects.filter(host__school=school, host__name=welcome.host.name).first()
    site = known.pk if known else None
    return declaring.declare(
        enrolment=enrolment,
        period=period,
        declaration=welcome.declaration(period.starts_on, period.ends_on, site=site),
        by=enrolment.student.user,
    )


def frame(placement: Placement, missions: tuple[MissionScript, ...] = MISSIONS) -> None:
    """The student writes the five headings and the missions, tied to tasks of the référentiel."""
    student = placement.student
    framing.save_headings(placement=placement, headings=FRAMING, version=0, by=student)
    curriculum = placement.period.cohort.programme.curriculum
    for script in missions:
        tasks = Task.objects.of(curriculum).filter(code__in=script.tasks)
        framing.add_mission(
            placement=placement,
            details=MissionDetails(
                title=script.title,
                description=script.description,
                expected_result=script.expected_result,
                tasks=frozenset(tasks.values_list("pk", flat=True)),
            ),
            by=student,
        )


def submit(placement: Placement) -> None:
    moving.submit(placement=placement, by=placement.student)


def host_agrees(placement: Placement) -> None:
    """The tutor follows the link, reads, agrees, and says what the post allows."""
    link = come_in(placement, Relation.TUTOR)
    with origin.coming_from(PHONE):
        agreeing.agree(placement=placement, seen=digest_of(content_of(placement)), by=link)
        declare_fitness(placement=placement, fitness=_post_of(placement), by=link)


def _post_of(placement: Placement) -> Fitness:
    """A post where one sells, in person and from afar, with a few tools of the référentiel."""
    tools = ContextItem.objects.filter(
        curriculum=placement.period.cohort.programme.curriculum,
        kind__in=[kind.value for kind in RESOURCE_KINDS],
    ).order_by("kind", "position", "pk")
    labels = tuple(tools.values_list("label", flat=True)[:4])
    return Fitness(frozenset({Situation.NEGOTIATION, Situation.DIGITAL}), labels)


def host_corrects(placement: Placement) -> None:
    """The tutor completes two headings and agrees; the student is asked to accept."""
    link = come_in(placement, Relation.TUTOR)
    kept = framing_of(placement)
    headings = replace(
        headings_of(kept),
        information=f"{kept.information}\nLa charte graphique et les photos des produits",
        tutoring=kept.tutoring.replace("lundi à 9 h", "mardi à 9 h"),
    )
    with origin.coming_from(PHONE):
        framing.save_headings(placement=placement, headings=headings, version=kept.version, by=link)
    host_agrees(placement)


def discuss(placement: Placement, text: str) -> None:
    agreeing.discuss(placement=placement, text=text, by=placement.student)


def approve(placement: Placement) -> None:
    moving.approve(placement=placement, by=placement.referent)


def send_back(placement: Placement) -> None:
    reason = "Les missions ne disent pas encore ce qui est attendu : donnez un résultat chiffré."
    moving.send_back(placement=placement, reason=reason, by=placement.referent)


def referent_of(placement: Placement) -> User:
    """The teacher of the class whom the declaration proposed."""
    if placement.referent is None:
        raise LookupError("the class has no teacher to follow its placements")
    return placement.referent


def send_agreement(placement: Placement, team: Team) -> Paper:
    return agreements.send(placement=placement, by=team.office)


def authorise(placement: Placement, filed_on: date, decided_on: date) -> None:
    """The host's representative files, then notes the answer of the Direction du Travail."""
    link = come_in(placement, Relation.SIGNATORY)
    with clock.at(moment(filed_on, 11)), origin.coming_from(PHONE):
        note_authorisation(placement=placement, answer=Answer(filed_on), by=link)
    with clock.at(moment(decided_on, 11)), origin.coming_from(PHONE):
        answer = Answer(filed_on, decided_on, granted=True, number="DT-2026-1234")
        note_authorisation(placement=placement, answer=answer, by=link)


def sign_next(paper: Paper) -> Signature | None:
    """Whoever's turn it is follows the link of the e-mail, asks for a code, and signs with it."""
    signature = (
        Signature.objects.filter(paper=paper, state__in=list(OPEN)).order_by("rank", "pk").first()
    )
    if signature is None:
        return None
    with origin.coming_from(PHONE):
        if signature.link:
            note_opening(signature.link)
        papers.see(signature=signature, by=signature.link)
        papers.send_code(signature=signature, by=signature.link)
        code = last_code(signature)
        return papers.sign(signature=signature, code=code, consent=True, by=signature.link)


def sign_until(paper: Paper, capacity: Capacity) -> Signature:
    """Everybody signs in turn until this capacity is asked; their signature, still to give."""
    waited = Signature.objects.filter(paper=paper, capacity=capacity)
    while not waited.filter(state__in=list(OPEN)).exists():
        sign_next(paper)
    return waited.get(state__in=list(OPEN))


def give_away(signature: Signature, to: Delegate, team: Team) -> Signature:
    """The office has another person of the same side sign."""
    return papers.delegate(signature=signature, to=to, by=team.office)


def receive_by_hand(signature: Signature, team: Team) -> Signature:
    """The signed sheet came back to the office, which keeps its copy: it waits for a reading."""
    paper, today = signature.paper, timezone.localdate(clock.now())
    if paper.frozen is None:
        raise LookupError(f"{paper} is not out")
    copy = CheckedFile(documents.read(paper.frozen), "copie-signee.pdf", "application/pdf")
    sheet = Sheet(file=copy, signed_on=today, received_on=today)
    return papers.record_paper(signature=signature, sheet=sheet, by=team.office)


def last_code(signature: Signature) -> str:
    """The code as the person reads it in the mail."""
    run_worker()
    message = (
        OutgoingMessage.objects.filter(kind="signature_code", to=signature.email)
        .order_by("-pk")
        .first()
    )
    found = re.search(r"\b\d{6}\b", message.text) if message else None
    if found is None:
        raise LookupError(f"no code was sent to {signature.email}")
    return found.group()


def sign_all(paper: Paper) -> None:
    """Everybody signs in turn, then the worker seals."""
    while sign_next(paper) is not None:
        pass
    run_worker()


def sign_before(placement: Placement, team: Team, today: date, days: int) -> None:
    """Framed, approved and signed by all, so many days ago."""
    with days_before(today, days):
        paper = send_before(placement, team, today, days)
        sign_all(paper)


def send_before(placement: Placement, team: Team, today: date, days: int) -> Paper:
    """Framed and approved in the days before, its agreement sent two days before this one."""
    with days_before(today, days + 4):
        frame(placement)
        submit(placement)
        host_agrees(placement)
    with days_before(today, days + 3):
        approve(placement)
    with days_before(today, days + 2):
        return send_agreement(placement, team)


def live_week(placement: Placement, monday: date, *, confirmed: bool = True) -> None:
    """On Friday evening the student says he was there as planned; the tutor confirms."""
    friday = min(monday + timedelta(days=5), placement.ends_on)
    with clock.at(moment(friday, 19)):
        logbook.declare_as_planned(placement=placement, monday=monday, by=placement.student)
    if not confirmed:
        return
    with clock.at(moment(friday + timedelta(days=2), 9)), origin.coming_from(PHONE):
        week = PresenceWeek.objects.get(placement=placement, monday=monday)
        logbook.confirm_week(week=week, by=come_in(placement, Relation.TUTOR))


def live_weeks(placement: Placement, until: date, *, last_confirmed: bool = True) -> None:
    """Every week that is over by ``until``; the last one may still wait for the tutor."""
    over = [
        m
        for m in mondays(placement.starts_on, placement.ends_on)
        if min(m + timedelta(days=6), placement.ends_on) < until
    ]
    for monday in over:
        live_week(placement, monday, confirmed=last_confirmed or monday != over[-1])


def plan_exchange(placement: Placement, day: date) -> Exchange:
    return followup.plan_exchange(
        placement=placement,
        mode=Mode.ON_SITE,
        planned_for=moment(day, 10),
        by=referent_of(placement),
    )


def propose_slots(placement: Placement, day: date) -> Exchange:
    """Three mornings, for the tutor to choose from."""
    return slots.propose(
        placement=placement,
        meeting=Meeting(Mode.ON_SITE),
        slots=[moment(day + timedelta(days=n), 10) for n in range(3)],
        by=referent_of(placement),
    )


def ask_team(placement: Placement) -> HelpRequest:
    """The tutor asks by the link."""
    return requests.ask(
        placement=placement,
        kind=RequestKind.FRAMING,
        text="Le fichier des clients est petit : peut-on ajouter le salon de jeudi ?",
        by=come_in(placement, Relation.TUTOR),
    )


def report_exchange(exchange: Exchange) -> None:
    placement = exchange.placement
    due = timezone.localdate(exchange.planned_for or clock.now()) + timedelta(days=5)
    reporting.report_exchange(
        exchange=exchange,
        report=Report(
            held_at=exchange.planned_for or clock.now(),
            present=f"{placement.student}, {placement.tutor}, {placement.referent}",
            missions={m.pk: (Outcome.AS_FRAMED, "") for m in placement.missions.all()},
            text="Les relances avancent comme prévu ; le stand est monté. L’argumentaire "
            "téléphonique est à raccourcir.",
            agreed=(
                Agreed("Réécrire l’argumentaire téléphonique", Who.STUDENT, due),
                Agreed("Compter les contacts chaque soir", Who.STUDENT),
            ),
            internal_note="Stage très formateur : à proposer de nouveau l’an prochain.",
        ),
        by=referent_of(placement),
    )
