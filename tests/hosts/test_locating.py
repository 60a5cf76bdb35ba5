"""Places on the map: by the file of communes, by a geocoder, kept where somebody put them."""

import pytest

from tests import factories
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.hosts.actions import note_site
from tripartite.hosts.communes import locate as locate_commune
from tripartite.hosts.domain import LocatedBy, SiteDetails, Spot
from tripartite.hosts.locating import locate


@pytest.mark.parametrize(
    ("country", "postcode", "city", "found"),
    [
        ("FR", "06300", "Nice", (43.703, 7.266, LocatedBy.COMMUNE)),
        ("FR", "06201", "NICE CEDEX 3", (43.703, 7.266, LocatedBy.COMMUNE)),
        ("FR", "06360", "Èze", (43.728, 7.362, LocatedBy.COMMUNE)),
        ("FR", "97400", "Saint-Denis", (-20.882, 55.45, LocatedBy.COMMUNE)),
        ("FR", "93200", "St Denis", (48.936, 2.354, LocatedBy.COMMUNE)),
        ("FR", "06999", "Nulle-Part", (43.703, 7.266, LocatedBy.DEPARTMENT)),
        ("MC", "98000", "Monaco", (43.737, 7.421, LocatedBy.COMMUNE)),
        ("MC", "98000", "quartier inconnu", (43.737, 7.421, LocatedBy.COMMUNE)),
        ("FR", "", "Nulle-Part", None),
        ("XX", "18100", "Imperia", None),
    ],
)
def test_a_commune_is_found_without_the_network(country, postcode, city, found):
    spot = locate_commune(country, postcode, city)

    assert spot == (Spot(*found) if found else None)


def test_a_new_place_is_put_on_the_map_by_the_worker(school: School):
    host = factories.make_host(school)

    site = note_site(host=host, details=SiteDetails("3 rue du Port", "06300", "Nice"), by=None)
    before = site.spot
    run_due()

    site.refresh_from_db()
    assert before is None
    assert site.spot == Spot(43.703, 7.266, LocatedBy.COMMUNE)
    assert site.located_at is not None


def test_a_place_that_somebody_put_on_the_map_stays_there(school: School):
    site = factories.make_site(
        factories.make_host(school), latitude=43.7, longitude=7.2, located_by=LocatedBy.HAND
    )

    assert locate(site.pk) == "nothing to do"
    site.refresh_from_db()
    assert site.spot == Spot(43.7, 7.2, LocatedBy.HAND)


def test_a_place_abroad_stays_off_the_map_and_says_so(school: School):
    site = factories.make_site(factories.make_host(school, country="XX"))

    assert locate(site.pk) == "not found"
    site.refresh_from_db()
    assert site.spot is None
