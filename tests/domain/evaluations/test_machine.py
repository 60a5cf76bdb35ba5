"""The machine of an evaluation and that of a voice, move by move, state by state, for everybody."""

from datetime import date
from typing import Any

import pytest

from tripartite.core.workflow import TransitionError, Workflow
from tripartite.evaluations.domain import (
    EVALUATION,
    BeginFacts,
    EvaluationState,
    Ground,
    SessionFacts,
    WithoutFacts,
)
from tripartite.evaluations.domain.voices import VOICE, VoiceFacts, VoiceState
from tripartite.placements.domain import Relation as R

S = EvaluationState
HOLDERS = {R.REFERENT, R.OFFICE}
TODAY = date(2027, 1, 26)


def session(**changes: Any) -> SessionFacts:
    given = {
        "lines": 3,
        "unlevelled": 0,
        "told": True,
        "held_on": TODAY,
        "starts_on": date(2027, 1, 4),
        "today": TODAY,
    }
    return SessionFacts(**(given | changes))


FACTS: dict[str, Any] = {
    "begin": BeginFacts(date(2027, 1, 4), TODAY),
    "agree": session(),
    "receive": None,
    "give_up": WithoutFacts(Ground.OTHER, interrupted=False, ends_on=TODAY, today=TODAY),
    "reopen": None,
}
ALLOWED = {
    ("begin", S.DRAFT): S.SESSION,
    ("agree", S.SESSION): S.AGREED,
    ("receive", S.DRAFT): S.ELSEWHERE,
    ("receive", S.SESSION): S.ELSEWHERE,
    ("give_up", S.DRAFT): S.WITHOUT,
    ("give_up", S.SESSION): S.WITHOUT,
    ("reopen", S.AGREED): S.SESSION,
    ("reopen", S.ELSEWHERE): S.SESSION,
    ("reopen", S.WITHOUT): S.SESSION,
}


def moved(machine: Workflow[Any], name: str, state: Any, relation: R, facts: Any) -> Any:
    """Where the move leads; None when it is not possible from there or for this person."""
    try:
        return machine.target(name, state, {relation}, facts=facts, reason="motif")
    except TransitionError as error:
        assert error.code == "not_possible"
        return None


@pytest.mark.parametrize("relation", list(R))
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("name", list(EVALUATION.transitions))
def test_the_machine_of_an_evaluation_holds_everywhere(name, state, relation) -> None:
    expected = ALLOWED.get((name, state)) if relation in HOLDERS else None

    assert moved(EVALUATION, name, state, relation, FACTS[name]) is expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unlevelled": 1}, "every_level"),
        ({"lines": 0}, "every_level"),
        ({"told": False}, "session_told"),
        ({"held_on": None}, "session_held"),
        ({"held_on": date(2027, 1, 27)}, "session_held"),
        ({"held_on": date(2027, 1, 3)}, "session_held"),
        ({"unexplained_phone": True}, "phone_explained"),
    ],
)
def test_a_grid_is_not_agreed_while_something_is_missing(changes, code) -> None:
    with pytest.raises(TransitionError) as refused:
        EVALUATION.target("agree", S.SESSION, {R.REFERENT}, facts=session(**changes))

    assert refused.value.code == code


@pytest.mark.parametrize("day", [date(2027, 1, 3), date(2027, 1, 4)])
def test_a_session_begins_from_the_first_day(day) -> None:
    facts = BeginFacts(date(2027, 1, 4), day)
    begins = day == date(2027, 1, 4)

    try:
        EVALUATION.target("begin", S.DRAFT, {R.OFFICE}, facts=facts)
    except TransitionError as error:
        assert (error.code, begins) == ("placement_begun", False)
    else:
        assert begins


@pytest.mark.parametrize(
    ("ground", "interrupted", "days", "holds"),
    [
        (Ground.INTERRUPTED, True, 0, True),
        (Ground.INTERRUPTED, False, 30, False),
        (Ground.SILENT, False, 9, False),
        (Ground.SILENT, False, 10, True),
        (Ground.SILENT, True, 9, False),
        (Ground.OTHER, False, 0, True),
    ],
)
def test_a_ground_must_be_true(ground, interrupted, days, holds) -> None:
    facts = WithoutFacts(
        ground, interrupted=interrupted, ends_on=date(2027, 1, 1), today=date(2027, 1, 1 + days)
    )

    assert facts.ground_holds is holds


@pytest.mark.parametrize("name", ["receive", "give_up", "reopen"])
def test_leaving_the_common_road_needs_a_reason(name) -> None:
    state = S.AGREED if name == "reopen" else S.DRAFT

    with pytest.raises(TransitionError) as refused:
        EVALUATION.target(name, state, {R.OFFICE}, facts=FACTS[name], reason=" ")

    assert refused.value.code == "reason_needed"


@pytest.mark.parametrize("relation", list(R))
@pytest.mark.parametrize("state", list(VoiceState))
def test_the_machine_of_a_voice_holds_everywhere(state, relation) -> None:
    speaks = state is VoiceState.WRITING and relation in {R.STUDENT, R.TUTOR, R.REFERENT}
    facts = VoiceFacts(unrated=0, evaluation=S.DRAFT)

    expected = VoiceState.GIVEN if speaks else None
    assert moved(VOICE, "give", state, relation, facts) is expected


@pytest.mark.parametrize("evaluation", list(S))
@pytest.mark.parametrize("unrated", [0, 1])
def test_a_voice_is_whole_and_in_time(evaluation, unrated) -> None:
    expected = "session_begun" if evaluation is not S.DRAFT else "all_rated" if unrated else ""

    try:
        VOICE.target("give", VoiceState.WRITING, {R.TUTOR}, facts=VoiceFacts(unrated, evaluation))
    except TransitionError as error:
        assert error.code == expected
    else:
        assert expected == ""
