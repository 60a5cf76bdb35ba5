"""What differs between two versions of a framing, word by word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.placements.domain.versions import (
    ONE_TURN,
    PieceKind,
    compare,
    differences,
    digest_of,
    is_told,
    parts_of,
)

WORDS = st.text(alphabet="ab \n’é.", max_size=40)
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def content(**changes):
    base = {
        "welcome": {"Lieu": "Maison Azur, Nice", "Gratification": ""},
        "headings": {"objectives": "Prospecter", "means": "Un poste et un téléphone"},
        "objectives": [],
        "missions": [
            {
                "key": 4,
                "title": "Relancer",
                "description": "",
                "expected_result": "20 rendez-vous",
                "tasks": ["Analyser un portefeuille"],
                "results": [],
            }
        ],
    }
    return base | changes


@given(old=WORDS, new=WORDS)
def test_the_pieces_make_the_two_texts(old, new):
    pieces = compare(old, new)

    assert "".join(p.text for p in pieces if p.kind is not PieceKind.IN) == old
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.OUT) == new


def test_a_changed_word_is_struck_and_the_other_added():
    pieces = compare("un point chaque lundi à 9 h", "un point chaque mardi à 9 h")

    assert [(p.kind, p.text) for p in pieces] == [
        (PieceKind.SAME, "un point chaque "),
        (PieceKind.OUT, "lundi "),
        (PieceKind.IN, "mardi "),
        (PieceKind.SAME, "à 9 h"),
    ]


def test_only_what_differs_is_shown():
    new = content(headings={"objectives": "Prospecter", "means": "Deux postes"}, missions=[])

    found = differences(content(), new)

    assert [(d.title, d.added, d.removed) for d in found] == [
        ("Moyens matériels, humains et financiers", False, False),
        ("Mission : Relancer", False, True),
    ]


def test_a_new_part_is_said_to_be_new():
    new = content(objectives=[{"competence": "C1", "label": "Prospecter", "wording": "Oser"}])

    (found,) = differences(content(), new)

    assert (found.title, found.added) == ("Objectif : Prospecter", True)


def test_the_same_content_has_one_digest_and_no_difference():
    assert digest_of(content()) == digest_of(content())
    assert digest_of(content()) != digest_of(content(missions=[]))
    assert differences(content(), content()) == ()


def test_a_version_reads_in_the_order_of_the_annexe_without_its_empty_parts():
    assert [part.title for part in parts_of(content())] == [
        "Lieu",
        "Objectifs poursuivis",
        "Mission : Relancer",
        "Moyens matériels, humains et financiers",
    ]


@pytest.mark.parametrize(
    ("previous", "told"),
    [
        (None, True),
        (("Inès", NOW - timedelta(minutes=1)), False),
        (("Inès", NOW - ONE_TURN), False),
        (("Inès", NOW - ONE_TURN - timedelta(seconds=1)), True),
        (("Théo", NOW - timedelta(minutes=1)), True),
    ],
)
def test_several_messages_of_one_person_are_one_turn(previous, told):
    assert is_told(previous, "Inès", NOW) is told
