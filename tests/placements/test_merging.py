"""Two files of one host become one: everything moves, nothing is lost, once."""

from datetime import date

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.models import JournalEntry
from tripartite.hosts.domain import HostDetails, HostError, IdentifierKind
from tripartite.hosts.merging import merger_of
from tripartite.hosts.models import Contact, Host, Site
from tripartite.hosts.queries import host_known_as, search_sites
from tripartite.placements.actions.merging import merge_hosts
from tripartite.placements.models import Placement


@pytest.fixture
def pair(cast: Cast) -> tuple[Host, Host]:
    """Maison Azur twice, at the same address; the second one welcomes the student."""
    kept = factories.make_host(cast.school, headcount=4)
    factories.make_site(kept)
    factories.make_contact(kept, first_name="Théo", last_name="Tuteur", email="t@azur.example")
    other = factories.make_host(
        cast.school,
        name="MAISON AZUR",
        trade_name="Azur",
        headcount=6,
        identifier_kind=IdentifierKind.SIRET,
        identifier="73282932000074",
    )
    site = factories.make_site(other, address="3, rue du Port", phone="04 93 00 00 00")
    factories.make_site(other, address="9 avenue de Verdun", city="Menton", postcode="06500")
    tutor = factories.make_contact(
        other, first_name="THEO", last_name="Tuteur", email="T@azur.example", phone="06"
    )
    rose = factories.make_contact(other, first_name="Rose", last_name="Patronne")
    cast.placement(site=site, tutor=tutor, signatory=rose)
    return kept, other


def merge(kept: Host, other: Host, **chosen: str) -> Host:
    merger = merger_of(kept, other)
    choices = {d.key: chosen.get(d.key.rpartition(":")[2], "kept") for d in merger.asked}
    return merge_hosts(kept=kept, other=other, chosen=choices, seen=merger.fingerprint, by=None)


def test_what_is_told_differently_is_asked(pair):
    merger = merger_of(*pair)

    assert [d.label for d in merger.asked] == [
        "Raison sociale",
        "Effectif",
        "Adresse électronique (Théo Tuteur)",
    ]
    assert len(merger.sites) == len(merger.contacts) == 1


def test_everything_moves_and_what_is_the_same_becomes_one(pair):
    kept, other = merge(*pair, headcount="other"), pair[1]

    placement = Placement.objects.get()
    other.refresh_from_db()
    kept.refresh_from_db()
    assert placement.site == Site.objects.get(host=kept, city="Nice")
    assert placement.tutor == Contact.objects.get(host=kept, email="t@azur.example")
    assert placement.signatory.host == kept
    assert (placement.site.phone, placement.tutor.phone) == ("04 93 00 00 00", "06")
    assert (kept.name, kept.trade_name, kept.headcount) == ("Maison Azur", "Azur", 6)
    assert (kept.identifier, other.merged_into) == ("73282932000074", kept)
    assert (other.sites.count(), other.contacts.count()) == (0, 0)
    assert kept.sites.count() == 2


def test_the_journal_of_both_tells_it_with_what_was_said(pair):
    kept, other = pair
    merge(kept, other)

    lines = JournalEntry.objects.filter(verb="host.merged").order_by("pk")
    assert [line.file for line in lines] == [kept.file, other.file]
    assert lines[0].detail["before"][str(other.pk)]["name"] == "MAISON AZUR"
    assert lines[0].detail["placements"] == [Placement.objects.get().pk]


def test_the_other_is_no_longer_offered_and_its_identifier_leads_to_the_kept(cast: Cast, pair):
    kept, other = pair
    Host.objects.filter(pk=kept.pk).update(
        identifier_kind="siret", identifier="55210055400013", legal_key="552100554"
    )
    kept.refresh_from_db()
    merge(kept, other)

    details = HostDetails(
        "x", "y", identifier_kind=IdentifierKind.SIRET, identifier="73282932000082"
    )
    assert host_known_as(cast.school, details) == kept
    assert {site.host for site in search_sites(cast.school, "azur")} == {kept}


def test_a_merged_file_merges_no_more(cast: Cast, pair):
    kept, other = pair
    merge(kept, other)

    with pytest.raises(HostError) as refusal:
        merge(kept, other)

    assert refusal.value.code == "merge_done"


@pytest.mark.parametrize("code", ["merge_changed", "merge_unchosen", "merge_itself"])
def test_a_merger_that_cannot_be_leaves_everything(pair, code):
    kept, other = pair
    merger = merger_of(kept, other)
    chosen = {d.key: "kept" for d in merger.asked}
    seen = merger.fingerprint
    if code == "merge_changed":
        other.headcount = 12
        other.save()
    elif code == "merge_unchosen":
        chosen.popitem()
    else:
        other = kept

    with pytest.raises(HostError) as refusal:
        merge_hosts(kept=kept, other=other, chosen=chosen, seen=seen, by=None)

    assert refusal.value.code == code
    assert Host.objects.known().count() == 2


def test_a_closed_twin_is_asked_about(cast: Cast):
    kept, other = factories.make_host(cast.school), factories.make_host(cast.school)
    factories.make_site(kept, closed_on=date(2026, 1, 1))
    factories.make_site(other, closed_on=date(2026, 2, 2))

    merge(kept, other, closed_on="other")

    assert Site.objects.get().closed_on == date(2026, 2, 2)
