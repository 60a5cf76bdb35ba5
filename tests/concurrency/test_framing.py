"""Two people at one framing, two officers at two files of hosts, in the same second."""

from dataclasses import replace
from functools import partial

import pytest

from tests import factories
from tests.concurrency.conftest import at_once, refusals
from tests.placements.conftest import declared
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, PersonalLink, School
from tripartite.core import clock
from tripartite.hosts.actions import editing
from tripartite.hosts.domain import SiteDetails
from tripartite.hosts.merging import merger_of
from tripartite.hosts.models import Contact, Host, Site
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions import agreeing, framing, moving
from tripartite.placements.actions.declaring import declare
from tripartite.placements.actions.merging import merge_hosts
from tripartite.placements.domain import Party, Place, Relation, State
from tripartite.placements.domain.framing import Headings
from tripartite.placements.domain.versions import AgreedBy, digest_of
from tripartite.placements.models import FramingConsent, FramingVersion, Placement
from tripartite.placements.queries import framing_of, headings_of
from tripartite.placements.snapshots import content_of


@pytest.fixture
def placement(school: School) -> Placement:
    """Submitted by the student; the tutor has the link."""
    cohort = factories.make_cohort(school)
    made = factories.make_placement(
        factories.make_enrolment(cohort),
        referent=factories.make_teacher(cohort, first_name="Éric", last_name="Référent"),
        framed=True,
    )
    moving.submit(placement=made, by=made.student)
    return Placement.objects.with_people().get(pk=made.pk)


@pytest.fixture
def tutor(placement: Placement) -> PersonalLink:
    return placement.links.get(relation=Relation.TUTOR).link


def seen(placement: Placement) -> str:
    return digest_of(content_of(placement))


def corrected(placement: Placement, means: str) -> tuple[Headings, int]:
    kept = framing_of(placement)
    return replace(headings_of(kept), means=means), kept.version


def saving(placement: Placement, means: str, by: PersonalLink):
    headings, version = corrected(placement, means)
    return partial(
        framing.save_headings, placement=placement, headings=headings, version=version, by=by
    )


def host_consents() -> list[str]:
    rows = FramingConsent.objects.standing().filter(party=Party.HOST)
    return list(rows.values_list("version__digest", flat=True))


def test_two_tabs_of_the_tutor_correct_and_nothing_is_lost(placement, tutor) -> None:
    outcomes = at_once(saving(placement, "Un", tutor), saving(placement, "Deux", tutor))

    assert refusals(outcomes) == ["framing_conflict"]
    (refusal,) = [o for o in outcomes if getattr(o, "code", "") == "framing_conflict"]
    kept = framing_of(Placement.objects.get(pk=placement.pk))
    assert kept.means in {"Un", "Deux"}
    assert (refusal.framing.means, kept.version) == (kept.means, 2)


def test_a_double_click_on_the_yes_agrees_once(placement, tutor) -> None:
    yes = partial(agreeing.agree, placement=placement, seen=seen(placement), by=tutor)

    outcomes = at_once(yes, yes)

    told = OutgoingMessage.objects.filter(kind="framing_agreed")
    assert refusals(outcomes) == []
    assert len(host_consents()) == 1
    assert told.count() == 2  # the student and the référent, once
    assert JournalEntry.objects.filter(verb="framing.agreed").count() == 1


def test_a_yes_while_another_tab_corrects_is_to_the_words_that_stand(placement, tutor) -> None:
    yes = partial(agreeing.agree, placement=placement, seen=seen(placement), by=tutor)

    outcomes = at_once(yes, saving(placement, "Deux postes", tutor))

    now = seen(Placement.objects.with_people().get(pk=placement.pk))
    assert set(refusals(outcomes)) <= {"framing_changed"}
    assert now not in host_consents()
    assert host_consents() == []


def test_a_yes_on_the_screen_and_by_telephone_are_one(placement, tutor) -> None:
    yes = partial(agreeing.agree, placement=placement, seen=seen(placement), by=tutor)
    noted = partial(
        agreeing.record_agreement,
        placement=placement,
        name="Théo Tuteur",
        channel=AgreedBy.PHONE,
        agreed_on=clock.today(),
        note="",
        by=placement.referent,
    )

    outcomes = at_once(yes, noted)

    assert set(refusals(outcomes)) <= {"already_agreed"}
    assert len(host_consents()) == 1
    assert FramingVersion.objects.filter(placement=placement).count() == 1


def test_the_referent_decides_while_the_tutor_corrects_and_one_of_them_is_told(
    placement, tutor
) -> None:
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    approve = partial(moving.approve, placement=placement, by=placement.referent)

    outcomes = at_once(approve, saving(placement, "Deux postes", tutor))

    placement.refresh_from_db()
    means = framing_of(Placement.objects.get(pk=placement.pk)).means
    assert len(refusals(outcomes)) == 1
    assert (placement.state == State.APPROVED) == (means != "Deux postes")


# ---------------------------------------------------------------- hosts
@pytest.fixture
def twins(school: School) -> tuple[Host, Host]:
    """Two files of one shop, each with a place and a person."""
    pair = [factories.make_host(school, name=name) for name in ("Maison Azur", "Maison Azure")]
    for host in pair:
        factories.make_site(host)
        factories.make_contact(host)
    return pair[0], pair[1]


def merging(kept: Host, other: Host, by):
    merger = merger_of(kept, other)
    chosen = {asked.key: "kept" for asked in merger.asked}
    return partial(
        merge_hosts, kept=kept, other=other, chosen=chosen, seen=merger.fingerprint, by=by
    )


@pytest.mark.parametrize("crossed", [False, True])
def test_two_officers_merge_the_same_files_once(school: School, twins, *, crossed: bool) -> None:
    first, second = twins
    people = [factories.make_user(school, Role.OFFICE) for _ in range(2)]
    other_way = merging(second, first, people[1]) if crossed else merging(first, second, people[1])

    outcomes = at_once(merging(first, second, people[0]), other_way)

    assert refusals(outcomes) == ["merge_done"]
    assert Host.objects.known().count() == 1
    kept = Host.objects.known().get()
    assert set(Site.objects.values_list("host", flat=True)) == {kept.pk}
    assert set(Contact.objects.values_list("host", flat=True)) == {kept.pk}
    assert JournalEntry.objects.filter(verb="host.merged").count() == 2


def test_a_person_added_while_the_files_are_merged_is_in_the_file_that_stays(
    school: School, twins
) -> None:
    kept, other = twins
    office = factories.make_user(school, Role.OFFICE)
    add = partial(
        editing.add_contact,
        host=other,
        by=office,
        first_name="Zoé",
        last_name="Nouvelle",
        job_title="vendeuse",
        email="zoe@azur.example",
        phone="",
    )

    outcomes = at_once(merging(kept, other, office), add)

    zoe = Contact.objects.filter(first_name="Zoé")
    assert set(refusals(outcomes)) <= {"host_merged", "merge_changed"}
    assert not zoe.filter(host__merged_into__isnull=False).exists()


@pytest.mark.parametrize("place", ["site", "host"])
def test_a_welcome_declared_while_the_files_are_merged_is_in_the_file_that_stays(
    school: School, twins, place: str
) -> None:
    kept, other = twins
    cohort = factories.make_cohort(school)
    office = factories.make_user(school, Role.OFFICE)
    where = (
        Place(site=other.sites.get().pk)
        if place == "site"
        else Place(host=other.pk, new_site=SiteDetails("9 rue Neuve", "06000", "Nice"))
    )
    declaring = partial(
        declare,
        enrolment=factories.make_enrolment(cohort),
        period=factories.make_period(cohort),
        declaration=declared(place=where),
        by=office,
    )

    outcomes = at_once(merging(kept, other, office), declaring)

    assert set(refusals(outcomes)) <= {"merge_changed", "place_unknown"}
    assert len(refusals(outcomes)) <= 1
    if "merge_changed" not in refusals(outcomes):
        assert not Placement.objects.filter(site__host__merged_into__isnull=False).exists()
        assert not Contact.objects.filter(host__merged_into__isnull=False).exists()


def test_a_double_click_adds_a_person_and_a_place_once(school: School, twins) -> None:
    host, _other = twins
    office = factories.make_user(school, Role.OFFICE)
    person = {"first_name": "Zoé", "last_name": "Azur", "job_title": "x", "email": "", "phone": ""}
    place = {
        "name": "",
        "address": "9 rue Neuve",
        "postcode": "06000",
        "city": "Nice",
        "phone": "",
        "siret": "",
        "is_head_office": False,
        "closed_on": None,
        "latitude": None,
        "longitude": None,
    }

    people = at_once(*[partial(editing.add_contact, host=host, by=office, **person)] * 2)
    places = at_once(*[partial(editing.add_site, host=host, by=office, **place)] * 2)

    assert (refusals(people), refusals(places)) == (["contact_known"], ["site_known"])
    assert host.contacts.filter(first_name="Zoé").count() == 1
    assert host.sites.filter(address="9 rue Neuve").count() == 1
