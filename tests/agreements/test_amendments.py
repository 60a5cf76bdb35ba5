"""A sealed agreement is amended: by whom, when, and what holds afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from tests import factories
from tests.agreements.ready import make_ready, text_of
from tests.logbook.partners import seal
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, User
from tripartite.agreements.amendments import actions, queries
from tripartite.agreements.amendments.actions import BreakOff
from tripartite.agreements.amendments.domain import Wanted
from tripartite.agreements.domain import AgreementError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.hosts.domain import ContactDetails
from tripartite.law.presence import totals_of
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import actions as papers
from tripartite.papers.domain import Capacity, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions import declaring, terms
from tripartite.placements.actions.projecting import project_due
from tripartite.placements.domain import PlacementError, Relation, State
from tripartite.placements.domain.terms import StopKind, Terms
from tripartite.placements.models import Placement, PlacementLink
from tripartite.placements.queries import final_terms, original_terms
from tripartite.placements.schedule import expected

MONDAY = date(2027, 1, 11)
SHORT = [[["09:00", "12:00"]]] * 5 + [[], []]
NEW_TUTOR = ContactDetails("Nadia", "Nouvelle", "responsable des ventes", "nadia@accueil.example")


@pytest.fixture(autouse=True)
def second_week() -> Iterator[Any]:
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def placement(school) -> Placement:
    made = make_ready(school)
    seal(made)
    terms.agree(placement=made)
    return Placement.objects.with_people().get(pk=made.pk)


@pytest.fixture
def office(placement: Placement) -> User:
    return User.objects.members_of(placement.school, Role.OFFICE).get()


def wanted(placement: Placement, **changes: Any) -> Wanted:
    now = final_terms(placement)
    same = Wanted(
        reason="Un changement est convenu.",
        since=MONDAY,
        starts_on=now.starts_on,
        ends_on=now.ends_on,
        week=now.current.week,
        holidays_worked=now.current.holidays_worked,
        site=now.site,
        tutor=now.tutor,
        referent=now.referent,
        headings=now.headings,
        missions=now.missions,
    )
    return replace(same, **changes)


def again(placement: Placement) -> Placement:
    return Placement.objects.with_people().get(pk=placement.pk)


def sign_all(paper: Paper) -> None:
    """Everybody signs in turn, then the worker seals."""
    for signature in paper.signatures.order_by("rank"):
        give(paper, Capacity(signature.capacity))
    run_tasks()


def amend(placement: Placement, office: User, **changes: Any) -> Paper:
    paper = actions.send(placement=placement, wanted=wanted(placement, **changes), by=office)
    sign_all(paper)
    return Paper.objects.get(pk=paper.pk)


def columns(placement: Placement) -> Terms:
    """What the columns say, read as if nothing had been amended."""
    placement.agreed = None
    return original_terms(placement)


def test_nothing_changes_before_the_last_signature(placement, office) -> None:
    before = expected(placement)

    paper = actions.send(
        placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 5)), by=office
    )

    assert paper.state == PaperState.OUT
    assert expected(again(placement)) == before


def test_the_same_parties_sign_in_the_same_order(placement, office) -> None:
    paper = actions.send(
        placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 5)), by=office
    )

    assert list(paper.signatures.order_by("rank").values_list("capacity", flat=True)) == [
        Capacity.STUDENT,
        Capacity.HOST,
        Capacity.TUTOR,
        Capacity.REFERENT,
        Capacity.SCHOOL,
    ]


def test_a_timetable_holds_from_its_day_on(placement, office) -> None:
    paper = amend(placement, office, week=SHORT, since=date(2027, 1, 18), ends_on=date(2027, 2, 5))

    amended = again(placement)
    hours = {day.date: day.minutes for day in expected(amended)}
    assert paper.state == PaperState.SEALED
    assert hours[date(2027, 1, 15)] == 420
    assert hours[date(2027, 1, 18)] == 180
    assert max(hours) == date(2027, 2, 5)
    assert totals_of(expected(amended)).minutes == 2 * 2100 + 3 * 900


def test_the_columns_are_the_projection_and_the_original_can_be_read(placement, office) -> None:
    first = original_terms(placement)

    amend(placement, office, week=SHORT, since=date(2027, 1, 18))
    amend(again(placement), office, ends_on=date(2027, 2, 5), holidays_worked=True)

    amended = again(placement)
    assert original_terms(amended) == first
    assert columns(again(placement)) == final_terms(amended)
    assert list(amended.changes.order_by("position").values_list("what", "position")) == [
        ("timetable", 1),
        ("dates", 2),
        ("timetable", 3),
    ]


def test_the_new_tutor_signs_and_the_former_one_leaves_on_the_day(
    placement, office, second_week
) -> None:
    former = placement.tutor
    old = actions_link(placement)
    paper = actions.send(
        placement=placement,
        wanted=wanted(placement, since=date(2027, 1, 13)),
        new_tutor=NEW_TUTOR,
        by=office,
    )
    assert Capacity.NEW_TUTOR in paper.signatures.values_list("capacity", flat=True)
    sign_all(paper)

    waiting = again(placement)
    assert waiting.tutor == former
    assert waiting.relations_of(old) == {Relation.TUTOR}

    second_week.move_to("2027-01-13 07:00:00+01:00")
    assert project_due(date(2027, 1, 13)) == 1

    handed = again(placement)
    assert str(handed.tutor) == "Nadia Nouvelle"
    assert handed.relations_of(old) == frozenset()
    assert not Placement.objects.visible_to(old).exists()
    new = PlacementLink.objects.get(placement=handed, link__email=NEW_TUTOR.email)
    assert handed.relations_of(new.link) == {Relation.TUTOR}


def actions_link(placement: Placement) -> Any:
    return factories.make_link(
        placement,
        Relation.TUTOR,
        name=str(placement.tutor),
        email=placement.tutor.email if placement.tutor else "",
    )


def test_a_tutor_who_left_does_not_sign_and_the_paper_says_so(placement, office) -> None:
    paper = actions.send(
        placement=placement,
        wanted=wanted(placement, tutor_gone=True),
        new_tutor=NEW_TUTOR,
        by=office,
    )

    capacities = set(paper.signatures.values_list("capacity", flat=True))
    assert Capacity.TUTOR not in capacities
    assert Capacity.NEW_TUTOR in capacities
    assert paper.frozen is not None
    assert "Théo Tuteur n’est plus en mesure de signer" in text_of(documents.read(paper.frozen))


def test_a_refused_amendment_changes_nothing_and_takes_the_access_back(placement, office) -> None:
    paper = actions.send(
        placement=placement, wanted=wanted(placement), new_tutor=NEW_TUTOR, by=office
    )
    for _ in range(4):
        asked = paper.signatures.filter(state__in=["asked", "seen"])
        if found := asked.filter(capacity=Capacity.NEW_TUTOR).first():
            signature = found
            break
        give(paper, Capacity(asked.get().capacity))
    papers.refuse(signature=signature, reason="Je ne suis pas disponible.", by=signature.link)

    kept = again(placement)
    assert kept.tutor == placement.tutor
    assert kept.relations_of(signature.link) == frozenset()
    assert (
        actions.send(
            placement=kept, wanted=wanted(kept, ends_on=date(2027, 2, 5)), by=office
        ).version
        == 2
    )


def test_one_amendment_at_a_time(placement, office) -> None:
    actions.send(placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 5)), by=office)

    with pytest.raises(AgreementError) as refused:
        actions.send(
            placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 12)), by=office
        )

    assert str(refused.value) == (
        "Un avenant attend déjà des signatures : terminez-le ou retirez-le, puis préparez le "
        "suivant."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Rien ne change : modifiez au moins un champ, ou abandonnez cet avenant."),
        (
            {"week": SHORT, "since": date(2027, 1, 8)},
            "Un avenant ne change pas le passé : il prend effet aujourd’hui au plus tôt.",
        ),
        (
            {"starts_on": date(2027, 1, 12)},
            "Le début ne se déplace qu’avant le premier jour, et jamais dans le passé.",
        ),
        (
            {"starts_on": date(2027, 2, 1), "since": date(2027, 1, 12)},
            "Le stage doit finir après avoir commencé : vérifiez les deux dates.",
        ),
        (
            {"ends_on": date(2027, 7, 9)},
            "Le stage se prolonge pendant les vacances d’été : dites-en les modalités (présence, "
            "suivi, quatre semaines de repos).",
        ),
        (
            {"interrupted_on": date(2027, 1, 18)},
            "Dites à l’initiative de qui le stage s’interrompt.",
        ),
        (
            {"interrupted_on": date(2027, 3, 1), "stop": StopKind.AGREED},
            "L’interruption tombe après le premier jour du stage et avant sa fin. Avant le début, "
            "annulez le stage.",
        ),
    ],
)
def test_what_cannot_be_agreed_is_refused(placement, office, changes, sentence) -> None:
    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, wanted=wanted(placement, **changes), by=office)

    assert str(refused.value) == sentence
    assert not placement.papers.filter(kind="amendment").exists()


def test_a_change_that_would_break_a_rule_is_refused(placement, office) -> None:
    endless = {"ends_on": date(2027, 9, 30), "holiday_terms": "Présence tout l’été."}

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, wanted=wanted(placement, **endless), by=office)

    assert refused.value.code == "law"


def test_only_the_office_amends(placement) -> None:
    with pytest.raises(TransitionError):
        actions.send(
            placement=placement,
            wanted=wanted(placement, ends_on=date(2027, 2, 5)),
            by=placement.student,
        )


def test_an_interruption_by_amendment_ends_the_hours(placement, office) -> None:
    amend(placement, office, interrupted_on=date(2027, 1, 18), stop=StopKind.AGREED)

    stopped = again(placement)
    assert stopped.state == State.INTERRUPTED
    assert stopped.last_day == date(2027, 1, 17)
    assert max(day.date for day in expected(stopped)) == date(2027, 1, 15)


def test_a_party_breaks_off_and_everybody_is_told(placement, office) -> None:
    stop = BreakOff(date(2027, 1, 11), StopKind.HOST, MONDAY, "Le magasin ferme.")

    actions.interrupt(placement=placement, stop=stop, by=office)

    stopped = again(placement)
    assert (stopped.state, stopped.last_day) == (State.INTERRUPTED, date(2027, 1, 10))
    assert stopped.reason == "à l’initiative de l’organisme d’accueil – Le magasin ferme."
    told = OutgoingMessage.objects.filter(kind="placement_interrupted")
    assert sorted(told.values_list("to", flat=True)) == sorted(
        filter(
            None,
            [
                placement.student.email,
                placement.referent.email,
                placement.tutor.email,
                placement.signatory.email,
            ],
        )
    )
    verbs = set(JournalEntry.objects.of(stopped.file).values_list("verb", flat=True))
    assert {"placement.interrupt", "placement.terms_changed"} <= verbs


def test_an_amendment_under_way_is_withdrawn_by_an_interruption(placement, office) -> None:
    paper = actions.send(
        placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 5)), by=office
    )

    stop = BreakOff(date(2027, 1, 12), StopKind.STUDENT, MONDAY, "Départ.")
    actions.interrupt(placement=placement, stop=stop, by=office)

    paper.refresh_from_db()
    assert paper.state == PaperState.VOID


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        (
            BreakOff(date(2027, 1, 4), StopKind.HOST, MONDAY, "Fin."),
            "L’interruption tombe après le premier jour du stage et avant sa fin. Avant le début, "
            "annulez le stage.",
        ),
        (
            BreakOff(date(2027, 1, 12), StopKind.HOST, date(2027, 1, 12), "Fin."),
            "L’écrit ne peut pas être reçu dans le futur.",
        ),
    ],
)
def test_a_break_off_that_cannot_be_is_refused(placement, office, stop, sentence) -> None:
    with pytest.raises(AgreementError) as refused:
        actions.interrupt(placement=placement, stop=stop, by=office)

    assert str(refused.value) == sentence


def test_the_referent_of_a_sealed_agreement_changes_by_amendment_only(placement, office) -> None:
    other = factories.make_teacher(placement.period.cohort, first_name="Autre")

    with pytest.raises(PlacementError) as refused:
        declaring.assign_referent(placement=placement, referent=other, by=office)

    assert str(refused.value) == (
        "La convention, signée par tous, nomme l’enseignant référent : il change par un avenant."
    )


def test_an_agreement_not_sealed_has_no_amendment(school) -> None:
    made = make_ready(school)
    office = User.objects.members_of(school, Role.OFFICE).get()

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=made, wanted=wanted(made, ends_on=date(2027, 2, 5)), by=office)

    assert refused.value.code == "not_sealed"


def test_given_up_amendments_are_taken_up(placement, office) -> None:
    paper = actions.send(
        placement=placement, wanted=wanted(placement, ends_on=date(2027, 2, 5)), by=office
    )
    signature = paper.signatures.order_by("rank").first()
    assert signature is not None
    papers.refuse(signature=signature, reason="Trop long.", by=signature.link)

    assert queries.to_take_up(again(placement)).ends_on == date(2027, 2, 5)
