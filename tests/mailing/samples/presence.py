"""The messages about presence."""

from datetime import date

from tripartite.logbook.emails import presence as emails
from tripartite.logbook.models import PresenceWeek
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"
MONDAY = date(2027, 1, 4)


def messages(placement: Placement) -> list[Message]:
    week = PresenceWeek(placement=placement, monday=MONDAY)
    absence = emails.absence_unjustified(week, [MONDAY, date(2027, 1, 5)])
    assert absence is not None
    return [
        emails.week_to_confirm(week, minutes=2100, to="t@h.example", to_name="Théo", url=URL),
        emails.week_reopened(week, by="Théo Tuteur", reason="Lundi compte double."),
        absence,
    ]
