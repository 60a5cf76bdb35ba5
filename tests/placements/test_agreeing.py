"""The framing agreed by the three, on the very same words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.models import PersonalLink
from tripartite.core import clock
from tripartite.core.workflow import TransitionError
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions import agreeing, framing, moving
from tripartite.placements.domain import Party, PlacementError, Relation, State
from tripartite.placements.domain.versions import AgreedBy, digest_of
from tripartite.placements.models import FramingConsent, Placement
from tripartite.placements.queries import framing_of, headings_of
from tripartite.placements.snapshots import consents_of, content_of, latest_version


@pytest.fixture
def placement(cast: Cast) -> Placement:
    """Submitted by the student through the product."""
    placement = cast.placement(framed=True)
    moving.submit(placement=placement, by=cast.student)
    OutgoingMessage.objects.all().delete()
    return placement


@pytest.fixture
def tutor(placement: Placement) -> PersonalLink:
    return placement.links.get(relation=Relation.TUTOR).link


def seen(placement: Placement) -> str:
    return digest_of(content_of(Placement.objects.with_people().get(pk=placement.pk)))


def correct(placement: Placement, by: PersonalLink, means: str = "Deux postes") -> None:
    kept = framing_of(placement)
    headings = replace(headings_of(kept), means=means)
    framing.save_headings(placement=placement, headings=headings, version=kept.version, by=by)


def agreed_to(placement: Placement) -> tuple[int, list[str]]:
    version = latest_version(placement)
    assert version is not None
    return version.number, sorted(consents_of(version))


def told() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def test_what_the_student_submits_is_a_version_the_student_agrees_to(placement):
    assert agreed_to(placement) == (1, [Party.STUDENT])


def test_the_tutor_agrees_and_the_referent_may_approve(cast: Cast, placement, tutor):
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    assert told() == [
        ("framing_agreed", cast.student.email),
        ("framing_agreed", cast.teacher.email),
    ]

    moving.approve(placement=placement, by=cast.teacher)

    placement.refresh_from_db()
    assert placement.state == State.APPROVED


def test_a_correction_of_the_tutor_is_a_version_that_the_student_is_asked_to_accept(
    cast: Cast, placement, tutor
):
    correct(placement, tutor)
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)

    assert agreed_to(placement) == (2, [Party.HOST])
    assert told() == [
        ("framing_corrected", cast.student.email),
        ("framing_corrected", cast.teacher.email),
    ]
    with pytest.raises(TransitionError) as early:
        moving.approve(placement=placement, by=cast.teacher)
    assert early.value.code == "student_agrees"

    agreeing.accept(placement=placement, seen=seen(placement), by=cast.student)
    moving.approve(placement=placement, by=cast.teacher)

    placement.refresh_from_db()
    assert placement.state == State.APPROVED


def test_a_tutor_who_writes_again_has_to_agree_again(cast: Cast, placement, tutor):
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    correct(placement, tutor)

    assert agreed_to(placement) == (1, [Party.STUDENT])
    with pytest.raises(TransitionError) as refusal:
        moving.approve(placement=placement, by=cast.teacher)
    assert refusal.value.code == "host_agrees"


def test_nobody_agrees_to_words_that_the_page_did_not_show(cast: Cast, placement, tutor):
    shown = seen(placement)
    correct(placement, tutor)

    with pytest.raises(PlacementError) as refusal:
        agreeing.agree(placement=placement, seen=shown, by=tutor)
    with pytest.raises(PlacementError) as halfway:
        agreeing.accept(placement=placement, seen=seen(placement), by=cast.student)

    assert str(refusal.value) == (
        "Le cadrage a changé pendant que vous lisiez. La page montre la version à jour : "
        "relisez-la, puis répondez."
    )
    assert halfway.value.code == "being_corrected"


def test_a_change_of_the_welcome_after_the_agreement_is_not_approved(cast: Cast, placement, tutor):
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    Placement.objects.update(tutor=factories.make_contact(placement.site.host))

    with pytest.raises(TransitionError) as refusal:
        moving.approve(placement=placement, by=cast.teacher)

    assert refusal.value.code == "as_agreed"


def test_the_same_words_submitted_again_keep_the_agreement(cast: Cast, placement, tutor):
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    moving.send_back(placement=placement, reason="Relisez", by=cast.teacher)
    OutgoingMessage.objects.all().delete()

    moving.submit(placement=placement, by=cast.student)

    assert agreed_to(placement) == (1, [Party.HOST, Party.STUDENT])
    assert told() == [("framing_submitted", cast.teacher.email)]


def test_a_later_change_asks_the_host_again(cast: Cast, placement, tutor):
    agreeing.agree(placement=placement, seen=seen(placement), by=tutor)
    moving.approve(placement=placement, by=cast.teacher)
    moving.reopen(placement=placement, reason="Une mission de plus", by=cast.teacher)
    correct(placement, cast.student, "Trois postes")
    OutgoingMessage.objects.all().delete()

    moving.submit(placement=placement, by=cast.student)

    assert agreed_to(placement) == (2, [Party.STUDENT])
    assert ("framing_host_asked", placement.tutor.email) in told()


def test_what_the_office_submits_is_for_the_student_to_accept(cast: Cast):
    placement = cast.placement(framed=True)

    moving.submit(placement=placement, by=cast.office)

    assert agreed_to(placement) == (1, [])
    assert ("framing_corrected", cast.student.email) in told()


def test_an_agreement_given_by_telephone_is_noted_with_how_and_when(cast: Cast, placement):
    yesterday = clock.today() - timedelta(days=1)

    agreeing.record_agreement(
        placement=placement,
        name="Théo Tuteur",
        channel=AgreedBy.PHONE,
        agreed_on=yesterday,
        note="a relu les missions",
        by=cast.teacher,
    )

    kept = FramingConsent.objects.get(party=Party.HOST)
    assert (kept.name, kept.channel, kept.agreed_on, kept.recorded_by) == (
        "Théo Tuteur",
        AgreedBy.PHONE,
        yesterday,
        "Éric Référent",
    )


def test_an_agreement_is_not_given_tomorrow(cast: Cast, placement):
    with pytest.raises(PlacementError) as refusal:
        agreeing.record_agreement(
            placement=placement,
            name="Théo Tuteur",
            channel=AgreedBy.PHONE,
            agreed_on=clock.today() + timedelta(days=1),
            note="",
            by=cast.teacher,
        )

    assert str(refusal.value) == "L’accord ne peut pas avoir été donné à une date à venir."


def test_two_clicks_are_one_agreement(placement, tutor):
    for _ in range(2):
        agreeing.agree(placement=placement, seen=seen(placement), by=tutor)

    assert FramingConsent.objects.filter(party=Party.HOST).count() == 1


@pytest.mark.parametrize("relation", [Relation.GUARDIAN, Relation.SIGNATORY])
def test_only_the_tutor_agrees_for_the_host(placement, relation: Relation):
    link = factories.make_link(placement, relation)

    with pytest.raises(TransitionError) as refusal:
        agreeing.agree(placement=placement, seen=seen(placement), by=link)

    assert refusal.value.code == "not_possible"


def test_a_discussion_is_told_once_a_turn(cast: Cast, placement, tutor):
    agreeing.discuss(placement=placement, text="À 11 h ?", by=cast.student)
    agreeing.discuss(placement=placement, text="Ou à midi.", by=cast.student)
    agreeing.discuss(placement=placement, text="D’accord.", by=tutor)

    assert told() == [
        ("framing_discussed", placement.tutor.email),
        ("framing_discussed", cast.teacher.email),
        ("framing_discussed", cast.student.email),
        ("framing_discussed", cast.teacher.email),
    ]
    assert list(placement.framing_messages.order_by("pk").values_list("author", "party")) == [
        (cast.student.get_full_name(), Party.STUDENT),
        (cast.student.get_full_name(), Party.STUDENT),
        (tutor.name, Party.HOST),
    ]


def test_a_colleague_does_not_write_in_the_discussion(cast: Cast, placement):
    colleague = factories.make_teacher(cast.cohort)

    with pytest.raises(PlacementError) as refusal:
        agreeing.discuss(placement=placement, text="Bonjour", by=colleague)

    assert refusal.value.code == "not_yours"


def test_the_tutor_is_reminded_once_a_day(cast: Cast, placement):
    agreeing.remind_host(placement=placement, by=cast.teacher)

    with pytest.raises(PlacementError) as refusal:
        agreeing.remind_host(placement=placement, by=cast.teacher)

    assert told() == [("framing_host_asked", placement.tutor.email)]
    assert str(refusal.value) == (
        "Le tuteur a déjà été relancé aujourd’hui : attendez demain, ou appelez-le."
    )


def test_a_tutor_without_address_is_not_reminded(cast: Cast, placement):
    placement.tutor.email = ""
    placement.tutor.save()

    with pytest.raises(PlacementError) as refusal:
        agreeing.remind_host(placement=placement, by=cast.teacher)

    assert refusal.value.code == "nobody_to_remind"
