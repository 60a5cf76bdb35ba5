"""Slots: the référent proposes, the tutor picks one or proposes others; the first choice holds."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock
from tripartite.followup.actions.common import (
    account_of,
    everybody,
    locked_exchange,
    plannable,
    tell,
    tutor_of,
    when_of,
    write_to,
)
from tripartite.followup.actions.exchanges import Meeting, check_meeting
from tripartite.followup.domain.exchanges import (
    EXCHANGE,
    ExchangeError,
    ExchangeState,
    Mode,
    check_slots,
)
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import Exchange, Slot
from tripartite.placements.domain import Party
from tripartite.placements.models import Placement


@transaction.atomic
def propose(
    *, placement: Placement, meeting: Meeting, slots: Sequence[datetime], by: User
) -> Exchange:
    """Propose several moments; the tutor picks one by link, the student is told of the choice.

    A proposal that waits already is refused: its slots are changed there.
    """
    placement = plannable(placement, by)
    kept = check_slots(slots, now=clock.now())
    check_meeting(placement, meeting, list(kept))
    if placement.exchanges.filter(state=ExchangeState.PROPOSED).exists():
        raise ExchangeError(
            "proposed_twice",
            "Des créneaux attendent déjà une réponse : changez-les ou retirez-les d’abord.",
        )
    if not tutor_has_address(placement):
        raise ExchangeError(
            "no_address",
            "Le tuteur n’a pas d’adresse électronique : convenez d’une date avec lui, puis "
            "« Prévoir à une date convenue ».",
        )
    exchange = Exchange.objects.create(
        placement=placement,
        by=placement.referent or by,
        mode=meeting.mode,
        mode_reason=meeting.kept_reason,
        duration=meeting.duration,
        state=ExchangeState.PROPOSED,
    )
    _write_slots(exchange, kept, Party.SCHOOL)
    tell(exchange, by, "proposed", f"Créneaux proposés pour un échange : {len(kept)}")
    write_to(tutor_of(exchange), exchange, emails.exchange_slots)
    return exchange


def tutor_has_address(placement: Placement) -> bool:
    return placement.tutor is not None and bool(placement.tutor.email)


def _write_slots(exchange: Exchange, slots: Sequence[datetime], party: Party) -> None:
    exchange.slots.all().delete()
    Slot.objects.bulk_create(Slot(exchange=exchange, starts_at=s, party=party) for s in slots)


@transaction.atomic
def pick(*, slot: Slot, by: Actor) -> Exchange:
    """Choose a moment that the other party proposed: the exchange is planned, all are invited.

    A slot withdrawn or passed meanwhile is refused with what to do.
    """
    exchange = locked_exchange(slot.exchange)
    target = EXCHANGE.target("pick", ExchangeState(exchange.state), exchange.parts_of(by))
    chosen = exchange.slots.filter(pk=slot.pk).first()
    if chosen is None or chosen.starts_at <= clock.now():
        raise ExchangeError(
            "slot_gone",
            "Ce créneau n’est plus proposé : choisissez-en un autre sur la page à jour.",
        )
    if chosen.party == _party_of(by):
        raise ExchangeError(
            "own_slot", "C’est à l’autre partie de choisir parmi les créneaux que vous proposez."
        )
    exchange.state = target
    exchange.planned_for = chosen.starts_at
    exchange.word = ""
    exchange.save(update_fields=["state", "planned_for", "word"])
    exchange.slots.all().delete()
    tell(exchange, by, "planned", f"Créneau choisi : échange {when_of(exchange)}")
    write_to(everybody(exchange), exchange, emails.exchange_planned)
    return exchange


def _party_of(by: Actor) -> Party:
    return Party.HOST if isinstance(by, PersonalLink) else Party.SCHOOL


@transaction.atomic
def counter(
    *, exchange: Exchange, slots: Sequence[datetime], by: Actor, word: str = ""
) -> Exchange:
    """Replace the slots by others, with a word: the tutor's, or the team's anew."""
    exchange = locked_exchange(exchange)
    target = EXCHANGE.target("counter", ExchangeState(exchange.state), exchange.parts_of(by))
    kept = check_slots(slots, now=clock.now())
    meeting = Meeting(Mode(exchange.mode), exchange.mode_reason, exchange.duration)
    check_meeting(exchange.placement, meeting, list(kept))
    party = _party_of(by)
    exchange.state = target
    exchange.word = word.strip()[:300]
    exchange.save(update_fields=["state", "word"])
    _write_slots(exchange, kept, party)
    tell(exchange, by, "countered", f"Autres créneaux proposés pour l’échange : {len(kept)}")
    if party is Party.HOST:
        write_to(account_of(exchange, exchange.by), exchange, emails.exchange_countered)
    else:
        write_to(tutor_of(exchange), exchange, emails.exchange_slots)
    return exchange
