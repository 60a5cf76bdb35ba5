"""The days a placement plans: its timetable over its dates, where the student works."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from tripartite.accounts.domain import Country
from tripartite.core.fr import euros, hours
from tripartite.law.calendars import Closure, Jurisdiction, Region
from tripartite.law.gratification import is_due, minimum_rate, threshold_minutes
from tripartite.law.parameters import Parameter, parameter
from tripartite.law.presence import ExpectedDay, Totals, expected_days, totals_of
from tripartite.law.regions import region_of
from tripartite.law.timetable import Interval, WeeklyTimetable
from tripartite.law.workdays import add_working_days, latest_filing_date
from tripartite.placements.domain import PlacementError
from tripartite.placements.domain.terms import Stretch, stretches_from_json
from tripartite.placements.models import Authorisation, Placement

#: As ``Placement.special_days`` keeps it: day, hours, label.
SpecialDay = Mapping[str, Any]

_JURISDICTIONS = {
    Country.FR: Jurisdiction.FR,
    Country.MC: Jurisdiction.MC,
    Country.OTHER: Jurisdiction.OTHER,
}


def jurisdiction_of_country(country: str) -> Jurisdiction:
    """Whose law is that of a country as we store it."""
    return _JURISDICTIONS[Country(country)]


def jurisdiction_of(placement: Placement) -> tuple[Jurisdiction, Region | None]:
    """Whose public holidays hold where the student works; France until a host is declared."""
    site = placement.site
    if site is None:
        return Jurisdiction.FR, None
    here = jurisdiction_of_country(site.host.country)
    return here, region_of(site.postcode) if here is Jurisdiction.FR else None


def is_in_monaco(placement: Placement) -> bool:
    return jurisdiction_of(placement)[0] is Jurisdiction.MC


def latest_filing(placement: Placement) -> date | None:
    """The last day for the request to the Direction du Travail; None outside of Monaco."""
    if not is_in_monaco(placement):
        return None
    days = int(parameter(Parameter.MC_FILING_WORKING_DAYS, placement.starts_on).value)
    return latest_filing_date(placement.starts_on, days)


def answer_day(filed_on: date) -> date:
    """By when the Direction du Travail answers a request."""
    days = int(parameter(Parameter.MC_DECISION_WORKING_DAYS, filed_on).value)
    return add_working_days(filed_on, days, Jurisdiction.MC)


def check_authorised(placement: Placement) -> None:
    """Refuse any presence in Monaco before the authorisation (rule R2)."""
    sentence = unauthorised(placement)
    if sentence:
        raise PlacementError("not_authorised", sentence)


def unauthorised(placement: Placement) -> str:
    """Why no presence can be noted yet; empty where Monaco authorised it, or is not asked."""
    if not is_in_monaco(placement):
        return ""
    if Authorisation.objects.filter(placement=placement, granted=True).exists():
        return ""
    return (
        "La Direction du Travail de Monaco n’a pas encore autorisé ce stage : aucune présence "
        "ne peut être notée avant. Le représentant de l’accueil ou le bureau des stages note "
        "la décision dans le dossier."
    )


def closures_of(special_days: Iterable[SpecialDay]) -> tuple[Closure, ...]:
    """The days on which the host is closed."""
    days = [(date.fromisoformat(kept["day"]), kept) for kept in special_days]
    return tuple(Closure(day, day, kept["label"]) for day, kept in days if not kept["hours"])


def exceptions_of(
    special_days: Iterable[SpecialDay], first: date, last: date
) -> dict[date, tuple[Interval, ...]]:
    """The hours of the days that do not follow the timetable, within these dates."""
    return {
        day: tuple(Interval.from_clock(*pair) for pair in kept["hours"])
        for kept in special_days
        if kept["hours"] and first <= (day := date.fromisoformat(kept["day"])) <= last
    }


def expected(
    placement: Placement, special_days: Sequence[SpecialDay] | None = None
) -> list[ExpectedDay]:
    """The timetable of each day over the dates, less the public holidays the host does not work.

    After an amendment each stretch of days has its own timetable; an interruption ends them all.
    The exceptional days that were agreed replace those of their date; ``special_days`` to try
    others.
    """
    return expected_under(
        stretches_of(placement),
        placement.starts_on,
        placement.last_day,
        jurisdiction_of(placement),
        placement.special_days if special_days is None else special_days,
        agreed=special_days is None,
    )


def expected_under(
    stretches: Sequence[Stretch],
    starts_on: date,
    last_day: date,
    place: tuple[Jurisdiction, Region | None],
    special_days: Sequence[SpecialDay] = (),
    *,
    agreed: bool = False,
) -> list[ExpectedDay]:
    """The days of these timetables, one after the other, in this place.

    What is ``agreed`` is taken as it is; what is tried is refused when its hours overlap.
    """
    jurisdiction, region = place
    days: list[ExpectedDay] = []
    for rank, stretch in enumerate(stretches):
        first, last = max(stretch.since, starts_on), last_day
        if rank + 1 < len(stretches):
            last = min(last, stretches[rank + 1].since - timedelta(days=1))
        if first <= last:
            days += expected_days(
                WeeklyTimetable.from_json(stretch.week),
                first,
                last,
                holidays_worked=stretch.holidays_worked,
                jurisdiction=jurisdiction,
                region=region,
                closures=closures_of(special_days),
                exceptions=exceptions_of(special_days, first, last),
                agreed=agreed,
            )
    return days


def stretches_of(placement: Placement) -> tuple[Stretch, ...]:
    """The timetables of the placement, one after the other: one, until an amendment."""
    if placement.stretches:
        return stretches_from_json(placement.stretches)
    return (Stretch(date.min, placement.weekly.to_json(), placement.holidays_worked),)


def expected_totals(placement: Placement) -> Totals:
    """What the placement would count if everything went as planned."""
    return totals_of(expected(placement))


def gratification_words(placement: Placement) -> str:
    """What the law says of the gratification of this placement, on the hours of the school year.

    The other placements of the student in the same host count too: it is due beyond two months.
    """
    jurisdiction, _region = jurisdiction_of(placement)
    if jurisdiction is Jurisdiction.OTHER:
        return "Le droit du pays d’accueil n’est pas connu : demandez à l’organisme ce qu’il verse."
    same_host = Q(pk=placement.pk)
    if placement.site:
        same_host |= Q(enrolment=placement.enrolment_id, site__host=placement.site.host_id)
    rows = Placement.objects.live().filter(same_host).select_related("site__host")
    minutes = sum(expected_totals(row).minutes for row in rows)
    day = placement.starts_on
    rate = euros(minimum_rate(jurisdiction, day).per_hour)
    due = "elle est due dès la première heure" if is_due(minutes, day) else "elle n’est pas due"
    return (
        f"Obligatoire au-delà de {hours(threshold_minutes(day))} de présence dans le même "
        f"organisme sur l’année scolaire, et alors d’au moins {rate} par heure. Ici, "
        f"{hours(minutes)} sont prévues : {due}."
    )
