"""Declaring a welcome, correcting it, naming the référent."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from tests import factories
from tests.placements.conftest import Cast, declared
from tripartite.accounts.models import JournalEntry
from tripartite.hosts.domain import ContactDetails, HostDetails, IdentifierKind, SiteDetails
from tripartite.hosts.models import Contact, Host, Site
from tripartite.law.errors import TimetableError
from tripartite.law.timetable import WeeklyTimetable
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions.declaring import assign_referent, declare, edit_declaration
from tripartite.placements.domain import Declaration, Place, PlacementError, Relation, State
from tripartite.placements.models import Placement


def do(cast: Cast, declaration: Declaration | None = None) -> Placement:
    return declare(
        enrolment=cast.enrolment,
        period=cast.period,
        declaration=declaration or declared(),
        by=cast.student,
    )


def test_a_declaration_opens_a_placement_with_its_people_and_referent(cast: Cast):
    placement = do(cast)

    placement.refresh_from_db()
    assert placement.state == State.DRAFT
    assert placement.declared_at is not None
    assert str(placement.site) == "Maison Azur, Nice"
    assert str(placement.tutor) == "Théo Tuteur"
    assert str(placement.signatory) == "Rose Patronne"
    assert placement.referent == cast.teacher
    assert placement.weekly.weekly_minutes == 35 * 60
    entry = JournalEntry.objects.of(placement.file).get()
    assert (entry.verb, entry.user) == ("placement.declared", cast.student)
    assert entry.sentence == "Accueil déclaré : Maison Azur, Nice, du 4 au 29 janvier 2027"


def test_the_tutor_may_sign_for_the_host(cast: Cast):
    placement = do(cast, declared(signatory=None))

    assert placement.signatory == placement.tutor
    assert Contact.objects.count() == 1


def test_the_second_declaration_of_a_period_is_refused_and_leaves_nothing(cast: Cast):
    do(cast)
    other = declared(place=replace(declared().place, new_host=HostDetails("Autre", "x")))

    with pytest.raises(PlacementError) as refusal:
        do(cast, other)

    assert refusal.value.code == "already_declared"
    assert Placement.objects.count() == 1
    assert Host.objects.count() == 1


def test_a_cancelled_placement_leaves_room_for_another(cast: Cast):
    cast.placement(state=State.CANCELLED)

    do(cast)

    assert Placement.objects.live().count() == 1


def test_a_class_without_teachers_has_no_referent_yet(cast: Cast):
    cast.cohort.teachings.all().delete()

    placement = do(cast)

    assert placement.referent is None


def test_the_teacher_with_the_fewest_open_placements_is_proposed(cast: Cast):
    free = factories.make_teacher(cast.cohort, first_name="Zoé", last_name="Libre")
    busy = factories.make_enrolment(cast.cohort, factories.make_student(cast.school))
    factories.make_placement(busy, cast.period, referent=cast.teacher)
    closed = factories.make_enrolment(cast.cohort, factories.make_student(cast.school))
    factories.make_placement(
        closed, cast.period, referent=free, state=State.CLOSED, closed_at=timezone.now()
    )

    placement = do(cast)

    assert placement.referent == free


def test_a_period_of_another_class_is_refused(cast: Cast):
    elsewhere = factories.make_period(factories.make_cohort(cast.school, name="NDRC2"))

    with pytest.raises(PlacementError) as refusal:
        declare(enrolment=cast.enrolment, period=elsewhere, declaration=declared(), by=cast.student)

    assert refusal.value.code == "not_in_class"


def test_a_student_who_left_the_class_declares_nothing(cast: Cast):
    cast.enrolment.left_on = date(2026, 11, 1)
    cast.enrolment.save()

    with pytest.raises(PlacementError) as refusal:
        do(cast)

    assert refusal.value.code == "not_in_class"


def test_the_dates_of_another_placement_are_refused(cast: Cast):
    second = factories.make_period(
        cast.cohort, number=2, starts_on=date(2027, 5, 31), ends_on=date(2027, 6, 25)
    )
    factories.make_placement(cast.enrolment, second)

    with pytest.raises(PlacementError) as refusal:
        do(cast, declared(ends_on=date(2027, 5, 31), dates_reason="Longue mission"))

    assert refusal.value.code == "dates_overlap"


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(site=0),
        Place(host=0, new_site=SiteDetails("1 rue A", "06000", "Nice")),
        Place(new_site=SiteDetails("1 rue A", "06000", "Nice")),
    ],
)
def test_a_place_that_is_not_known_is_refused(cast: Cast, place: Place):
    with pytest.raises(PlacementError) as refusal:
        do(cast, declared(place=place))

    assert refusal.value.code == "place_unknown"
    assert Placement.objects.count() == 0


def test_the_place_of_another_school_is_not_known(cast: Cast):
    other = factories.make_school("Lycée du Port")
    theirs = factories.make_site(factories.make_host(other))

    for place in (
        Place(site=theirs.pk),
        Place(host=theirs.host.pk, new_site=SiteDetails("1 rue A", "06000", "Nice")),
    ):
        with pytest.raises(PlacementError) as refusal:
            do(cast, declared(place=place))
        assert refusal.value.code == "place_unknown"


def test_another_place_of_a_known_host_is_added_to_it(cast: Cast):
    host = factories.make_host(cast.school)

    placement = do(
        cast,
        declared(place=Place(host=host.pk, new_site=SiteDetails("1 rue A", "06500", "Menton"))),
    )

    assert placement.site is not None
    assert placement.site.host == host
    assert Host.objects.count() == 1


def test_a_week_without_hours_is_refused(cast: Cast):
    empty = WeeklyTimetable(((),) * 7)

    with pytest.raises(TimetableError) as refusal:
        do(cast, declared(timetable=empty))

    assert refusal.value.code == "timetable.empty"
    assert Host.objects.count() == 0


# ------------------------------------------------------------------ correcting
def test_a_correction_is_written_and_told_in_one_sentence(cast: Cast):
    placement = do(cast)

    edit_declaration(
        placement=placement,
        declaration=declared(
            place=Place(site=placement.site_id),
            ends_on=date(2027, 2, 5),
            dates_reason="Une semaine de salon",
            holidays_worked=True,
        ),
        by=cast.teacher,
    )

    placement.refresh_from_db()
    assert (placement.ends_on, placement.holidays_worked) == (date(2027, 2, 5), True)
    told = JournalEntry.objects.of(placement.file).filter(verb="placement.declaration_changed")
    assert told.get().sentence == "Accueil modifié : motif des dates, date de fin, jours fériés"


def test_the_same_declaration_twice_changes_and_tells_nothing(cast: Cast):
    placement = do(cast)

    edit_declaration(
        placement=placement,
        declaration=declared(place=Place(site=placement.site_id)),
        by=cast.student,
    )

    assert JournalEntry.objects.of(placement.file).count() == 1
    assert Contact.objects.count() == 2
    assert Site.objects.count() == 1


def test_who_is_replaced_loses_the_access(cast: Cast):
    placement = do(cast)
    tutor = factories.make_link(placement, Relation.TUTOR)
    signatory = factories.make_link(placement, Relation.SIGNATORY)

    edit_declaration(
        placement=placement,
        declaration=declared(
            place=Place(site=placement.site_id),
            tutor=ContactDetails("Nina", "Neuve", "vendeuse", "nina@azur.example"),
        ),
        by=cast.office,
    )

    tutor.refresh_from_db()
    signatory.refresh_from_db()
    assert tutor.is_usable is False
    assert signatory.is_usable is True
    assert placement.relations_of(tutor) == frozenset()


def test_one_person_replaced_in_one_capacity_keeps_the_other(cast: Cast):
    placement = do(cast, declared(signatory=None))
    link = factories.make_link(placement, Relation.TUTOR)
    factories.PlacementLink.objects.create(
        placement=placement, link=link, relation=Relation.SIGNATORY
    )

    edit_declaration(
        placement=placement,
        declaration=declared(
            place=Place(site=placement.site_id),
            tutor=ContactDetails("Nina", "Neuve", "vendeuse", "nina@azur.example"),
            signatory=ContactDetails("Théo", "Tuteur", "chef de rayon", "theo@azur.example"),
        ),
        by=cast.office,
    )

    link.refresh_from_db()
    assert link.is_usable is True
    assert placement.relations_of(link) == {Relation.SIGNATORY}


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.RETURNED}))
def test_a_placement_out_of_preparation_is_not_corrected(cast: Cast, state: State):
    placement = cast.placement(state=state)

    with pytest.raises(PlacementError) as refusal:
        edit_declaration(placement=placement, declaration=declared(), by=cast.office)

    assert refusal.value.code == "not_writable"
    assert Host.objects.count() == 1


def test_whoever_does_not_prepare_corrects_nothing(cast: Cast):
    placement = cast.placement()
    colleague = factories.make_teacher(cast.cohort)
    tutor = factories.make_link(placement, Relation.TUTOR)

    for actor in (colleague, cast.head, tutor):
        with pytest.raises(PlacementError) as refusal:
            edit_declaration(placement=placement, declaration=declared(), by=actor)
        assert refusal.value.code == "not_yours"


def test_an_identifier_known_meanwhile_is_said_and_nothing_is_kept(cast: Cast):
    siret = {"identifier_kind": IdentifierKind.SIRET, "identifier": "73282932000074"}
    factories.make_host(cast.school, **siret)
    place = replace(declared().place, new_host=HostDetails("Maison Azur", "x", **siret))

    with pytest.raises(Exception, match="connaît déjà") as refusal:
        do(cast, declared(place=place))

    assert getattr(refusal.value, "code", "") == "identifier_known"
    assert Placement.objects.count() == 0


# ------------------------------------------------------------------ the référent
def test_the_office_names_a_teacher_of_the_class(cast: Cast):
    placement = cast.placement(referent=None)

    assign_referent(placement=placement, referent=cast.teacher, by=cast.office)

    placement.refresh_from_db()
    assert placement.referent == cast.teacher
    entry = JournalEntry.objects.of(placement.file).get()
    assert entry.sentence == "Enseignant référent : Éric Référent"
    assert OutgoingMessage.objects.count() == 0


def test_a_new_referent_is_told_of_the_framing_that_waits(cast: Cast):
    placement = cast.placement(state=State.SUBMITTED, framed=True)
    other = factories.make_teacher(cast.cohort, first_name="Zoé", last_name="Libre")

    assign_referent(placement=placement, referent=other, by=cast.office)

    message = OutgoingMessage.objects.get()
    assert (message.kind, message.to) == ("framing_submitted", other.email)


def test_naming_the_same_referent_again_tells_nothing(cast: Cast):
    placement = cast.placement()

    assign_referent(placement=placement, referent=cast.teacher, by=cast.office)

    assert JournalEntry.objects.of(placement.file).count() == 0


def test_somebody_who_does_not_teach_the_class_is_refused(cast: Cast):
    placement = cast.placement(referent=None)

    with pytest.raises(PlacementError) as refusal:
        assign_referent(placement=placement, referent=cast.office, by=cast.office)

    assert refusal.value.code == "not_a_teacher"
