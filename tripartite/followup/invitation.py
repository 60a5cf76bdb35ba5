"""An exchange as calendars read it (RFC 5545)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from tripartite.followup.domain.exchanges import LENGTH, ExchangeState, Mode
from tripartite.followup.models import Exchange

UTC = ZoneInfo("UTC")
#: Each change of state is a new sequence of the same event.
SEQUENCE = {ExchangeState.PLANNED: 0, ExchangeState.HELD: 1, ExchangeState.CANCELLED: 1}


def ics(exchange: Exchange, stamp: datetime) -> str:
    """The event as published, or as cancelled; one hour, in UTC. ``stamp`` is when it is told."""
    cancelled = exchange.state == ExchangeState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Tripartite//Suivi de stage//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"echange-{exchange.pk}@{settings.SITE_URL.partition('//')[2]}")
    event.add("sequence", SEQUENCE[ExchangeState(exchange.state)])
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", exchange.planned_for.astimezone(UTC))
    event.add("dtend", (exchange.planned_for + LENGTH).astimezone(UTC))
    event.add("summary", f"Échange de suivi de stage – {exchange.placement.student}")
    event.add("location", place_of(exchange))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def place_of(exchange: Exchange) -> str:
    """The address of the site, or how one meets from afar."""
    site = exchange.placement.site
    if exchange.mode == Mode.ON_SITE and site is not None:
        return f"{site.host}, {site.address}, {site.postcode} {site.city}"
    return exchange.get_mode_display().capitalize()
