"""An exchange is planned, held and reported, or cancelled."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import when_in_full
from tripartite.core.workflow import TransitionError
from tripartite.followup.domain.exchanges import (
    EXCHANGE,
    FOLLOWED,
    MODE_LABELS,
    PLANNERS,
    Alert,
    ExchangeError,
    ExchangeState,
    Mode,
    check_plan,
    check_report,
)
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import Exchange
from tripartite.mailing import outbox
from tripartite.mailing.domain import Message
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


@transaction.atomic
def plan_exchange(
    *, placement: Placement, mode: Mode, planned_for: datetime, by: User, mode_reason: str = ""
) -> Exchange:
    """Plan one; tutor and student get the date and a calendar entry, unless it is already past.

    Raises TransitionError when the placement or the person forbids it, ExchangeError when the day
    or the mode cannot be.
    """
    placement = _locked(placement)
    if not PLANNERS & placement.relations_of(by) or State(placement.state) not in FOLLOWED:
        raise TransitionError(
            "not_possible",
            "Un échange se prévoit par l’enseignant référent ou le bureau des stages, une fois le "
            "cadrage validé.",
        )
    day = planned_for.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    check_plan(
        mode=mode,
        mode_reason=mode_reason,
        day=day,
        starts_on=placement.starts_on,
        ends_on=placement.last_day,
    )
    same = Exchange.objects.filter(
        placement=placement, planned_for=planned_for, state=ExchangeState.PLANNED
    )
    if same.exists():
        raise ExchangeError(
            "planned_twice", "Un échange est déjà prévu à cette date et à cette heure."
        )
    exchange = Exchange.objects.create(
        placement=placement,
        by=by,
        mode=mode,
        mode_reason="" if mode is Mode.ON_SITE else mode_reason.strip(),
        planned_for=planned_for,
    )
    _tell(exchange, by, "planned", f"Échange prévu {_when(exchange)}, {MODE_LABELS[mode]}")
    if planned_for > clock.now():
        _write_to_partners(exchange, emails.exchange_planned)
    return exchange


def _locked(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def _locked_exchange(exchange: Exchange) -> Exchange:
    placement = _locked(exchange.placement)
    exchange = (
        Exchange.objects.select_related("by").select_for_update(of=("self",)).get(pk=exchange.pk)
    )
    exchange.placement = placement
    return exchange


def _when(exchange: Exchange) -> str:
    return when_in_full(exchange.planned_for, ZoneInfo(settings.TIME_ZONE))


def _tell(exchange: Exchange, by: User, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=exchange.placement.school,
        verb=f"exchange.{verb}",
        sentence=sentence,
        file=exchange.placement.file,
        exchange=exchange.pk,
    )


def _write_to_partners(exchange: Exchange, write: Callable[..., Message]) -> None:
    """The tutor by personal link, the student by account; without e-mail, nobody is written to."""
    placement = exchange.placement
    path = emails.exchanges_path(exchange)
    people = []
    link = link_for(placement=placement, relation=Relation.TUTOR)
    if link is not None:
        people.append((link.email, link.name, link_url(link, path)))
    student = placement.student
    if student.email:
        people.append((student.email, student.get_full_name(), f"{settings.SITE_URL}{path}"))
    for to, to_name, url in people:
        message = write(exchange, to=to, to_name=to_name, url=url, now=clock.now())
        outbox.send(message, school=placement.school)


@transaction.atomic
def report_exchange(
    *,
    exchange: Exchange,
    held_at: datetime,
    present: str,
    missions_as_framed: bool,
    report: str,
    alert: Alert,
    by: User,
    actions_agreed: str = "",
) -> Exchange:
    """Say what was said. An urgent alert is sent to the office at once."""
    exchange = _locked_exchange(exchange)
    placement = exchange.placement
    target = EXCHANGE.target("hold", ExchangeState(exchange.state), placement.relations_of(by))
    zone = ZoneInfo(settings.TIME_ZONE)
    check_report(
        held=held_at.astimezone(zone).date(),
        starts_on=placement.starts_on,
        today=clock.today(),
        present=present,
        report=report,
    )
    exchange.state = target
    exchange.held_at = held_at
    exchange.present = present.strip()
    exchange.missions_as_framed = missions_as_framed
    exchange.report = report.strip()
    exchange.actions_agreed = actions_agreed.strip()
    exchange.alert = alert
    exchange.save(
        update_fields=[
            "state", "held_at", "present", "missions_as_framed", "report", "actions_agreed", "alert"
        ]
    )  # fmt: skip
    _tell(exchange, by, "held", f"Échange tenu {when_in_full(held_at, zone)}, compte rendu écrit")
    if alert is Alert.URGENT:
        _warn_office(exchange)
    return exchange


def _warn_office(exchange: Exchange) -> None:
    school = exchange.placement.school
    for user in User.objects.members_of(school, Role.OFFICE).order_by("pk"):
        if user.email:
            message = emails.exchange_urgent(exchange, to=user.email, to_name=user.get_full_name())
            outbox.send(message, school=school)


@transaction.atomic
def cancel_exchange(*, exchange: Exchange, reason: str, by: User) -> Exchange:
    """Cancel one that was planned; those who were invited are told why."""
    exchange = _locked_exchange(exchange)
    mine = exchange.placement.relations_of(by)
    exchange.state = EXCHANGE.target("cancel", ExchangeState(exchange.state), mine, reason=reason)
    exchange.reason = reason.strip()
    exchange.save(update_fields=["state", "reason"])
    _tell(exchange, by, "cancelled", f"Échange prévu {_when(exchange)} annulé : {exchange.reason}")
    if exchange.planned_for > clock.now():
        _write_to_partners(exchange, emails.exchange_cancelled)
    return exchange
