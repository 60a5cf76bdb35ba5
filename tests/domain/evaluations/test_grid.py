"""The grid follows from the tasks and from what the school has written."""

from datetime import date

import pytest

from tripartite.curriculum import library
from tripartite.evaluations.domain import (
    ATTITUDES,
    ATTITUDES_SECTION,
    LEVEL_LABELS,
    Attitude,
    CompetenceFacts,
    GridItem,
    derive_grid,
    is_early,
    proposed_items,
    wanted_codes,
)

COMPETENCES = [
    CompetenceFacts("B1.C1", "Cibler", "Bloc 1"),
    CompetenceFacts("B1.C2", "Négocier", "Bloc 1"),
    CompetenceFacts("B2.C1", "Animer", "Bloc 2"),
]
PROPOSED = {"T1": {"B1.C2", "B1.C1"}, "T2": {"B2.C1"}, "T3": {"B1.C1"}}
LISTEN = [Attitude("REL2", "Écoute")]


def codes(tasks: list[str], own: dict[str, set[str]] | None = None) -> list[str]:
    wanted = wanted_codes(tasks, proposed=PROPOSED, own=own or {})
    return [line.code for line in derive_grid(proposed_items(COMPETENCES, LISTEN), wanted)]


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
    wanted = wanted_codes(["T2"], proposed=PROPOSED, own={})
    grid = derive_grid(proposed_items(COMPETENCES, LISTEN), wanted)

    assert [(line.section, line.code, line.label) for line in grid] == [
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


SCHOOL = [
    GridItem("Nos attentes", "ETAB1", "Porter le badge", always=True),
    GridItem("Bloc 2", "B2.C1", "Animer un rayon", always=False),
    GridItem("Bloc 1", "B1.C1", "Cibler et prospecter", always=False),
]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (set(), ["ETAB1"]),
        ({"B1.C1"}, ["ETAB1", "B1.C1"]),
        ({"B1.C1", "B2.C1"}, ["ETAB1", "B2.C1", "B1.C1"]),
        ({"B1.C2"}, ["ETAB1"]),
    ],
)
def test_the_school_says_which_lines_in_which_words_and_order(wanted, expected) -> None:
    grid = derive_grid(SCHOOL, wanted)

    assert [line.code for line in grid] == expected
    assert {line.label for line in grid} <= {item.label for item in SCHOOL}
