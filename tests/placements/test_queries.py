"""What the missions cover, at a constant price."""

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.curriculum.models import Task
from tripartite.placements import queries
from tripartite.placements.models import Placement


def with_missions(cast: Cast, count: int) -> Placement:
    """As many missions, each on the first two tasks."""
    placement = cast.placement()
    tasks = Task.objects.of(cast.cohort.programme.curriculum)[:2]
    for n in range(1, count + 1):
        placement.missions.create(position=n, title=f"Mission {n}").tasks.set(tasks)
    return Placement.objects.with_people().get(pk=placement.pk)


def test_the_coverage_counts_the_missions_of_each_task(cast: Cast):
    placement = with_missions(cast, 2)
    other = factories.make_enrolment(cast.cohort, factories.make_student(cast.school))
    factories.make_placement(other, cast.period, framed=True)

    poles = queries.coverage(placement)

    counts = [[t.missions for a in pole.activities for t in a.tasks] for pole in poles]
    assert counts == [[2, 2], [0, 0]]
    assert [(pole.label, pole.covered, pole.total) for pole in poles] == [
        ("Pôle 1", 2, 2),
        ("Pôle 2", 0, 2),
    ]
    assert [activity.covered for pole in poles for activity in pole.activities] == [2, 0]


@pytest.mark.parametrize("n", [1, 3])
def test_the_coverage_costs_four_queries(cast: Cast, django_assert_num_queries, n: int):
    placement = with_missions(cast, n)

    with django_assert_num_queries(4):
        queries.coverage(placement)


@pytest.mark.parametrize("n", [1, 3])
def test_the_missions_cost_five_queries_with_their_tasks(
    cast: Cast, django_assert_num_queries, n: int
):
    placement = with_missions(cast, n)

    with django_assert_num_queries(5):
        labels = [
            [(t.label, t.activity.pole.label) for t in mission.tasks.all()]
            for mission in queries.missions_of(placement)
        ]

    assert len(labels) == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_facts_cost_four_queries(cast: Cast, django_assert_num_queries, n: int):
    placement = with_missions(cast, n)
    placement.missions.create(position=9, title="Sans tâche")

    with django_assert_num_queries(4):
        facts = queries.facts_of(placement)

    assert (facts.missions, facts.missions_without_task, facts.has_host) == (n + 1, 1, True)


def test_the_loads_of_a_class_are_one_query(cast: Cast, django_assert_num_queries):
    cast.placement()
    factories.make_teacher(cast.cohort, first_name="Zoé", last_name="Libre")

    with django_assert_num_queries(1):
        loads = queries.loads_of(cast.cohort)

    assert sorted((load.name, load.placements) for load in loads) == [
        ("Zoé Libre", 0),
        ("Éric Référent", 1),
    ]


def test_a_teacher_who_left_is_not_proposed(cast: Cast):
    cast.teacher.is_active = False
    cast.teacher.save()

    assert queries.loads_of(cast.cohort) == []
