"""Objectives picked among competences, missions tied to results, what still lacks."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.curriculum.models import (
    Block,
    Competence,
    CompetenceGroup,
    ExpectedResult,
    Task,
    TaskCompetence,
)
from tripartite.placements import queries
from tripartite.placements.actions.framing import (
    ObjectivesConflictError,
    add_mission,
    save_objectives,
)
from tripartite.placements.domain import PlacementError
from tripartite.placements.domain.framing import MissionDetails, ObjectiveDetails, fingerprint_of
from tripartite.placements.models import Mission, Placement

NOTHING = fingerprint_of([])


@pytest.fixture
def placement(cast: Cast) -> Placement:
    return cast.placement(framed=True)


@pytest.fixture
def competences(placement: Placement) -> list[Competence]:
    """Two competences of the first pole; the first is tied to its first task."""
    curriculum = placement.period.cohort.programme.curriculum
    task = Task.objects.of(curriculum)[0]
    block = Block.objects.create(
        curriculum=curriculum, pole=task.activity.pole, code="B1", position=1, label="Bloc 1"
    )
    group = CompetenceGroup.objects.create(block=block, code="B1.G1", position=1, label="Groupe")
    rows = [
        Competence.objects.create(group=group, code=f"B1.G1.C{n}", position=n, label=label)
        for n, label in enumerate(("Prospecter", "Négocier"), start=1)
    ]
    TaskCompetence.objects.create(task=task, competence=rows[0])
    return rows


def objectives_of(placement: Placement) -> list[tuple[str, str]]:
    rows = placement.objectives.order_by("position")
    return list(rows.values_list("competence__label", "wording"))


def url(placement: Placement) -> str:
    return f"/stages/{placement.pk}/cadrage/objectifs/"


def test_a_competence_is_picked_then_said_in_other_words(client, cast, placement, competences):
    first, second = (str(c.pk) for c in competences)
    client.force_login(cast.student)
    page = client.get(url(placement))
    assert [c.label for c in page.context["near"]] == ["Prospecter"]
    assert [c.label for c in page.context["far"]] == ["Négocier"]

    client.post(url(placement), {"seen": NOTHING, "picked": [first, second]})
    seen = queries.objectives_of(placement)
    client.post(
        url(placement),
        {
            "seen": fingerprint_of(seen),
            "picked": [first],
            f"wording_{first}": "Prospecter les cafés\ndu port",
        },
    )

    assert objectives_of(placement) == [("Prospecter", "Prospecter les cafés du port")]
    assert "Prospecter les cafés du port" in page_of(client.get(f"/stages/{placement.pk}/cadrage/"))


def test_two_writers_of_objectives_are_shown_both(client, cast, placement, competences):
    first, second = competences
    theirs = [ObjectiveDetails(first.pk, "Prospecter à deux")]
    save_objectives(placement=placement, objectives=theirs, seen=NOTHING, by=cast.teacher)
    client.force_login(cast.student)

    response = client.post(url(placement), {"seen": NOTHING, "picked": [str(second.pk)]})
    html = page_of(response)
    client.post(url(placement), response.context["form"].data)

    assert response.status_code == 409
    assert ("Prospecter à deux" in html, "Négocier" in html) == (True, True)
    assert objectives_of(placement) == [("Négocier", "Négocier")]


def test_the_action_gives_the_other_objectives_back(cast, placement, competences):
    mine = [ObjectiveDetails(competences[0].pk, "Le mien")]
    save_objectives(placement=placement, objectives=mine, seen=NOTHING, by=cast.student)

    with pytest.raises(ObjectivesConflictError) as conflict:
        save_objectives(placement=placement, objectives=[], seen=NOTHING, by=cast.teacher)

    assert [o.wording for o in conflict.value.objectives] == ["Le mien"]


def test_a_competence_of_another_curriculum_is_refused(cast, placement, competences):
    with pytest.raises(PlacementError) as refusal:
        save_objectives(
            placement=placement,
            objectives=[ObjectiveDetails(10**6, "Ailleurs")],
            seen=NOTHING,
            by=cast.student,
        )

    assert refusal.value.code == "foreign_competence"
    assert objectives_of(placement) == []


def test_an_objective_picked_fills_the_heading_of_objectives(cast, placement, competences):
    placement.framing.objectives = ""
    placement.framing.save()
    mine = [ObjectiveDetails(competences[0].pk, "Prospecter")]

    save_objectives(placement=placement, objectives=mine, seen=NOTHING, by=cast.student)

    assert queries.facts_of(placement).objectives


# ------------------------------------------------------------------ results
def test_a_mission_aims_at_results_of_the_activities_of_its_tasks(client, cast, placement):
    task, _same, other = Task.objects.of(placement.period.cohort.programme.curriculum)[:3]
    result = ExpectedResult.objects.create(
        activity=task.activity, code="R1", position=1, label="Un portefeuille qualifié"
    )
    foreign = ExpectedResult.objects.create(
        activity=other.activity, code="R2", position=1, label="Un site à jour"
    )
    client.force_login(cast.student)
    path = f"/stages/{placement.pk}/missions/nouvelle/"
    assert "Un portefeuille qualifié" in page_of(client.get(path))

    client.post(path, {"title": "Qualifier", "tasks": [task.pk], "results": [result.pk]})
    with pytest.raises(PlacementError) as refusal:
        add_mission(
            placement=placement,
            details=MissionDetails(
                "Autre", tasks=frozenset({task.pk}), results=frozenset({foreign.pk})
            ),
            by=cast.student,
        )

    assert list(Mission.objects.get(title="Qualifier").results.all()) == [result]
    assert refusal.value.code == "foreign_result"


# ------------------------------------------------------------------ coverage
def test_the_boxes_show_what_they_cover_before_anything_is_saved(client, cast, placement):
    task = Task.objects.of(placement.period.cohort.programme.curriculum)[2]
    client.force_login(cast.student)
    path = f"/stages/{placement.pk}/missions/nouvelle/"
    typed = {"do": "preview", "title": "À finir", "tasks": [task.pk]}

    whole = client.post(path, typed)
    part = client.post(path, typed, headers={"hx-request": "true", "hx-target": "couverture"})

    assert 'value="À finir"' in page_of(whole)
    assert "<html" not in page_of(part)
    assert [pole.covered for pole in part.context["poles"]] == [1, 1]
    assert placement.missions.count() == 1


def test_what_the_other_period_covers_is_not_lacking(cast, placement):
    tasks = Task.objects.of(placement.period.cohort.programme.curriculum)
    later = factories.make_period(cast.cohort, number=2)
    other = factories.make_placement(cast.enrolment, later)
    other.missions.create(position=1, title="Site").tasks.add(tasks[2])
    placement = Placement.objects.with_people().get(pk=placement.pk)

    poles = queries.coverage(placement)

    shown = [[t.elsewhere for a in pole.activities for t in a.tasks] for pole in poles]
    assert shown == [[0, 0], [1, 0]]
    assert queries.suggestions(placement, poles) == ()
