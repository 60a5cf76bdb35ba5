"""The messages about exchanges."""

from datetime import UTC, datetime

from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import Exchange
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)


def messages(placement: Placement) -> list[Message]:
    exchange = Exchange.objects.create(
        placement=placement,
        by=placement.referent,
        mode=Mode.ON_SITE,
        planned_for=NOW,
        reason="Grève des transports.",
    )
    person = {"to": "t@h.example", "to_name": "Théo Tuteur"}
    linked = {"url": "http://localhost:8000/acces/x.y/", "now": NOW}
    return [
        emails.exchange_planned(exchange, **person, **linked),
        emails.exchange_cancelled(exchange, **person, **linked),
        emails.exchange_urgent(exchange, **person),
    ]
