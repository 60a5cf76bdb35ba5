"""The files of the hosts, kept by the office."""

from datetime import date

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.accounts.models import JournalEntry
from tripartite.core.tasks import run_due
from tripartite.hosts.actions import editing
from tripartite.hosts.domain import HostError, LocatedBy
from tripartite.hosts.merging import merger_of
from tripartite.hosts.models import Host


@pytest.fixture
def office(client, cast: Cast):
    client.force_login(cast.office)
    return client


@pytest.mark.parametrize("hosts", [1, 3])
def test_the_list_costs_the_same_whatever_it_shows(
    office, cast: Cast, hosts: int, django_assert_num_queries
):
    for n in range(hosts):
        factories.make_site(factories.make_host(cast.school, name=f"Maison {n}"))

    with django_assert_num_queries(8):
        html = page_of(office.get("/accueils/"))

    assert html.count('href="/accueils/') >= hosts


@pytest.mark.parametrize("words", ["maizon", "NICE azur", "azur"])
def test_a_host_is_found_in_spite_of_slips(office, cast: Cast, words: str):
    factories.make_site(factories.make_host(cast.school))
    factories.make_site(factories.make_host(cast.school, name="Autre chose"), city="Menton")

    html = page_of(office.get("/accueils/", {"q": words}))

    assert ("Maison Azur" in html, "Autre chose" in html) == (True, False)


def test_a_search_without_result_says_what_to_do(office):
    assert "Rien ne ressemble à « zzz »" in page_of(office.get("/accueils/", {"q": "zzz"}))


def test_the_file_tells_places_people_and_everybody_who_came(office, cast: Cast):
    placement = cast.placement()
    host = placement.site.host
    host.contacts.filter(first_name="Rose").update(email="")

    html = page_of(office.get(f"/accueils/{host.pk}/"))

    assert "3 rue du Port" in html
    assert "sans adresse électronique : signe sur papier" in html
    assert "adresse pas encore confirmée" in html
    assert f'href="/stages/{placement.pk}/"' in html


@pytest.mark.parametrize("placements", [1, 3])
def test_the_file_costs_the_same_whatever_it_tells(
    office, cast: Cast, placements: int, django_assert_num_queries
):
    site = factories.make_site(factories.make_host(cast.school))
    for _ in range(placements):
        factories.make_placement(factories.make_enrolment(cast.cohort), cast.period, site=site)

    with django_assert_num_queries(14):
        office.get(f"/accueils/{site.host.pk}/")


def test_a_likely_duplicate_is_shown_and_leads_to_the_merger(office, cast: Cast):
    kept = factories.make_site(factories.make_host(cast.school)).host
    twin = factories.make_site(factories.make_host(cast.school, name="SARL Maison Azure")).host

    html = page_of(office.get(f"/accueils/{kept.pk}/"))

    assert f'href="/accueils/{kept.pk}/fusionner/{twin.pk}/"' in html


def test_a_host_is_corrected_and_journalled(office, cast: Cast):
    host = factories.make_host(cast.school)
    form = office.get(f"/accueils/{host.pk}/modifier/").context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}

    office.post(f"/accueils/{host.pk}/modifier/", data | {"headcount": "12"})

    host.refresh_from_db()
    assert host.headcount == 12
    entry = JournalEntry.objects.get(verb="host.changed")
    assert entry.detail["changed"] == {"headcount": ["None", "12"]}


def test_the_identifier_of_another_host_is_refused(office, cast: Cast):
    factories.make_host(cast.school, identifier_kind="siret", identifier="73282932000074")
    host = factories.make_host(cast.school)
    form = office.get(f"/accueils/{host.pk}/modifier/").context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}

    response = office.post(
        f"/accueils/{host.pk}/modifier/",
        data | {"identifier_kind": "siret", "identifier": "732 829 320 00082"},
    )

    (sentence,) = response.context["form"].errors["__all__"]
    assert sentence == (
        "Une autre organisation de l’établissement porte cet identifiant : si c’est la même, "
        "fusionnez les deux fiches."
    )
    assert 'value="732 829 320 00082"' in page_of(response)


def site_data(office, site) -> dict[str, object]:
    form = office.get(f"/accueils/lieux/{site.pk}/").context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, False)}


def test_a_place_that_closed_is_said_so(office, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school))

    office.post(
        f"/accueils/lieux/{site.pk}/", site_data(office, site) | {"closed_on": "2026-09-01"}
    )

    site.refresh_from_db()
    assert site.closed_on == date(2026, 9, 1)
    assert "fermé depuis le 1er septembre 2026" in page_of(office.get(f"/accueils/{site.host.pk}/"))


def test_a_new_address_is_located_anew_and_a_point_by_hand_is_kept(office, cast: Cast):
    site = factories.make_site(
        factories.make_host(cast.school), latitude=1.0, longitude=2.0, located_by="commune"
    )
    office.post(f"/accueils/lieux/{site.pk}/", site_data(office, site) | {"city": "Menton"})
    run_due()
    site.refresh_from_db()
    moved = site.spot

    by_hand = {"latitude": "43.5", "longitude": "7.1"}
    office.post(f"/accueils/lieux/{site.pk}/", site_data(office, site) | by_hand)
    run_due()

    site.refresh_from_db()
    assert (moved.latitude, moved.located_by) == (43.776, LocatedBy.COMMUNE)
    assert (site.spot.latitude, site.spot.located_by) == (43.5, LocatedBy.HAND)


def test_a_place_is_located_again_on_demand(office, cast: Cast):
    site = factories.make_site(
        factories.make_host(cast.school), latitude=1.0, longitude=2.0, located_by="hand"
    )

    office.post(f"/accueils/lieux/{site.pk}/localiser/")
    run_due()

    site.refresh_from_db()
    assert site.spot.located_by is LocatedBy.COMMUNE


def test_half_a_point_is_refused(office, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school))

    response = office.post(
        f"/accueils/lieux/{site.pk}/", site_data(office, site) | {"latitude": "43.5"}
    )

    assert set(response.context["form"].errors) == {"longitude"}


def test_a_new_address_of_a_contact_is_to_be_confirmed_again(office, cast: Cast):
    contact = cast.placement().tutor
    contact.confirmed_at = "2026-01-01T00:00:00Z"
    contact.save()
    form = office.get(f"/accueils/contacts/{contact.pk}/").context["form"]

    office.post(f"/accueils/contacts/{contact.pk}/", form.initial | {"email": "new@azur.example"})

    contact.refresh_from_db()
    assert (contact.email, contact.confirmed_at) == ("new@azur.example", None)


def test_the_merger_shows_what_differs_and_makes_one_file(office, cast: Cast):
    kept = factories.make_site(factories.make_host(cast.school, headcount=4)).host
    other = factories.make_site(factories.make_host(cast.school, headcount=6)).host
    address = f"/accueils/{kept.pk}/fusionner/{other.pk}/"

    form = office.get(address).context["form"]
    office.post(address, {"seen": form.initial["seen"], "host_headcount": "other"})

    kept.refresh_from_db()
    assert kept.headcount == 6
    assert Host.objects.known().get() == kept
    assert office.get(f"/accueils/{other.pk}/")["Location"] == f"/accueils/{kept.pk}/"


def test_a_stale_merger_is_shown_again(office, cast: Cast):
    kept = factories.make_site(factories.make_host(cast.school)).host
    other = factories.make_site(factories.make_host(cast.school)).host
    seen = merger_of(kept, other).fingerprint
    Host.objects.filter(pk=other.pk).update(activity="autre chose")

    response = office.post(
        f"/accueils/{kept.pk}/fusionner/{other.pk}/", {"seen": seen, "host_activity": "kept"}
    )

    (sentence,) = response.context["form"].errors["__all__"]
    assert sentence.startswith("Une des deux fiches a changé depuis l’affichage")


PLACE = {"address": "9 rue Neuve", "postcode": "06000", "city": "Nice"}
ROSE = {"first_name": "Rose", "last_name": "Azur", "job_title": "gérante"}


def test_a_place_is_added_from_the_file_once(office, cast: Cast):
    host = factories.make_site(factories.make_host(cast.school)).host
    url = f"/accueils/{host.pk}/lieux/nouveau/"
    assert f'href="{url}"' in page_of(office.get(f"/accueils/{host.pk}/"))

    added = office.post(url, PLACE)
    again = office.post(url, PLACE | {"address": "9  Rue neuve"})

    assert added["Location"] == f"/accueils/{host.pk}/"
    assert host.sites.filter(address="9 rue Neuve").count() == 1
    assert "a déjà un lieu à cette adresse" in page_of(again)
    assert "9 Rue neuve" in page_of(again)
    assert JournalEntry.objects.filter(file=host.file, verb="site.created").count() == 1


def test_a_person_is_added_from_the_file_and_twice_is_once(office, cast: Cast):
    host = factories.make_host(cast.school)
    url = f"/accueils/{host.pk}/contacts/nouveau/"
    assert f'href="{url}"' in page_of(office.get(f"/accueils/{host.pk}/"))
    person = ROSE | {"email": "rose@azur.example"}

    added = office.post(url, person)
    again = office.post(url, person | {"confirm": "on"})

    assert added["Location"] == f"/accueils/{host.pk}/"
    assert "déjà dans cette fiche avec la même adresse" in page_of(again)
    assert host.contacts.count() == 1
    assert (
        JournalEntry.objects.get(file=host.file).sentence == "Contact ajouté : Rose Azur, gérante"
    )


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"email": "r.azur@perso.example"}, "est déjà dans cette fiche (rose@azur.example)"),
        ({"first_name": "ROSÉ", "email": ""}, "est déjà dans cette fiche (rose@azur.example)"),
        (
            {"first_name": "Paul", "email": "Rose@azur.example"},
            "Rose Azur a la même adresse",
        ),
    ],
)
def test_a_person_like_another_is_asked_about(office, cast: Cast, changes, asked: str):
    host = factories.make_host(cast.school)
    factories.make_contact(host, **ROSE, email="rose@azur.example")
    url = f"/accueils/{host.pk}/contacts/nouveau/"

    doubted = office.post(url, ROSE | changes)
    confirmed = office.post(url, ROSE | changes | {"confirm": "on"})

    assert asked in page_of(doubted)
    assert set(doubted.context["form"].errors) == {"confirm"}
    assert confirmed.status_code == 302
    assert host.contacts.count() == 2


def test_correcting_a_person_to_the_address_of_another_is_asked_about(office, cast: Cast):
    host = factories.make_host(cast.school)
    factories.make_contact(host, **ROSE, email="rose@azur.example")
    paul = factories.make_contact(host, first_name="Paul", last_name="Azur", email="")
    told = {"first_name": "Paul", "last_name": "Azur", "job_title": "vendeur"}

    doubted = office.post(f"/accueils/contacts/{paul.pk}/", told | {"email": "rose@azur.example"})
    kept = office.post(f"/accueils/contacts/{paul.pk}/", told | {"email": "paul@azur.example"})

    assert "a la même adresse" in page_of(doubted)
    assert kept.status_code == 302


def test_nothing_is_added_to_a_file_that_joined_another(cast: Cast):
    host = factories.make_host(cast.school)
    other = factories.make_host(cast.school, name="Azur SARL")
    Host.objects.filter(pk=other.pk).update(merged_into=host)

    with pytest.raises(HostError) as refusal:
        editing.add_contact(host=other, by=cast.office, **ROSE, email="", phone="")

    assert refusal.value.code == "host_merged"


def test_a_headcount_no_host_can_have_is_refused_with_a_sentence(office, cast: Cast):
    host = factories.make_host(cast.school)
    fields = {"name": "Azur", "activity": "vente", "legal_form": "trade", "clientele": "both"}
    told = fields | {"country": "FR", "identifier_kind": "none", "identifier": ""}

    response = office.post(f"/accueils/{host.pk}/modifier/", told | {"headcount": "9" * 24})

    assert set(response.context["form"].errors) == {"headcount"}
