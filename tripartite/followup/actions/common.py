"""What the acts about an exchange share: the lock, the journal, who is written to."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import when_in_full
from tripartite.core.workflow import TransitionError
from tripartite.followup.domain.exchanges import FOLLOWED, PLANNERS
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import Exchange
from tripartite.mailing import outbox
from tripartite.mailing.domain import Message
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

Person = tuple[str, str, str]


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def day_of(moment: datetime) -> date:
    """The day where the schools are."""
    return moment.astimezone(zone()).date()


def locked_placement(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def locked_exchange(exchange: Exchange) -> Exchange:
    """The exchange as it is now, its placement with it, both held."""
    placement = locked_placement(exchange.placement)
    exchange = (
        Exchange.objects.select_related("by").select_for_update(of=("self",)).get(pk=exchange.pk)
    )
    exchange.placement = placement
    return exchange


def plannable(placement: Placement, by: User) -> Placement:
    """The placement, held, when this person may plan an exchange of it."""
    placement = locked_placement(placement)
    if not PLANNERS & placement.relations_of(by) or State(placement.state) not in FOLLOWED:
        raise TransitionError(
            "not_possible",
            "Un échange se prévoit par l’enseignant référent ou le bureau des stages, une fois le "
            "cadrage validé.",
        )
    return placement


def when_of(exchange: Exchange) -> str:
    return when_in_full(exchange.planned_for, zone()) if exchange.planned_for else ""


def tell(exchange: Exchange, by: Actor, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=exchange.placement.school,
        verb=f"exchange.{verb}",
        sentence=sentence,
        file=exchange.placement.file,
        exchange=exchange.pk,
    )


def tutor_of(exchange: Exchange, path: str = "") -> list[Person]:
    """The tutor by personal link: address, name, page; empty without an address."""
    link = link_for(placement=exchange.placement, relation=Relation.TUTOR)
    if link is None:
        return []
    return [(link.email, link.name, link_url(link, path or emails.exchanges_path(exchange)))]


def account_of(exchange: Exchange, user: User | None) -> list[Person]:
    """Somebody with an account: address, name, page; empty without an address."""
    if user is None or not user.email:
        return []
    url = f"{settings.SITE_URL}{emails.exchanges_path(exchange)}"
    return [(user.email, user.get_full_name(), url)]


def everybody(exchange: Exchange) -> list[Person]:
    """Tutor, student, and who visits."""
    student = exchange.placement.student
    return [
        *tutor_of(exchange), *account_of(exchange, student), *account_of(exchange, exchange.by)
    ]  # fmt: skip


def write_to(people: list[Person], exchange: Exchange, write: Callable[..., Message]) -> None:
    for to, to_name, url in people:
        message = write(exchange, to=to, to_name=to_name, url=url, now=clock.now())
        outbox.send(message, school=exchange.placement.school)


def office_people(exchange: Exchange) -> list[Person]:
    """Whoever runs the placements of the school."""
    users = User.objects.members_of(exchange.placement.school, Role.OFFICE).order_by("pk")
    return [person for user in users for person in account_of(exchange, user)]
