"""Missions change by amendment, as rows: the paper says it, then every page follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from tests.agreements.ready import make_ready, missing_from, text_of
from tests.agreements.test_amendments import again, amend, sign_all, wanted
from tests.logbook.partners import seal
from tests.papers.conftest import run_tasks
from tripartite.accounts.domain import Role, SigningOrder
from tripartite.accounts.models import School, User
from tripartite.agreements.amendments import actions
from tripartite.agreements.domain import AgreementError
from tripartite.curriculum.models import ExpectedResult, Task
from tripartite.documents import actions as documents
from tripartite.hosts.domain import ContactDetails
from tripartite.papers.domain import Capacity
from tripartite.placements.actions import terms
from tripartite.placements.actions.framing import keep_promises
from tripartite.placements.domain.terms import AgreedMission
from tripartite.placements.models import Placement
from tripartite.placements.queries import agreed_missions, coverage, final_terms, tasks_of

NEW_TUTOR = ContactDetails("Nadia", "Nouvelle", "responsable des ventes", "nadia@accueil.example")


@pytest.fixture(autouse=True)
def second_week() -> Iterator[Any]:
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def placement(school: School) -> Placement:
    made = make_ready(school)
    seal(made)
    terms.agree(placement=made)
    return again(made)


@pytest.fixture
def office(placement: Placement) -> User:
    return User.objects.members_of(placement.school, Role.OFFICE).get()


@pytest.fixture
def other_task(placement: Placement) -> Task:
    known = {task for mission in agreed_missions(placement) for task in mission.tasks}
    return next(task for task in tasks_of(placement) if task.pk not in known)


def covered(placement: Placement) -> set[int]:
    poles = coverage(placement)
    return {t.pk for p in poles for a in p.activities for t in a.tasks if t.missions}


def test_a_mission_is_added_with_its_tasks_once_all_have_signed(
    placement: Placement, office: User, other_task: Task
) -> None:
    result = ExpectedResult.objects.create(
        activity=other_task.activity, code="R9", position=9, label="Un stand qui attire"
    )
    new = AgreedMission(-1, "Tenir le stand du salon", "Deux jours.", "30 contacts",
                        (other_task.pk,), (result.pk,))  # fmt: skip
    former = agreed_missions(placement)

    paper = amend(placement, office, missions=(*former, new))

    rows = list(again(placement).missions.order_by("position"))
    assert [row.pk for row in rows[:1]] == [former[0].key]
    assert [row.title for row in rows] == [former[0].title, "Tenir le stand du salon"]
    assert list(rows[1].tasks.all()) == [other_task]
    assert list(rows[1].results.all()) == [result]
    assert other_task.pk in covered(again(placement))
    assert missing_from(
        documents.read(paper.sealed),
        [
            "Mission ajoutée : Tenir le stand du salon",
            "Résultat attendu : 30 contacts",
            f"Tâche : {other_task.label}",
            "Résultat du référentiel : Un stand qui attire",
        ],
    ) == []  # fmt: skip


def test_a_mission_changes_its_task_and_keeps_its_row(
    placement: Placement, office: User, other_task: Task
) -> None:
    (former,) = agreed_missions(placement)
    gone = set(former.tasks)

    amend(placement, office, missions=(replace(former, tasks=(other_task.pk,), results=()),))

    assert again(placement).missions.get().pk == former.key
    assert covered(again(placement)) & ({other_task.pk} | gone) == {other_task.pk}


def test_a_mission_without_results_of_its_own_aims_at_those_of_its_activities(
    placement: Placement, office: User
) -> None:
    (former,) = agreed_missions(placement)
    added = AgreedMission(-1, "Relancer en ligne", tasks=former.tasks)

    paper = amend(placement, office, missions=(former, added))

    assert "Résultat du référentiel : Précision du ciblage" in text_of(documents.read(paper.frozen))


def test_a_mission_replaced_is_said_on_both_sides(
    placement: Placement, office: User, other_task: Task
) -> None:
    (former,) = agreed_missions(placement)
    new = AgreedMission(-1, "Animer les réseaux sociaux", tasks=(other_task.pk,))

    paper = amend(placement, office, missions=(new,))

    assert [m.title for m in again(placement).missions.all()] == ["Animer les réseaux sociaux"]
    text = text_of(documents.read(paper.frozen))
    assert f"Mission retirée : {former.title}" in text
    assert "Cette mission n’est plus confiée au stagiaire." in text


def test_a_second_amendment_starts_from_the_first(
    placement: Placement, office: User, other_task: Task
) -> None:
    (former,) = agreed_missions(placement)
    new = AgreedMission(-1, "Animer les réseaux sociaux", tasks=(other_task.pk,))
    amend(placement, office, missions=(former, new))
    row = again(placement).missions.get(title="Animer les réseaux sociaux")

    amend(again(placement), office, ends_on=date(2027, 2, 5))

    assert again(placement).missions.get(title="Animer les réseaux sociaux").pk == row.pk
    assert [m.words for m in final_terms(again(placement)).missions] == [former.words, new.words]


@pytest.mark.parametrize(
    ("missions", "sentence"),
    [
        ((), "Un stage garde au moins une mission : ajoutez celle qui remplace les autres."),
        (
            (AgreedMission(-1, "Ranger la réserve"),),
            "La mission « Ranger la réserve » n’est rattachée à aucune tâche du référentiel : "
            "cochez-en au moins une.",
        ),
    ],
)
def test_missions_that_cannot_be_agreed_are_refused(
    placement: Placement, office: User, missions: tuple[AgreedMission, ...], sentence: str
) -> None:
    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, wanted=wanted(placement, missions=missions), by=office)

    assert refused.value.sentence == sentence


def test_promised_information_follows_and_what_was_received_stays(
    placement: Placement, office: User
) -> None:
    now = final_terms(placement).headings
    keep_promises(placement, now.promises)
    kept = now.promises[0]
    placement.promises.filter(label=kept).update(received_on=date(2027, 1, 5))

    amend(placement, office, headings=replace(now, information=f"{kept}\nLe fichier des prospects"))

    rows = again(placement).promises.order_by("position").values_list("label", "received_on")
    assert list(rows) == [(kept, date(2027, 1, 5)), ("Le fichier des prospects", None)]


def test_a_change_dated_later_comes_on_its_day_without_the_daily_command(
    placement: Placement, office: User, other_task: Task, second_week: Any
) -> None:
    (former,) = agreed_missions(placement)
    later = replace(former, title="Prospecter en ligne", tasks=(other_task.pk,))
    site = placement.site

    amend(placement, office, missions=(later,), since=date(2027, 1, 20))
    assert again(placement).missions.get().title == former.title

    second_week.move_to("2027-01-20 00:00:30+01:00")
    run_tasks()

    assert again(placement).missions.get().title == "Prospecter en ligne"
    assert again(placement).site == site


def test_parallel_turns_stay_parallel_and_the_new_tutor_signs_in_the_turn_of_the_former(
    placement: Placement, office: User
) -> None:
    School.objects.update(signing_order=SigningOrder.HOST_FIRST)
    kept = again(placement)

    paper = actions.send(placement=kept, wanted=wanted(kept), new_tutor=NEW_TUTOR, by=office)

    ranks = dict(paper.signatures.values_list("capacity", "rank"))
    assert ranks == {
        Capacity.HOST: 1,
        Capacity.TUTOR: 1,
        Capacity.NEW_TUTOR: 1,
        Capacity.STUDENT: 2,
        Capacity.REFERENT: 3,
        Capacity.SCHOOL: 4,
    }
    sign_all(paper)
    assert str(again(placement).tutor) == "Nadia Nouvelle"


def test_an_extension_into_the_summer_says_its_terms_and_the_rest_that_stays(
    placement: Placement, office: User
) -> None:
    Placement.objects.filter(pk=placement.pk).update(
        starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 25), agreed=None
    )
    terms.agree(placement=again(placement))
    summer = {
        "ends_on": date(2027, 7, 9),
        "since": date(2027, 6, 1),
        "holiday_terms": "Un point chaque lundi avec l’équipe, par téléphone.",
    }

    paper = amend(again(placement), office, **summer)

    assert again(placement).ends_on == date(2027, 7, 9)
    assert missing_from(
        documents.read(paper.sealed),
        [
            "Prolongation pendant les vacances : Un point chaque lundi avec l’équipe",
            "L’étudiant garde au moins quatre semaines consécutives de repos d’été",
        ],
    ) == []  # fmt: skip


def test_an_extension_that_leaves_no_summer_rest_is_refused(
    placement: Placement, office: User
) -> None:
    Placement.objects.filter(pk=placement.pk).update(
        starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 25), agreed=None
    )
    terms.agree(placement=again(placement))
    long = {"ends_on": date(2027, 8, 13), "since": date(2027, 6, 1), "holiday_terms": "Présence."}

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=again(placement), wanted=wanted(again(placement), **long), by=office)

    assert "de repos de suite" in refused.value.sentence
