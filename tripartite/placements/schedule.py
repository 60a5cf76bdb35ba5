"""The days a placement plans: its timetable over its dates, where the student works."""

from tripartite.accounts.domain import Country
from tripartite.law.calendars import Jurisdiction, Region
from tripartite.law.presence import ExpectedDay, Totals, expected_days, totals_of
from tripartite.law.regions import region_of
from tripartite.placements.models import Placement

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


def expected(placement: Placement) -> list[ExpectedDay]:
    """The timetable over the dates, less the public holidays that the host does not work."""
    jurisdiction, region = jurisdiction_of(placement)
    return expected_days(
        placement.weekly,
        placement.starts_on,
        placement.ends_on,
        holidays_worked=placement.holidays_worked,
        jurisdiction=jurisdiction,
        region=region,
    )


def expected_totals(placement: Placement) -> Totals:
    """What the placement would count if everything went as planned."""
    return totals_of(expected(placement))
