"""The alerts of the exchanges: none planned by the first third, none held by the last week."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.followup.domain.exchanges import ExchangeState
from tripartite.followup.domain.watching import Missing, Told, missing, whom_to_tell
from tripartite.followup.emails.watching import exchange_missing
from tripartite.followup.models import Exchange, ExchangeAlert
from tripartite.mailing import outbox
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


def watch() -> int:
    """Tell what is missing, each alert once to the référent, then once to the office."""
    today = clock.today()
    exchanges = Exchange.objects.filter(placement=OuterRef("pk"))
    running = Placement.objects.filter(
        state=State.APPROVED, starts_on__lte=today, ends_on__gte=today - timedelta(days=7)
    ).annotate(
        is_planned=Exists(exchanges.filter(state=ExchangeState.PLANNED)),
        is_held=Exists(exchanges.filter(state=ExchangeState.HELD)),
    )
    rows = running.filter(is_held=False).order_by("pk")
    told = 0
    for pk, starts, ends, planned in rows.values_list("pk", "starts_on", "ends_on", "is_planned"):
        kind = missing(today, starts_on=starts, ends_on=ends, planned=planned)
        if kind is not None:
            told += _tell(pk, kind, today)
    return told


@transaction.atomic
def _tell(pk: int, kind: Missing, today: date) -> bool:
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=pk)
    before = dict(
        ExchangeAlert.objects.filter(placement=placement, kind=kind).values_list("told", "at")
    )
    referent = placement.referent
    has_referent = referent is not None and bool(referent.email)
    first = before.get(Told.REFERENT)
    whom = whom_to_tell(
        has_referent=has_referent,
        referent_told_on=first.date() if first else None,
        office_told=Told.OFFICE in before,
        today=today,
    )
    if whom is None:
        return False
    ExchangeAlert.objects.create(placement=placement, kind=kind, told=whom, at=clock.now())
    office = User.objects.members_of(placement.school, Role.OFFICE).order_by("pk")
    people = [referent] if whom is Told.REFERENT else list(office)
    url = f"{settings.SITE_URL}{placement.get_absolute_url()}"
    for user in people:
        if user is not None and user.email:
            message = exchange_missing(
                placement, kind, to=user.email, to_name=user.get_full_name(), url=url
            )
            outbox.send(message, school=placement.school)
    what = "aucun échange prévu" if kind is Missing.PLANNED else "aucun échange tenu"
    record(
        by=None,
        school=placement.school,
        verb="exchange.missing",
        sentence=f"Alerte : {what}",
        file=placement.file,
        told=whom,
    )
    return True
