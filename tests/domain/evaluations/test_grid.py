"""The grid follows from the tasks; the machine from the levels."""

from datetime import date
from typing import Any

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.curriculum import library
from tripartite.evaluations.domain import (
    ATTITUDES,
    ATTITUDES_SECTION,
    EVALUATION,
    LEVEL_LABELS,
    Attitude,
    CompetenceFacts,
    EvaluationState,
    SessionFacts,
    derive_grid,
    is_early,
)
from tripartite.placements.domain import Relation as R

COMPETENCES = [
    CompetenceFacts("B1.C1", "Cibler", "Bloc 1"),
    CompetenceFacts("B1.C2", "Négocier", "Bloc 1"),
    CompetenceFacts("B2.C1", "Animer", "Bloc 2"),
]
PROPOSED = {"T1": {"B1.C2", "B1.C1"}, "T2": {"B2.C1"}, "T3": {"B1.C1"}}
LISTEN = [Attitude("REL2", "Écoute")]


def codes(tasks: list[str], own: dict[str, set[str]] | None = None) -> list[str]:
    grid = derive_grid(tasks, COMPETENCES, proposed=PROPOSED, own=own or {}, attitudes=LISTEN)
    return [line.code for line in grid]


@pytest.mark.parametrize(
    ("tasks", "own", "expected"),
    [
        ([], {}, ["REL2"]),
        (["T1"], {}, ["B1.C1", "B1.C2", "REL2"]),
        (["T2", "T1"], {}, ["B1.C1", "B1.C2", "B2.C1", "REL2"]),
        (["T1", "T3"], {}, ["B1.C1", "B1.C2", "REL2"]),
        (["T9"], {}, ["REL2"]),
        (["T1"], {"T1": {"B1.C2"}}, ["B1.C2", "REL2"]),
        (["T1", "T3"], {"T1": {"B1.C2"}}, ["B1.C1", "B1.C2", "REL2"]),
        (["T1"], {"T2": {"B1.C2"}}, ["B1.C1", "B1.C2", "REL2"]),
        (["T1"], {"T1": set()}, ["B1.C1", "B1.C2", "REL2"]),
    ],
)
def test_the_grid_follows_from_the_covered_tasks(tasks, own, expected) -> None:
    assert codes(tasks, own) == expected


def test_lines_stand_under_their_block_then_the_attitudes() -> None:
    grid = derive_grid(["T2"], COMPETENCES, proposed=PROPOSED, own={}, attitudes=LISTEN)

    assert [tuple(line) for line in grid] == [
        ("Bloc 2", "B2.C1", "Animer"),
        (ATTITUDES_SECTION, "REL2", "Écoute"),
    ]


def test_the_attitudes_are_those_of_the_referentiel_word_for_word() -> None:
    context = library.read("bts-ndrc-2018.toml").context
    official = {item.code: item.label for item in context}

    assert [official[a.code] for a in ATTITUDES] == [a.label for a in ATTITUDES]


def test_every_level_has_its_words() -> None:
    assert [f"{level}: {words}" for level, words in LEVEL_LABELS.items()] == [
        "TI: très insuffisant",
        "I: insuffisant",
        "S: satisfaisant",
        "TS: très satisfaisant",
        "NO: non observé",
    ]


@pytest.mark.parametrize(
    ("held_on", "early"),
    [
        (date(2027, 1, 4), True),
        (date(2027, 1, 21), True),
        (date(2027, 1, 22), False),
        (date(2027, 1, 30), False),
    ],
)
def test_an_evaluation_before_the_last_third_is_early(held_on, early) -> None:
    # 27 days: the last third begins after eighteen.
    assert is_early(held_on, date(2027, 1, 4), date(2027, 1, 30)) is early


def facts(**changes: Any) -> SessionFacts:
    given = {
        "lines": 3,
        "unlevelled": 0,
        "told": True,
        "held_on": date(2027, 1, 26),
        "starts_on": date(2027, 1, 4),
        "today": date(2027, 1, 26),
    }
    return SessionFacts(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unlevelled": 1}, "every_level"),
        ({"lines": 0}, "every_level"),
        ({"told": False}, "session_told"),
        ({"held_on": None}, "session_held"),
        ({"held_on": date(2027, 1, 27)}, "session_held"),
        ({"held_on": date(2027, 1, 3)}, "session_held"),
    ],
)
def test_a_grid_is_not_agreed_while_something_is_missing(changes, code) -> None:
    with pytest.raises(TransitionError) as refused:
        EVALUATION.target("agree", EvaluationState.DRAFT, {R.REFERENT}, facts=facts(**changes))

    assert refused.value.code == code


ALLOWED = {
    ("agree", EvaluationState.DRAFT): EvaluationState.AGREED,
    ("reopen", EvaluationState.AGREED): EvaluationState.DRAFT,
}


@pytest.mark.parametrize("relation", list(R))
@pytest.mark.parametrize("state", list(EvaluationState))
@pytest.mark.parametrize("name", list(EVALUATION.transitions))
def test_the_machine_of_an_evaluation_holds_everywhere(name, state, relation) -> None:
    expected = ALLOWED.get((name, state)) if relation in {R.REFERENT, R.OFFICE} else None

    try:
        found = EVALUATION.target(name, state, {relation}, facts=facts(), reason="motif")
    except TransitionError as error:
        assert (error.code, expected) == ("not_possible", None)
    else:
        assert found is expected


def test_reopening_needs_a_reason() -> None:
    with pytest.raises(TransitionError) as refused:
        EVALUATION.target("reopen", EvaluationState.AGREED, {R.OFFICE}, reason="")

    assert refused.value.code == "reason_needed"
