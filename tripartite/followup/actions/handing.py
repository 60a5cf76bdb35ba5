"""Handing placements or their exchanges over to a colleague of the class."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.followup.actions.common import (
    account_of,
    day_of,
    everybody,
    locked_placement,
    tell,
    tutor_of,
    write_to,
)
from tripartite.followup.domain.exchanges import ExchangeError, ExchangeState
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.emails.handing import placement_handed
from tripartite.followup.models import Exchange
from tripartite.mailing import outbox
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions import declaring
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import OVER
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement
from tripartite.placements.queries import loads_of

OPEN = (ExchangeState.PROPOSED, ExchangeState.PLANNED)


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one placement: how many exchanges changed hands, whether the follow-up did.

    ``needs_amendment``: the agreement names the référent, so that it takes an amendment.
    """

    placement: Placement
    exchanges: int
    whole: bool = False
    needs_amendment: bool = False


@transaction.atomic
def hand_over(
    *,
    placements: list[Placement],
    to: User,
    from_day: date,
    reason: str,
    whole: bool,
    by: User,
) -> list[Handed]:
    """Give the exchanges from this day on, and (``whole``) the placement itself, to a colleague.

    An agreement that is out or sealed names its référent: then only the exchanges are handed over,
    and the result says that an amendment is needed. All or nothing: a colleague who does not teach
    one of the classes is refused for the whole choice.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ExchangeError(
            "reason_needed", "Dites en une phrase pourquoi : les partenaires la lisent."
        )
    if not placements:
        raise ExchangeError("nothing_chosen", "Cochez au moins un stage à confier.")
    ordered = sorted(placements, key=lambda p: p.pk)
    return [_hand(p, to, from_day, reason, whole=whole, by=by) for p in ordered]


def _hand(
    placement: Placement, to: User, from_day: date, reason: str, *, whole: bool, by: User
) -> Handed:
    placement = locked_placement(placement)
    if not placement.relations_of(by) & {R.REFERENT, R.OFFICE} or placement.state in OVER:
        raise ExchangeError(
            "not_possible",
            f"Le stage de {placement.student} n’est pas à vous de confier, ou est clos.",
        )
    if to.pk not in {load.teacher for load in loads_of(placement.period.cohort)}:
        raise ExchangeError(
            "not_a_teacher",
            f"{to} n’enseigne pas dans la classe de {placement.student} : choisissez un collègue "
            "de la classe, ou demandez au bureau des stages de l’y ajouter.",
        )
    named = Paper.objects.filter(
        placement=placement, kind=Kind.AGREEMENT, state__in=[PaperState.OUT, PaperState.SEALED]
    ).exists()
    changed = _hand_exchanges(placement, to, from_day, reason, by)
    if whole and not named and placement.referent_id != to.pk:
        placement = declaring.assign_referent(placement=placement, referent=to, by=by)
        _tell_new_referent(placement, reason)
    if changed or (whole and not named):
        record(
            by=by,
            school=placement.school,
            verb="placement.handed_over",
            sentence=f"Confié à {to} à partir du {long_day(from_day)} : {reason}",
            file=placement.file,
        )
    return Handed(
        placement, len(changed), whole=whole and not named, needs_amendment=whole and named
    )


def _tell_new_referent(placement: Placement, reason: str) -> None:
    """The tutor by link, the student and the colleague by account."""
    path = placement.get_absolute_url()
    link = link_for(placement=placement, relation=R.TUTOR)
    people = [(link.email, link.name, link_url(link, path))] if link else []
    people += [
        (user.email, user.get_full_name(), f"{settings.SITE_URL}{path}")
        for user in (placement.student, placement.referent)
        if user is not None and user.email
    ]
    for to, to_name, url in people:
        message = placement_handed(placement, reason=reason, to=to, to_name=to_name, url=url)
        outbox.send(message, school=placement.school)


def _hand_exchanges(
    placement: Placement, to: User, from_day: date, reason: str, by: User
) -> list[Exchange]:
    """The exchanges still to come, from this day on: one more version of the same invitation."""
    rows = Exchange.objects.filter(placement=placement, state__in=OPEN).exclude(by=to)
    changed = []
    for exchange in rows.select_related("by").select_for_update(of=("self",)).order_by("pk"):
        if exchange.planned_for is not None and day_of(exchange.planned_for) < from_day:
            continue
        former = exchange.by
        exchange.placement = placement
        exchange.by = to
        exchange.reason = reason
        exchange.sequence += 1
        exchange.save(update_fields=["by", "reason", "sequence"])
        tell(exchange, by, "handed_over", f"Échange confié à {to} : {reason}")
        if exchange.planned_for is not None and exchange.planned_for <= clock.now():
            write_to(account_of(exchange, to), exchange, emails.exchange_handed)
        elif exchange.planned_for is not None:
            write_to(everybody(exchange), exchange, emails.exchange_handed)
            given = partial(emails.exchange_given, former=former)
            write_to(account_of(exchange, former), exchange, given)
        else:
            people = [*tutor_of(exchange), *account_of(exchange, to)]
            write_to(people, exchange, emails.exchange_handed)
        changed.append(exchange)
    return changed
