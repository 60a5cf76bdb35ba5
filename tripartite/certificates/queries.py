"""What an attestation would state today, from the confirmed ledger alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tripartite.accounts.journal import Actor
from tripartite.certificates.domain import IssueFacts, Statement, statement
from tripartite.certificates.models import Certificate
from tripartite.core import clock
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.queries.balance import effective_gratification
from tripartite.logbook.queries.ledger import (
    effective_days,
    effective_minutes,
    is_attested,
    weeks,
)
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.papers.queries import may_begin
from tripartite.placements.access import relations
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Draft:
    """What can be said of the placement today, and what decides whether it may be."""

    said: Statement
    facts: IssueFacts
    unconfirmed: tuple[date, ...]


def draft_of(placement: Placement, by: Actor, *, reason: str = "") -> Draft:
    """Read the ledger; the facts are those of whoever wants to issue."""
    state = State(placement.state)
    said = statement(
        effective_days(placement),
        starts_on=placement.starts_on,
        ends_on=placement.last_day,
        interrupted=state is State.INTERRUPTED,
    )
    unconfirmed = tuple(
        line.monday
        for line in weeks(placement)
        if line.state is not WeekState.CONFIRMED and (line.is_told or line.planned)
    )
    facts = IssueFacts(
        state=state,
        today=clock.today(),
        ends_on=placement.last_day,
        sealed=may_begin(placement),
        minutes=said.totals.minutes,
        unconfirmed=len(unconfirmed),
        reason=reason,
        may_explain=Relation.OFFICE in relations(by, placement),
        live=is_attested(placement),
    )
    return Draft(said, facts, unconfirmed)


def gratification_of(placement: Placement) -> Decimal:
    """What the agreement and the law come to on the hours really present, this period alone."""
    return effective_gratification(placement).total


def live_certificate(placement: Placement) -> Certificate | None:
    """The attestation out or sealed; None when there is none."""
    live = Paper.objects.live().filter(placement=placement, kind=Kind.CERTIFICATE)
    return (
        Certificate.objects.filter(placement=placement, paper__in=live)
        .select_related("paper")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """An attestation that states fewer hours, or others, than the ledger now holds."""

    certificate: Certificate
    held: int


def behind(placement: Placement, live: Certificate | None) -> Behind | None:
    """The attestation in force, when hours were confirmed after it; None when it says them all."""
    if live is None:
        return None
    held = effective_minutes(placement)
    return Behind(live, held) if held != live.minutes else None


def replaced_by_none(placement: Placement) -> list[Paper]:
    """Attestations withdrawn after their seal, that no later one replaces yet."""
    return list(
        Paper.objects.filter(
            placement=placement,
            kind=Kind.CERTIFICATE,
            state=PaperState.VOID,
            sealed__isnull=False,
            replaced_by=None,
        )
    )
