"""Noting from where and when a teacher goes, and when hosts receive."""

from datetime import date
from typing import Any

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.hosts import communes
from tripartite.hosts.models import Contact, Site
from tripartite.tours.building import TourError
from tripartite.tours.domain.labels import FreeKind, Start
from tripartite.tours.models import FreeTime, SiteHours, TeacherStart, TutorHours
from tripartite.tours.queue import locate_start


@transaction.atomic
def note_start(
    *,
    school: School,
    teacher: User,
    kind: Start,
    minutes: int,
    by: User,
    most: int | None = None,
    address: str = "",
    postcode: str = "",
    city: str = "",
) -> TeacherStart:
    """Keep the start, the length of a visit, and how many placements one follows at most.

    An address is put on the map at once, by its commune, then by the geocoder in the background.
    Raises TourError when it is nowhere.
    """
    fields: dict[str, Any] = {"kind": kind, "minutes": minutes, "most": most}
    fields |= {"address": "", "postcode": "", "city": "", "located_by": ""}
    fields |= {"latitude": None, "longitude": None}
    if kind is Start.HOME:
        spot = communes.locate(school.country, postcode, city)
        if spot is None:
            raise TourError(
                "nowhere", "Cette commune n’est pas connue : vérifiez le code postal et la ville."
            )
        fields |= {"address": address, "postcode": postcode, "city": city}
        fields |= {"latitude": spot.latitude, "longitude": spot.longitude}
        fields["located_by"] = spot.located_by
    start, _new = TeacherStart.objects.update_or_create(
        school=school, teacher=teacher, defaults=fields
    )
    _tell(school, by, "start_noted", f"Départ des visites de {teacher} noté")
    if kind is Start.HOME:
        locate_start.enqueue(start.pk)
    return start


@transaction.atomic
def add_free_time(
    *,
    school: School,
    teacher: User,
    kind: FreeKind,
    opens: int,
    closes: int,
    by: User,
    weekday: int | None = None,
    day: date | None = None,
) -> FreeTime:
    """Note a half-day; the same one twice is one."""
    if closes <= opens:
        raise TourError("reversed", "La demi-journée finit avant de commencer : corrigez l’heure.")
    weekly = kind is FreeKind.WEEKLY
    if (weekly and weekday is None) or (not weekly and day is None):
        what = "le jour de la semaine" if weekly else "la date"
        raise TourError("when", f"Dites {what}.")
    free, new = FreeTime.objects.get_or_create(
        school=school,
        teacher=teacher,
        kind=kind,
        weekday=weekday if weekly else None,
        day=None if weekly else day,
        opens=opens,
        closes=closes,
    )
    if new:
        word = "Indisponibilité" if kind is FreeKind.BUSY else "Demi-journée libre"
        _tell(school, by, "free_time_noted", f"{word} de {teacher} : {free}")
    return free


@transaction.atomic
def remove_free_time(*, free: FreeTime, by: User) -> None:
    """Take it back; twice is once."""
    gone, _rows = FreeTime.objects.filter(pk=free.pk).delete()
    if gone:
        _tell(free.school, by, "free_time_removed", f"Retiré pour {free.teacher} : {free}")


@transaction.atomic
def note_hours(
    *,
    school: School,
    site: Site,
    tutor: Contact | None,
    site_week: list[Any] | None,
    tutor_week: list[Any] | None,
    by: User,
) -> None:
    """When the place and the tutor receive; None forgets what was said."""
    _keep(SiteHours, {"site": site}, school, site_week)
    if tutor is not None:
        _keep(TutorHours, {"contact": tutor}, school, tutor_week)
    _tell(school, by, "hours_noted", f"Heures de visite notées : {site}", file=site.host.file)


def _keep(model: Any, key: dict[str, Any], school: School, week: list[Any] | None) -> None:
    if week is None:
        model.objects.filter(**key).delete()
    else:
        model.objects.update_or_create(**key, defaults={"school": school, "week": week})


def _tell(school: School, by: User, verb: str, sentence: str, *, file: str = "") -> None:
    record(by=by, school=school, verb=f"tour.{verb}", sentence=sentence, file=file)
