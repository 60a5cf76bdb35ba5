"""An exchange is planned at once, moved, or cancelled; everybody gets the calendar entry."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.followup.actions.common import (
    day_of,
    everybody,
    locked_exchange,
    plannable,
    tell,
    when_of,
    write_to,
)
from tripartite.followup.domain.exchanges import (
    EXCHANGE,
    MODE_LABELS,
    USUAL_MINUTES,
    ExchangeError,
    ExchangeState,
    Mode,
    check_duration,
    check_plan,
)
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import Exchange
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Meeting:
    """How one meets: where, why elsewhere than on site, how long."""

    mode: Mode
    mode_reason: str = ""
    duration: int = USUAL_MINUTES

    @property
    def kept_reason(self) -> str:
        return "" if self.mode is Mode.ON_SITE else self.mode_reason.strip()


def check_meeting(placement: Placement, meeting: Meeting, moments: list[datetime]) -> None:
    """Refuse a moment outside the placement, a distance without a reason, an odd duration."""
    check_duration(meeting.duration)
    for moment in moments:
        check_plan(
            mode=meeting.mode,
            mode_reason=meeting.mode_reason,
            day=day_of(moment),
            starts_on=placement.starts_on,
            ends_on=placement.last_day,
        )


@transaction.atomic
def plan_exchange(
    *,
    placement: Placement,
    mode: Mode,
    planned_for: datetime,
    by: User,
    mode_reason: str = "",
    duration: int = USUAL_MINUTES,
) -> Exchange:
    """Plan one that was agreed elsewhere; all get the date, unless it is already past.

    Slots of the same mode that still wait for the tutor's answer become this exchange: there is
    nothing left to choose.

    Raises TransitionError when the placement or the person forbids it, ExchangeError when the day
    or the mode cannot be.
    """
    placement = plannable(placement, by)
    meeting = Meeting(mode, mode_reason, duration)
    check_meeting(placement, meeting, [planned_for])
    _not_twice(placement, planned_for)
    exchange = _settled(placement, meeting, planned_for, by) or Exchange.objects.create(
        placement=placement,
        by=placement.referent or by,
        mode=mode,
        mode_reason=meeting.kept_reason,
        duration=duration,
        planned_for=planned_for,
        state=ExchangeState.PLANNED,
    )
    tell(exchange, by, "planned", f"Échange prévu {when_of(exchange)}, {MODE_LABELS[mode]}")
    if planned_for > clock.now():
        write_to(everybody(exchange), exchange, emails.exchange_planned)
    return exchange


def _settled(
    placement: Placement, meeting: Meeting, planned_for: datetime, by: User
) -> Exchange | None:
    """The proposal that waits, now at this moment, its slots withdrawn; None without one."""
    waiting = placement.exchanges.filter(state=ExchangeState.PROPOSED, mode=meeting.mode)
    found = waiting.order_by("pk").first()
    if found is None:
        return None
    exchange = locked_exchange(found)
    exchange.state = EXCHANGE.target("settle", ExchangeState(exchange.state), exchange.parts_of(by))
    exchange.planned_for = planned_for
    exchange.mode_reason, exchange.duration = meeting.kept_reason, meeting.duration
    exchange.word = ""
    exchange.save(update_fields=["state", "planned_for", "mode_reason", "duration", "word"])
    exchange.slots.all().delete()
    return exchange


def _not_twice(placement: Placement, planned_for: datetime) -> None:
    same = Exchange.objects.filter(
        placement=placement, planned_for=planned_for, state=ExchangeState.PLANNED
    )
    if same.exists():
        raise ExchangeError(
            "planned_twice", "Un échange est déjà prévu à cette date et à cette heure."
        )


@transaction.atomic
def move_exchange(
    *,
    exchange: Exchange,
    planned_for: datetime,
    mode: Mode,
    reason: str,
    by: User,
    mode_reason: str = "",
    duration: int = USUAL_MINUTES,
) -> Exchange:
    """Another day, hour or mode; all get the changed invitation and the reason."""
    exchange = locked_exchange(exchange)
    state = ExchangeState(exchange.state)
    target = EXCHANGE.target("move", state, exchange.parts_of(by), reason=reason)
    meeting = Meeting(mode, mode_reason, duration)
    check_meeting(exchange.placement, meeting, [planned_for])
    if planned_for != exchange.planned_for:
        _not_twice(exchange.placement, planned_for)
    exchange.state = target
    exchange.planned_for = planned_for
    exchange.mode = mode
    exchange.mode_reason = meeting.kept_reason
    exchange.duration = duration
    exchange.reason = reason.strip()
    exchange.sequence += 1
    exchange.save(
        update_fields=[
            "state", "planned_for", "mode", "mode_reason", "duration", "reason", "sequence"
        ]
    )  # fmt: skip
    tell(exchange, by, "moved", f"Échange déplacé {when_of(exchange)} : {exchange.reason}")
    if planned_for > clock.now():
        write_to(everybody(exchange), exchange, emails.exchange_moved)
    return exchange


@transaction.atomic
def cancel_exchange(*, exchange: Exchange, reason: str, by: User) -> Exchange:
    """Cancel one, planned or only proposed; those who were invited are told why."""
    exchange = locked_exchange(exchange)
    state = ExchangeState(exchange.state)
    exchange.state = EXCHANGE.target("cancel", state, exchange.parts_of(by), reason=reason)
    exchange.reason = reason.strip()
    exchange.sequence += 1
    exchange.save(update_fields=["state", "reason", "sequence"])
    planned = exchange.planned_for
    what = f"Échange prévu {when_of(exchange)} annulé" if planned else "Créneaux retirés"
    tell(exchange, by, "cancelled", f"{what} : {exchange.reason}")
    if planned is None or planned > clock.now():
        write_to(everybody(exchange), exchange, emails.exchange_cancelled)
    return exchange


@transaction.atomic
def lock_exchange(*, exchange: Exchange, locked: bool, by: User) -> Exchange:
    """Whether a tour may move it; who may cancel it says so."""
    exchange = locked_exchange(exchange)
    state = ExchangeState(exchange.state)
    EXCHANGE.target("move", state, exchange.parts_of(by), reason="fixe")
    if exchange.locked != locked:
        exchange.locked = locked
        exchange.save(update_fields=["locked"])
        sentence = "Échange fixé : aucune tournée ne le déplace" if locked else "Échange déplaçable"
        tell(exchange, by, "locked" if locked else "unlocked", sentence)
    return exchange
