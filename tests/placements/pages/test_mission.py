"""The pages of a mission: added, rewritten, taken out."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.curriculum.models import Task
from tripartite.placements.domain import State
from tripartite.placements.models import Mission, Placement


@pytest.fixture
def placement(cast: Cast) -> Placement:
    return cast.placement(framed=True)


@pytest.fixture
def tasks(cast: Cast) -> list[Task]:
    return list(Task.objects.of(cast.cohort.programme.curriculum))


def edit_url(mission: Mission) -> str:
    return f"/stages/{mission.placement_id}/missions/{mission.pk}/"


def test_a_mission_is_added_with_its_tasks(client, cast: Cast, placement: Placement, tasks):
    client.force_login(cast.student)

    response = client.post(
        f"/stages/{placement.pk}/missions/nouvelle/",
        {"title": "Tenir le stand", "tasks": [tasks[1].pk, tasks[3].pk]},
    )

    mission = placement.missions.get(position=2)
    assert response["Location"] == f"/stages/{placement.pk}/cadrage/#missions"
    assert (mission.title, set(mission.tasks.all())) == ("Tenir le stand", {tasks[1], tasks[3]})


def test_the_tasks_stand_under_their_poles_and_activities(
    client, cast: Cast, placement: Placement, tasks
):
    client.force_login(cast.student)

    html = page_of(client.get(f"/stages/{placement.pk}/missions/nouvelle/"))

    labels = ("Pôle 1", "Activité 1", "Tâche 1.1", "Tâche 1.2", "Pôle 2", "Activité 2", "Tâche 2.1")
    places = [html.index(label) for label in labels]
    assert places == sorted(places)
    assert "<details open>" not in html


def test_a_mission_without_a_task_keeps_all_that_was_typed(
    client, cast: Cast, placement: Placement
):
    client.force_login(cast.student)

    response = client.post(
        f"/stages/{placement.pk}/missions/nouvelle/",
        {"title": "Tenir le stand", "expected_result": "60 contacts"},
    )

    assert response.context["form"].errors == {
        "tasks": ["Cochez au moins une tâche du référentiel."]
    }
    assert "60 contacts" in page_of(response)
    assert placement.missions.count() == 1


def test_the_boxes_ticked_stay_ticked_when_something_is_wrong(
    client, cast: Cast, placement: Placement, tasks
):
    client.force_login(cast.student)

    response = client.post(
        f"/stages/{placement.pk}/missions/nouvelle/", {"title": "", "tasks": [tasks[2].pk]}
    )

    html = page_of(response)
    assert f'value="{tasks[2].pk}" id="id_tasks_{tasks[2].pk}" checked' in html
    assert html.count("<details open>") == 1


@pytest.mark.parametrize("value", ["0", "x", "²"])
def test_a_task_that_was_not_offered_is_refused(client, cast: Cast, placement: Placement, value):
    client.force_login(cast.student)

    response = client.post(
        f"/stages/{placement.pk}/missions/nouvelle/", {"title": "X", "tasks": [value]}
    )

    assert set(response.context["form"].errors) == {"tasks"}


def test_a_mission_is_rewritten(client, cast: Cast, placement: Placement, tasks):
    mission = placement.missions.get()
    client.force_login(cast.student)
    seen = client.get(edit_url(mission)).context["form"]["seen"].value()

    client.post(
        edit_url(mission), {"title": "Relancer mieux", "tasks": [tasks[3].pk], "seen": seen}
    )

    mission.refresh_from_db()
    assert (mission.title, list(mission.tasks.all())) == ("Relancer mieux", [tasks[3]])


def test_the_second_of_two_writers_is_shown_the_other_mission_and_may_go_on(
    client, cast: Cast, placement: Placement, tasks
):
    mission = placement.missions.get()
    client.force_login(cast.student)
    seen = client.get(edit_url(mission)).context["form"]["seen"].value()
    mine = {"title": "La mienne", "tasks": [tasks[0].pk], "seen": seen}
    client.force_login(cast.teacher)
    client.post(edit_url(mission), mine | {"title": "La sienne"})
    client.force_login(cast.student)

    conflict = client.post(edit_url(mission), mine)
    html = page_of(conflict)
    shown = conflict.context["form"].data["seen"]
    client.post(edit_url(mission), mine | {"seen": shown})

    mission.refresh_from_db()
    assert conflict.status_code == 409
    assert ("La mienne" in html, "La sienne" in html) == (True, True)
    assert mission.title == "La mienne"


def test_a_mission_is_taken_out_after_a_question(client, cast: Cast, placement: Placement):
    mission = placement.missions.get()
    client.force_login(cast.student)

    asked = client.get(f"{edit_url(mission)}retirer/")
    still_there = placement.missions.count()
    client.post(f"{edit_url(mission)}retirer/")

    assert "Retirer la mission" in page_of(asked)
    assert (still_there, placement.missions.count()) == (1, 0)


def test_the_mission_of_another_placement_is_not_found(client, cast: Cast, placement: Placement):
    other = factories.make_placement(
        factories.make_enrolment(cast.cohort, factories.make_student(cast.school)),
        cast.period,
        framed=True,
    )
    theirs = other.missions.get()
    client.force_login(cast.student)

    for path in (f"missions/{theirs.pk}/", f"missions/{theirs.pk}/retirer/"):
        assert client.post(f"/stages/{placement.pk}/{path}").status_code == 404
    assert client.get(edit_url(theirs)).status_code == 404
    assert other.missions.count() == 1


def test_a_mission_out_of_preparation_is_kept_and_said_so(client, cast: Cast, tasks):
    placement = cast.placement(framed=True, state=State.APPROVED)
    mission = placement.missions.get()
    client.force_login(cast.student)

    edited = client.post(
        edit_url(mission), {"title": "Trop tard", "tasks": [tasks[0].pk], "seen": ""}
    )
    removed = client.post(f"{edit_url(mission)}retirer/")

    (sentence,) = edited.context["form"].non_field_errors()
    assert sentence.startswith("Ce stage est « cadrage validé »")
    assert removed.status_code == 409
    assert placement.missions.get().title == "Relancer les clients inactifs"


@pytest.mark.parametrize("path", ["nouvelle/", "{}/", "{}/retirer/"])
def test_who_does_not_prepare_touches_no_mission(client, cast: Cast, placement: Placement, path):
    mission = placement.missions.get()
    client.force_login(cast.head)

    response = client.post(f"/stages/{placement.pk}/missions/{path.format(mission.pk)}")

    assert response.status_code == 403


@pytest.mark.parametrize("name", ["tasks", "results"])
def test_a_task_that_cannot_be_is_refused_with_a_sentence(
    client, cast: Cast, placement: Placement, tasks, name: str
):
    client.force_login(cast.student)
    told = {"title": "Tenir le stand", "tasks": [tasks[1].pk]} | {name: ["9" * 24]}

    response = client.post(f"/stages/{placement.pk}/missions/nouvelle/", told)

    assert set(response.context["form"].errors) == {name}
    assert "Tenir le stand" in page_of(response)
