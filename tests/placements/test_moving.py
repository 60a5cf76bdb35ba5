"""The moves of a placement: what is written, who is told."""

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.models import JournalEntry
from tripartite.core.workflow import TransitionError
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions import moving
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


def told() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def story(placement: Placement) -> list[tuple[str, str]]:
    entries = JournalEntry.objects.of(placement.file)
    return list(entries.values_list("verb", "sentence"))[::-1]


def test_a_framing_submitted_is_told_to_the_referent_and_the_tutor_is_asked(cast: Cast):
    placement = cast.placement(framed=True)

    moving.submit(placement=placement, by=cast.student)

    placement.refresh_from_db()
    assert (placement.state, placement.submitted_at is not None) == (State.SUBMITTED, True)
    assert told() == [
        ("framing_host_asked", placement.tutor.email),
        ("framing_submitted", cast.teacher.email),
    ]
    asked, submitted = OutgoingMessage.objects.order_by("pk")
    assert "/acces/" in asked.text
    assert f"/stages/{placement.pk}/cadrage/decision/" in submitted.text
    assert story(placement) == [
        ("placement.submit", "Cadrage soumis à l’accueil et à l’enseignant référent"),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"framed": False}, "five_headings"),
        ({"framed": True, "with_host": False}, "host_declared"),
        ({"framed": True, "timetable": []}, "host_declared"),
    ],
)
def test_an_incomplete_framing_stays_a_draft(cast: Cast, fields, code):
    placement = cast.placement(**fields)

    with pytest.raises(TransitionError) as refusal:
        moving.submit(placement=placement, by=cast.student)

    placement.refresh_from_db()
    assert refusal.value.code == code
    assert placement.state == State.DRAFT
    assert (told(), story(placement)) == ([], [])


@pytest.mark.parametrize("heading", ["objectives", "modalities", "information", "means"])
def test_a_heading_of_blanks_is_an_empty_one(cast: Cast, heading: str):
    placement = cast.placement(framed=True)
    setattr(placement.framing, heading, " \n ")
    placement.framing.save()

    with pytest.raises(TransitionError) as refusal:
        moving.submit(placement=placement, by=cast.student)

    assert refusal.value.code == "five_headings"


def test_a_mission_without_a_task_is_not_submitted(cast: Cast):
    placement = cast.placement(framed=True)
    placement.missions.create(position=2, title="Ranger la réserve")

    with pytest.raises(TransitionError) as refusal:
        moving.submit(placement=placement, by=cast.student)

    assert refusal.value.code == "missions_tied"


def test_an_approval_is_told_to_the_student_and_the_office(cast: Cast):
    placement = cast.agreed()

    moving.approve(placement=placement, by=cast.teacher)

    placement.refresh_from_db()
    assert (placement.state, placement.approved_at is not None) == (State.APPROVED, True)
    assert told() == [
        ("framing_approved", cast.student.email),
        ("framing_approved", cast.office.email),
    ]
    assert story(placement) == [("placement.approve", "Cadrage validé")]


def test_whoever_of_the_office_approves_is_not_written_to(cast: Cast):
    placement = cast.agreed()

    moving.approve(placement=placement, by=cast.office)

    assert told() == [("framing_approved", cast.student.email)]


def test_a_framing_returned_says_why(cast: Cast):
    placement = cast.placement(framed=True, state=State.SUBMITTED)

    moving.send_back(placement=placement, reason=" Précisez\nles moyens. ", by=cast.teacher)

    placement.refresh_from_db()
    assert (placement.state, placement.reason) == (State.RETURNED, "Précisez les moyens.")
    assert told() == [
        ("framing_returned", cast.student.email),
        ("framing_returned", cast.office.email),
    ]
    assert "Motif : Précisez les moyens." in OutgoingMessage.objects.first().text
    assert story(placement) == [
        ("placement.return", "Cadrage renvoyé : Précisez les moyens."),
    ]


def test_a_framing_taken_up_again_forgets_the_reason(cast: Cast):
    placement = cast.placement(framed=True, state=State.RETURNED, reason="Précisez les moyens.")

    moving.submit(placement=placement, by=cast.student)

    placement.refresh_from_db()
    assert placement.reason == ""


def test_an_approval_taken_back_is_no_longer_dated(cast: Cast):
    placement = cast.placement(framed=True, state=State.APPROVED)

    moving.reopen(placement=placement, reason="Changement de missions", by=cast.teacher)

    placement.refresh_from_db()
    assert (placement.state, placement.approved_at) == (State.RETURNED, None)
    assert story(placement) == [("placement.reopen", "Cadrage rouvert : Changement de missions")]


def test_a_placement_cancelled_is_told_to_the_student_and_the_referent(cast: Cast):
    placement = cast.placement(framed=True, state=State.APPROVED)

    moving.cancel(placement=placement, reason="Fermeture du magasin", by=cast.office)

    placement.refresh_from_db()
    assert (placement.state, placement.closed_at is not None) == (State.CANCELLED, True)
    assert told() == [
        ("placement_cancelled", cast.student.email),
        ("placement_cancelled", cast.teacher.email),
    ]


def test_somebody_without_an_address_is_not_written_to(cast: Cast):
    cast.student.email = None
    cast.student.save()
    placement = cast.agreed()

    moving.approve(placement=placement, by=cast.teacher)

    assert told() == [("framing_approved", cast.office.email)]


def test_the_second_of_two_decisions_finds_the_first(cast: Cast):
    placement = cast.agreed()
    seen_by_the_other = Placement.objects.get(pk=placement.pk)
    moving.approve(placement=placement, by=cast.teacher)

    with pytest.raises(TransitionError) as refusal:
        moving.send_back(placement=seen_by_the_other, reason="Trop vague", by=cast.office)

    placement.refresh_from_db()
    assert refusal.value.code == "not_possible"
    assert placement.state == State.APPROVED


def test_a_move_without_its_reason_changes_nothing(cast: Cast):
    placement = cast.placement(framed=True, state=State.SUBMITTED)

    with pytest.raises(TransitionError) as refusal:
        moving.send_back(placement=placement, reason="  ", by=cast.teacher)

    placement.refresh_from_db()
    assert refusal.value.code == "reason_needed"
    assert (placement.state, told()) == (State.SUBMITTED, [])


@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY, Relation.GUARDIAN])
def test_a_link_holder_moves_nothing(cast: Cast, relation: Relation):
    placement = cast.placement(framed=True, state=State.SUBMITTED)
    link = factories.make_link(placement, relation)

    with pytest.raises(TransitionError) as refusal:
        moving.approve(placement=placement, by=link)

    assert refusal.value.code == "not_possible"


def test_a_submission_without_referent_waits_for_one(cast: Cast):
    placement = cast.placement(framed=True, referent=None)

    moving.submit(placement=placement, by=cast.student)
    with pytest.raises(TransitionError) as refusal:
        moving.approve(placement=placement, by=cast.office)

    assert refusal.value.code == "referent_named"
    assert told() == [("framing_host_asked", placement.tutor.email)]
