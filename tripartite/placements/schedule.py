"""The days a placement plans: its timetable over its dates, where the student works."""

from collections.abc import Sequence
from datetime import date, timedelta

from tripartite.accounts.domain import Country
from tripartite.law.calendars import Jurisdiction, Region
from tripartite.law.parameters import Parameter, parameter
from tripartite.law.presence import ExpectedDay, Totals, expected_days, totals_of
from tripartite.law.regions import region_of
from tripartite.law.timetable import WeeklyTimetable
from tripartite.law.workdays import add_working_days, latest_filing_date
from tripartite.placements.domain import PlacementError
from tripartite.placements.domain.terms import Stretch, stretches_from_json
from tripartite.placements.models import Authorisation, Placement

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
    if not is_in_monaco(placement):
        return
    if not Authorisation.objects.filter(placement=placement, granted=True).exists():
        raise PlacementError(
            "not_authorised",
            "La Direction du Travail de Monaco n’a pas encore autorisé ce stage : aucune présence "
            "ne peut être notée avant. Le représentant de l’accueil ou le bureau des stages note "
            "la décision dans le dossier.",
        )


def expected(placement: Placement) -> list[ExpectedDay]:
    """The timetable of each day over the dates, less the public holidays the host does not work.

    After an amendment each stretch of days has its own timetable; an interruption ends them all.
    """
    return expected_under(
        stretches_of(placement), placement.starts_on, placement.last_day, jurisdiction_of(placement)
    )


def expected_under(
    stretches: Sequence[Stretch],
    starts_on: date,
    last_day: date,
    place: tuple[Jurisdiction, Region | None],
) -> list[ExpectedDay]:
    """The days of these timetables, one after the other, in this place."""
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
