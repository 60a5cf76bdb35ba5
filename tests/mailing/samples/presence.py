"""The messages about presence."""

from datetime import date

from tripartite.logbook.emails import correcting, days, watching
from tripartite.logbook.emails import presence as emails
from tripartite.logbook.models import PresenceWeek, SpecialDay, WeekCorrection
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"
MONDAY = date(2027, 1, 4)
DAYS = [MONDAY, date(2027, 1, 5)]
TUTOR = {"to": "t@h.example", "to_name": "Théo", "url": URL}


def messages(placement: Placement) -> list[Message]:
    week = PresenceWeek(placement=placement, monday=MONDAY, reason="Lundi compte double.")
    referent = placement.referent
    assert referent is not None
    correction = WeekCorrection(
        week=week,
        by="Théo Tuteur",
        reason="Vendredi après-midi, personne.",
        before=[["2027-01-08", "present", 420]],
        after=[["2027-01-08", "present", 210], ["2027-01-08", "justified", 210]],
        contest="J’étais en livraison.",
        settled_by="Éric Référent",
        stands=False,
        settlement="Le bon de livraison porte 16 h 30.",
    )
    special = SpecialDay(
        placement=placement,
        day=MONDAY,
        hours=[["10:00", "18:00"]],
        label="Salon de l’habitat",
        state="refused",
        proposed_by="Inès Benali",
        reason="Personne pour l’encadrer.",
    )
    return [
        days.day_proposed(special, "t@h.example", "Théo", URL),
        days.day_decided(special, "t@h.example", "Théo", URL),
        emails.week_to_confirm(week, minutes=2100, **TUTOR),
        emails.week_reopened(week, by="Théo Tuteur", reason="Lundi compte double."),
        emails.week_taken_back(week, by="Odile Bureau", **TUTOR),
        emails.week_after_attestation(week, referent),
        emails.absence_unjustified(week, DAYS, referent),
        correcting.week_corrected(correction),
        correcting.week_contested(correction, referent),
        correcting.week_settled(correction, **TUTOR),
        watching.presence_silent(placement, DAYS * 4, referent),
        watching.week_to_read(week, missing=2, **TUTOR),
    ]
