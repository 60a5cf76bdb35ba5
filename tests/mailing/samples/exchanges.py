"""The messages about exchanges."""

from datetime import UTC, datetime

from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.emails.handing import placement_handed
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
        held_at=NOW,
        word="Plutôt le matin.",
        reason="Grève des transports.",
    )
    exchange.slots.create(starts_at=NOW, party="school")
    person = {"to": "t@h.example", "to_name": "Théo Tuteur"}
    linked = {"url": "http://localhost:8000/acces/x.y/", "now": NOW}
    reason = {"url": linked["url"], "reason": "Un collègue absent."}
    return [
        emails.exchange_slots(exchange, **person, **linked),
        emails.exchange_countered(exchange, **person, **linked),
        emails.exchange_moved(exchange, **person, **linked),
        emails.exchange_handed(exchange, **person, **linked),
        emails.exchange_given(exchange, exchange.by, **person, **linked),
        emails.exchange_reported(exchange, **person, **linked),
        placement_handed(placement, **person, **reason),
        emails.exchange_planned(exchange, **person, **linked),
        emails.exchange_cancelled(exchange, **person, **linked),
        emails.exchange_urgent(exchange, **person, **linked),
    ]
