"""A workflow answers three questions, and refuses with a sentence."""

from enum import StrEnum

import pytest

from tripartite.core.workflow import Condition, TransitionError, Workflow, move


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


EMPTY = Condition("empty", "Il reste quelqu’un dedans.", lambda people: people == 0)
DOOR = Workflow(
    "la porte",
    move("shut", "Fermer", {Door.OPEN}, Door.SHUT, {"guest", "keeper"}),
    move("lock", "Verrouiller", {Door.SHUT}, Door.LOCKED, {"keeper"}, needs=(EMPTY,), reason=True),
)


def test_buttons_follow_the_state_and_the_person() -> None:
    assert [t.name for t in DOOR.available(Door.OPEN, {"guest"})] == ["shut"]
    assert [t.name for t in DOOR.available(Door.SHUT, {"guest"})] == []
    assert [t.name for t in DOOR.available(Door.SHUT, {"keeper"})] == ["lock"]


def test_a_move_from_another_state_or_by_another_person_is_refused() -> None:
    for state, who in ((Door.LOCKED, {"keeper"}), (Door.SHUT, {"guest"}), (Door.SHUT, set())):
        with pytest.raises(TransitionError) as refusal:
            DOOR.target("lock", state, who, facts=0, reason="nuit")
        assert refusal.value.code == "not_possible"


def test_a_condition_that_does_not_hold_says_its_sentence() -> None:
    with pytest.raises(TransitionError, match="Il reste quelqu’un dedans"):
        DOOR.target("lock", Door.SHUT, {"keeper"}, facts=2, reason="nuit")


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_reason_is_asked_for(reason: str) -> None:
    with pytest.raises(TransitionError, match="demande un motif"):
        DOOR.target("lock", Door.SHUT, {"keeper"}, facts=0, reason=reason)


def test_a_move_that_is_possible_gives_its_target() -> None:
    assert DOOR.target("lock", Door.SHUT, {"keeper"}, facts=0, reason="nuit") is Door.LOCKED


def test_the_diagram_and_the_table_say_every_row() -> None:
    assert "    OPEN --> SHUT: shut" in DOOR.mermaid()
    assert "| lock | Verrouiller | SHUT | LOCKED | keeper | empty | yes |" in DOOR.markdown()
