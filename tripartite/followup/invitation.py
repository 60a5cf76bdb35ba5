"""An exchange as calendars read it (RFC 5545, RFC 5546)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from tripartite.accounts.models import User
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.models import Exchange

UTC = ZoneInfo("UTC")


def ics(
    exchange: Exchange, stamp: datetime, *, published: bool = False, former: User | None = None
) -> str:
    """The invitation, or its withdrawal: the same UID, one more SEQUENCE at each change.

    ``published`` is for who takes it down from the page: an entry without anybody to answer.
    ``former`` is who no longer comes: the entry leaves that calendar, and no other.
    Only for an exchange that has, or had, a day. ``stamp`` is when it is told.
    """
    assert exchange.planned_for is not None
    assert exchange.ends_at is not None
    cancelled = exchange.state == ExchangeState.CANCELLED or former is not None
    calendar = Calendar()
    calendar.add("prodid", "-//Tripartite//Suivi de stage//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH" if published else "REQUEST")
    event = Event()
    event.add("uid", f"echange-{exchange.pk}@{settings.SITE_URL.partition('//')[2]}")
    event.add("sequence", exchange.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", exchange.planned_for.astimezone(UTC))
    event.add("dtend", exchange.ends_at.astimezone(UTC))
    event.add("summary", f"Échange de suivi de stage – {exchange.placement.student}")
    event.add("location", place_of(exchange))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    _add_people(event, exchange, former or exchange.by)
    calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _add_people(event: Event, exchange: Exchange, host: User) -> None:
    """Who invites, and who is invited, when they have an address."""
    if host.email:
        event.add("organizer", _address(host.email, str(host)))
    placement = exchange.placement
    for person in (placement.student, placement.tutor):
        if person is not None and person.email:
            event.add("attendee", _address(person.email, str(person)), encode=False)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address


def place_of(exchange: Exchange) -> str:
    """The address of the site, or how one meets from afar."""
    site = exchange.placement.site
    if exchange.mode == Mode.ON_SITE and site is not None:
        return f"{site.host}, {site.address}, {site.postcode} {site.city}"
    return exchange.get_mode_display().capitalize()
