"""The visits of a tour as calendars read them (RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from tripartite.tours.building import zone
from tripartite.tours.domain.times import moment_of
from tripartite.tours.models import TourVisit

UTC = ZoneInfo("UTC")


def ics(visits: list[TourVisit], stamp: datetime) -> str:
    """One event a visit that has a time; taken in again, an event replaces itself."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tripartite//Tournées de visites//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for visit in visits:
        if visit.day is None or visit.starts is None:
            continue
        starts = moment_of(visit.day, visit.starts, zone())
        site = visit.placement.site
        event = Event()
        event.add("uid", f"visite-{visit.pk}@{settings.SITE_URL.partition('//')[2]}")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", starts.astimezone(UTC))
        event.add("dtend", (starts + timedelta(minutes=visit.minutes)).astimezone(UTC))
        event.add("summary", f"Visite de stage – {visit.placement.student}")
        if site is not None:
            event.add("location", f"{site.host}, {site.address}, {site.postcode} {site.city}")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
