"""When an attestation may be issued, and what it may state. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of, hours, long_day
from tripartite.law.presence import Totals, totals, weeks_touched
from tripartite.logbook.domain.presence import COUNTED, DayEntry
from tripartite.placements.domain import State

#: A placement that took place, at least in part.
TOOK_PLACE = frozenset({State.APPROVED, State.INTERRUPTED, State.CLOSED})


class CertificateError(DomainError):
    """The attestation cannot be issued, or not yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueFacts:
    """What decides whether an attestation may be issued on ``today``.

    ``unconfirmed`` weeks count for nothing; ``reason`` is the office's word on why they do not.
    """

    state: State
    today: date
    ends_on: date
    sealed: bool
    minutes: int
    unconfirmed: int = 0
    reason: str = ""
    may_explain: bool = False
    live: bool = False


def check_issue(facts: IssueFacts) -> None:
    """Refuse with CertificateError what the law or the ledger does not allow (D124-9)."""
    if facts.live:
        raise CertificateError(
            "already_issued",
            "Une attestation est déjà établie pour ce stage. Pour la corriger, refaites-la : "
            "l’ancienne sera remplacée.",
        )
    check_ledger(facts)


def check_ledger(facts: IssueFacts) -> None:
    """What holds for a first attestation and for its correction alike."""
    if facts.state not in TOOK_PLACE or not facts.sealed:
        raise CertificateError(
            "no_agreement",
            "Ce stage n’a pas de convention signée par tous : il ne peut pas être attesté.",
        )
    if facts.state is not State.INTERRUPTED and facts.today < facts.ends_on:
        raise CertificateError(
            "not_ended",
            f"L’attestation s’établit à la fin du stage, à partir du {long_day(facts.ends_on)}.",
        )
    if facts.minutes == 0:
        raise CertificateError(
            "empty_ledger",
            "Aucune heure de présence n’est confirmée : l’attestation ne peut rien dire. Faites "
            "confirmer les semaines par le tuteur.",
        )
    if facts.unconfirmed and not (facts.may_explain and facts.reason.strip()):
        weeks = count_of(facts.unconfirmed, "semaine")
        raise CertificateError(
            "weeks_unconfirmed",
            f"{weeks} de présence à confirmer : le tuteur les confirme, ou le bureau des stages "
            "dit pourquoi elles ne le seront pas. Elles ne comptent pas.",
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What an attestation says: nothing that the ledger does not hold."""

    starts_on: date
    ends_on: date
    totals: Totals

    @property
    def hours(self) -> str:
        return hours(self.totals.minutes)

    @property
    def days(self) -> str:
        return count_of(self.totals.days, "jour")

    @property
    def weeks(self) -> str:
        return count_of(self.totals.weeks, "semaine")

    @property
    def months(self) -> str:
        """In whole months of 22 days of 7 h (D124-6)."""
        months = self.totals.months
        return count_of(months, "mois", "mois") if months else "moins d’un mois"


def statement(
    entries: Iterable[DayEntry], *, starts_on: date, ends_on: date, interrupted: bool
) -> Statement:
    """The dates and the effective duration (D124-6) from the confirmed days alone.

    Of an interrupted placement the end is the last day of presence.
    """
    present = [entry for entry in entries if entry.kind in COUNTED and entry.minutes]
    days = [entry.day for entry in present]
    counted = totals(sum(entry.minutes for entry in present), weeks_touched(days))
    last = max(days, default=ends_on) if interrupted else ends_on
    return Statement(starts_on, last, counted)
