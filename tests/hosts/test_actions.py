"""Hosts, places and people known once to their school."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from tests import factories
from tripartite.accounts.models import JournalEntry, School
from tripartite.hosts.actions import create_host, note_contact, note_site
from tripartite.hosts.domain import (
    ContactDetails,
    HostDetails,
    HostError,
    IdentifierKind,
    SiteDetails,
)
from tripartite.hosts.models import Contact, Host, Site
from tripartite.hosts.queries import look_alikes, search_sites

SHOP = HostDetails(
    "Épicerie d’Éze",
    "épicerie fine",
    trade_name="Chez Rosé",
    identifier_kind=IdentifierKind.SIRET,
    identifier="732 829 320 00074",
)
PORT = SiteDetails("3 rue du Port", "06300", "Nice")
PAUL = ContactDetails("Paul", "Garnier", "gérant", "paul@accueil.example")


def test_a_new_host_is_kept_and_journalled(school: School):
    host = create_host(school=school, details=SHOP, by=None)

    host.refresh_from_db()
    assert (host.name, host.identifier, str(host)) == (
        "Épicerie d’Éze",
        "73282932000074",
        "Chez Rosé",
    )
    entry = JournalEntry.objects.get(file=f"host:{host.pk}")
    assert (entry.verb, entry.sentence) == ("host.created", "Organisation ajoutée : Chez Rosé")


def test_an_identifier_is_known_once_in_a_school(school: School):
    create_host(school=school, details=SHOP, by=None)

    with pytest.raises(HostError) as refusal:
        create_host(school=school, details=SHOP, by=None)

    assert refusal.value.code == "identifier_known"
    assert Host.objects.count() == 1


def test_two_schools_may_know_the_same_host(school: School):
    other = factories.make_school("Lycée du Port")

    create_host(school=school, details=SHOP, by=None)
    create_host(school=other, details=SHOP, by=None)

    assert Host.objects.count() == 2


def test_hosts_without_identifier_are_as_many_as_are_made(school: School):
    plain = HostDetails("Maison Azur", "commerce")

    create_host(school=school, details=plain, by=None)
    create_host(school=school, details=plain, by=None)

    assert Host.objects.count() == 2


def test_a_wrong_identifier_is_refused_by_the_action_too(school: School):
    wrong = HostDetails("X", "y", identifier_kind=IdentifierKind.SIRET, identifier="12")

    with pytest.raises(HostError) as refusal:
        create_host(school=school, details=wrong, by=None)

    assert refusal.value.code == "siret_form"


def test_a_place_at_the_same_address_is_the_same_place(school: School):
    host = create_host(school=school, details=SHOP, by=None)

    first = note_site(host=host, details=PORT, by=None)
    again = note_site(host=host, details=SiteDetails("3, Rue du PORT", "06300", "nice"), by=None)
    other = note_site(host=host, details=SiteDetails("4 rue du Port", "06300", "Nice"), by=None)

    assert again == first
    assert other != first
    assert Site.objects.count() == 2


def test_a_person_of_the_same_name_and_address_is_known(school: School):
    host = create_host(school=school, details=SHOP, by=None)
    first = note_contact(host=host, details=PAUL)

    again = note_contact(
        host=host,
        details=ContactDetails("PAUL", "garnier", "directeur", "Paul@accueil.example", "0600"),
    )

    first.refresh_from_db()
    assert again == first
    assert (first.job_title, first.phone) == ("directeur", "0600")


def test_another_address_makes_another_contact(school: School):
    host = create_host(school=school, details=SHOP, by=None)
    first = note_contact(host=host, details=PAUL)

    other = note_contact(
        host=host, details=ContactDetails("Paul", "Garnier", "gérant", "pg@accueil.example")
    )

    assert other != first
    assert Contact.objects.get(pk=first.pk).email == "paul@accueil.example"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("eze", 1),
        ("ÉPICERIE nice", 1),
        ("rosé port", 1),
        ("06300", 1),
        ("epicerie cannes", 0),
        ("|", 0),
        ("  ", 0),
    ],
)
def test_a_search_holds_all_its_words_whatever_the_accents(school: School, words, found):
    host = create_host(school=school, details=SHOP, by=None)
    note_site(host=host, details=PORT, by=None)

    sites = list(search_sites(school, words))

    assert [site.host for site in sites] == [host] * found


def test_a_search_stays_in_its_school(school: School):
    other = factories.make_school("Lycée du Port")
    factories.make_site(factories.make_host(other, name="Épicerie d’Éze"))

    assert list(search_sites(school, "epicerie")) == []


@pytest.mark.parametrize(
    ("details", "postcode", "alike"),
    [
        (HostDetails("epicerie D'EZE", "x"), "06300", True),
        (HostDetails("Autre", "x", trade_name="chez rose"), "06300", True),
        (HostDetails("Épicerie d’Éze", "x"), "75001", False),
        (HostDetails("Épicerie", "x"), "06300", False),
        (
            HostDetails(
                "Tout autre",
                "x",
                identifier_kind=IdentifierKind.SIRET,
                identifier="73282932000074",
            ),
            "75001",
            True,
        ),
        (HostDetails("’’", "x"), "06300", False),
    ],
)
def test_a_look_alike_has_the_identifier_or_the_name_and_postcode(
    school: School, details, postcode, alike
):
    host = create_host(school=school, details=SHOP, by=None)
    site = note_site(host=host, details=PORT, by=None)

    assert list(look_alikes(school, details, postcode)) == [site] * alike


def test_the_folded_name_follows_a_correction(school: School):
    host = create_host(school=school, details=SHOP, by=None)
    note_site(host=host, details=PORT, by=None)

    host.trade_name = "Le Cédrat"
    host.save()

    assert [site.host for site in search_sites(school, "cedrat")] == [host]


def test_hosts_places_and_people_are_seen_by_their_school_only(school: School):
    other = factories.make_school("Lycée du Port")
    member = factories.make_student(school).user
    stranger = factories.make_student(other).user
    host = factories.make_host(school)
    site, contact = factories.make_site(host), factories.make_contact(host)

    for model, row in ((Host, host), (Site, site), (Contact, contact)):
        assert list(model.objects.visible_to(member)) == [row]
        assert list(model.objects.visible_to(stranger)) == []


def test_the_database_refuses_a_kind_without_its_identifier(school: School):
    host = factories.make_host(school)

    host.identifier_kind = IdentifierKind.SIRET

    with pytest.raises(IntegrityError, match="host_identifier_matches_kind"):
        host.save()


def test_another_place_of_a_known_company_is_not_another_host(school: School):
    host = create_host(school=school, details=SHOP, by=None)
    twin = replace(SHOP, name="Autre nom", identifier="732 829 320 00082")

    with pytest.raises(HostError) as refusal:
        create_host(school=school, details=twin, by=None)

    assert refusal.value.code == "identifier_known"
    site = factories.make_site(host)
    assert look_alikes(school, replace(twin, identifier="73282932000082"), "75001") == [site]


def test_a_slip_of_the_hand_still_finds_and_still_warns(school: School):
    site = factories.make_site(factories.make_host(school, name="Boulangerie Martin"))

    assert search_sites(school, "boulangrie MARTN") == [site]
    assert look_alikes(school, HostDetails("SARL Boulangerie Martn", "x"), "06300") == [site]


def test_a_place_is_found_by_its_siret_and_by_the_siren(school: School):
    site = factories.make_site(create_host(school=school, details=SHOP, by=None))

    assert search_sites(school, "732 829 320") == [site]
    assert search_sites(school, "73282932000074") == [site]
    assert search_sites(school, "999 999 999") == []


def test_a_known_place_takes_the_siret_it_lacked(school: School):
    host = create_host(school=school, details=SHOP, by=None)
    first = note_site(host=host, details=PORT, by=None)

    again = note_site(host=host, details=replace(PORT, siret="73282932000082"), by=None)

    assert (again, again.siret) == (first, "73282932000082")
