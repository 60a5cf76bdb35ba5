"""Each morning: the requests to the Direction du Travail of Monaco that nobody has filed yet."""

from datetime import date, timedelta

from django.db import transaction

from tripartite.accounts.domain import Country, Role
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.mailing import outbox
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import State
from tripartite.placements.domain.authorising import filing_rung
from tripartite.placements.emails_authorising import authorisation_due
from tripartite.placements.models import Placement
from tripartite.placements.schedule import latest_filing


def watch_authorisations() -> int:
    """Tell the office and the référent 15, 7 and 3 days before the last day; how many messages.

    Run as often as one likes: each of the three leaves once a person.
    """
    today = clock.today()
    live = Placement.objects.live().filter(
        site__host__country=Country.MC,
        authorisation__isnull=True,
        starts_on__gt=today,
        state__in=[State.SUBMITTED, State.RETURNED, State.APPROVED],
    )
    return sum(_tell(pk, today) for pk in live.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, today: date) -> int:
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=pk)
    latest = latest_filing(placement)
    rung = filing_rung(today, latest) if latest else None
    if latest is None or rung is None:
        return 0
    told = 0
    for user in _told(placement):
        message = authorisation_due(placement, user, latest, today)
        known = OutgoingMessage.objects.filter(
            kind=message.kind,
            file=message.file,
            to=message.to,
            created_at__date__gte=latest - timedelta(days=rung),
        )
        if not known.exists():
            outbox.send(message, school=placement.school)
            told += 1
    return told


def _told(placement: Placement) -> list[User]:
    people = {u.pk: u for u in User.objects.members_of(placement.school, Role.OFFICE)}
    if placement.referent is not None:
        people[placement.referent.pk] = placement.referent
    return [people[pk] for pk in sorted(people) if people[pk].email]
