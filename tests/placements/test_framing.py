"""Writing the framing and its missions; two writers at once lose nothing."""

from dataclasses import replace

import pytest

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.models import JournalEntry
from tripartite.curriculum.models import Task
from tripartite.placements.actions.framing import (
    FramingConflictError,
    MissionConflictError,
    add_mission,
    edit_mission,
    remove_mission,
    save_headings,
)
from tripartite.placements.domain import PlacementError, Relation, State
from tripartite.placements.domain.framing import Headings, MissionDetails
from tripartite.placements.models import Framing, Mission, Placement
from tripartite.placements.queries import details_of, headings_of

WORDS = Headings("objectifs", "modalités", "informations", "moyens", "tutorat")


@pytest.fixture
def placement(cast: Cast) -> Placement:
    return cast.placement()


@pytest.fixture
def tasks(placement: Placement) -> list[Task]:
    return list(Task.objects.of(placement.period.cohort.programme.curriculum))


def mission_of(placement: Placement, cast: Cast, tasks: list[Task]) -> Mission:
    details = MissionDetails(
        "Relancer", "par téléphone", "20 rendez-vous", frozenset({tasks[0].pk})
    )
    return add_mission(placement=placement, details=details, by=cast.student)


def verbs(placement: Placement) -> list[str]:
    return list(JournalEntry.objects.of(placement.file).values_list("verb", flat=True))[::-1]


# ------------------------------------------------------------------ headings
def test_the_five_headings_are_written_and_journalled(cast: Cast, placement: Placement):
    framing = save_headings(placement=placement, headings=WORDS, version=0, by=cast.student)

    framing.refresh_from_db()
    assert (headings_of(framing), framing.version) == (WORDS, 1)
    entry = JournalEntry.objects.of(placement.file).get()
    assert (entry.verb, entry.detail["version"]) == ("framing.saved", 1)


def test_the_same_words_twice_are_one_save(cast: Cast, placement: Placement):
    save_headings(placement=placement, headings=WORDS, version=0, by=cast.student)

    framing = save_headings(placement=placement, headings=WORDS, version=0, by=cast.student)

    assert framing.version == 1
    assert verbs(placement) == ["framing.saved"]


def test_the_second_of_two_writers_is_given_the_words_of_the_first(
    cast: Cast, placement: Placement
):
    first = replace(WORDS, means="un poste")
    save_headings(placement=placement, headings=first, version=0, by=cast.teacher)

    with pytest.raises(FramingConflictError) as conflict:
        save_headings(placement=placement, headings=WORDS, version=0, by=cast.student)

    assert headings_of(conflict.value.framing) == first
    assert str(conflict.value).startswith("Éric Référent a enregistré ce cadrage")
    assert headings_of(Framing.objects.get()) == first


def test_the_second_writer_saves_over_what_was_shown(cast: Cast, placement: Placement):
    save_headings(placement=placement, headings=WORDS, version=0, by=cast.teacher)
    mine = replace(WORDS, means="deux postes")

    framing = save_headings(placement=placement, headings=mine, version=1, by=cast.student)

    assert (headings_of(framing), framing.version) == (mine, 2)


# ------------------------------------------------------------------ missions
def test_missions_follow_each_other(cast: Cast, placement: Placement, tasks: list[Task]):
    first = mission_of(placement, cast, tasks)
    second = mission_of(placement, cast, tasks)
    remove_mission(mission=first, by=cast.student)

    third = mission_of(placement, cast, tasks)

    assert (second.position, third.position) == (2, 3)
    assert list(third.tasks.all()) == [tasks[0]]


def test_a_mission_is_rewritten(cast: Cast, placement: Placement, tasks: list[Task]):
    mission = mission_of(placement, cast, tasks)
    seen = details_of(mission).fingerprint
    wanted = MissionDetails("Relancer et visiter", tasks=frozenset({tasks[1].pk, tasks[2].pk}))

    edit_mission(mission=mission, details=wanted, seen=seen, by=cast.teacher)

    assert details_of(Mission.objects.get()) == wanted
    assert verbs(placement) == ["mission.added", "mission.changed"]


def test_a_mission_saved_without_a_change_tells_nothing(
    cast: Cast, placement: Placement, tasks: list[Task]
):
    mission = mission_of(placement, cast, tasks)
    details = details_of(mission)

    edit_mission(mission=mission, details=details, seen=details.fingerprint, by=cast.student)

    assert verbs(placement) == ["mission.added"]


def test_a_mission_changed_meanwhile_is_not_overwritten(
    cast: Cast, placement: Placement, tasks: list[Task]
):
    mission = mission_of(placement, cast, tasks)
    shown = details_of(mission)
    theirs = replace(shown, title="Relancer par courriel")
    edit_mission(mission=mission, details=theirs, seen=shown.fingerprint, by=cast.teacher)

    with pytest.raises(MissionConflictError) as conflict:
        edit_mission(
            mission=mission,
            details=replace(shown, title="Visiter"),
            seen=shown.fingerprint,
            by=cast.student,
        )

    assert conflict.value.mission.title == "Relancer par courriel"
    assert details_of(Mission.objects.get()) == theirs


def test_a_removed_mission_stays_readable_in_the_journal(
    cast: Cast, placement: Placement, tasks: list[Task]
):
    mission = mission_of(placement, cast, tasks)

    remove_mission(mission=mission, by=cast.student)

    assert Mission.objects.count() == 0
    entry = JournalEntry.objects.of(placement.file).get(verb="mission.removed")
    assert entry.detail["mission"] == {
        "title": "Relancer",
        "description": "par téléphone",
        "expected_result": "20 rendez-vous",
        "tasks": [tasks[0].code],
        "results": [],
    }


def test_a_mission_removed_meanwhile_is_said_so(
    cast: Cast, placement: Placement, tasks: list[Task]
):
    mission = mission_of(placement, cast, tasks)
    stale = Mission.objects.get(pk=mission.pk)
    remove_mission(mission=mission, by=cast.teacher)

    with pytest.raises(PlacementError) as refusal:
        remove_mission(mission=stale, by=cast.student)

    assert refusal.value.code == "mission_gone"


def test_a_task_of_another_curriculum_is_refused(cast: Cast, placement: Placement):
    foreign = Task.objects.of(factories.make_curriculum()).first()
    assert foreign is not None

    with pytest.raises(PlacementError) as refusal:
        add_mission(
            placement=placement,
            details=MissionDetails("Relancer", tasks=frozenset({foreign.pk})),
            by=cast.student,
        )

    assert refusal.value.code == "foreign_task"
    assert Mission.objects.count() == 0


# ------------------------------------------------------------------ who and when
@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.RETURNED}))
def test_nothing_is_written_out_of_preparation(cast: Cast, state: State):
    placement = cast.placement(state=state, framed=True)
    mission = placement.missions.get()
    acts = (
        lambda: save_headings(placement=placement, headings=WORDS, version=1, by=cast.student),
        lambda: add_mission(placement=placement, details=MissionDetails("X"), by=cast.student),
        lambda: edit_mission(
            mission=mission, details=MissionDetails("X"), seen="", by=cast.student
        ),
        lambda: remove_mission(mission=mission, by=cast.student),
    )

    for act in acts:
        with pytest.raises(PlacementError) as refusal:
            act()
        assert refusal.value.code == "not_writable"
    assert verbs(placement) == []


@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY, Relation.GUARDIAN])
def test_a_link_holder_writes_no_framing_in_preparation(placement: Placement, relation: Relation):
    link = factories.make_link(placement, relation)

    with pytest.raises(PlacementError) as refusal:
        save_headings(placement=placement, headings=WORDS, version=0, by=link)

    mine = relation is Relation.TUTOR
    assert refusal.value.code == ("not_writable" if mine else "not_yours")
