"""What an agreement must state, mention by mention."""

import pytest

from tripartite.agreements.clauses import DEFAULT_CLAUSES
from tripartite.agreements.domain import (
    BY_CLAUSES,
    PLACEHOLDERS,
    AgreementError,
    AgreementFacts,
    Clause,
    Place,
    blocking,
    clauses_for,
    filled,
    missing_mentions,
)
from tripartite.documents.papers import MENTIONS


def missing(**changes):
    found = missing_mentions(AgreementFacts(**changes))
    return [(each.mention, each.where, each.blocks) for each in found]


def test_a_complete_placement_misses_nothing():
    assert missing() == []


@pytest.mark.parametrize(
    ("changes", "mention", "where"),
    [
        ({"host": False}, 0, Place.DECLARATION),
        ({"signatory": False}, 0, Place.DECLARATION),
        ({"head": False}, 0, Place.TEAM),
        ({"minor": True}, 0, Place.STUDENT),
        ({"monaco": True}, 0, Place.STUDENT),
        ({"monaco": True, "nationality": True, "student_address": False}, 0, Place.STUDENT),
        ({"programme": False}, 1, Place.SCHOOL),
        ({"yearly_hours": 0}, 1, Place.SCHOOL),
        ({"referent": False}, 2, Place.REFERENT),
        ({"tutor": False}, 2, Place.DECLARATION),
        ({"empty_headings": ("modalités de tutorat",)}, 3, Place.FRAMING),
        ({"competences": 0}, 3, Place.FRAMING),
        ({"missions": 0}, 4, Place.FRAMING),
        ({"missions": 2, "missions_without_task": 1}, 4, Place.FRAMING),
        ({"weekly_minutes": 0}, 6, Place.DECLARATION),
        ({"expected_minutes": 0}, 5, Place.DECLARATION),
        ({"insurance": False}, 9, Place.SCHOOL),
    ],
)
def test_each_missing_mention_blocks_and_says_where_to_fill_it(changes, mention, where):
    assert missing(**changes) == [(mention, where, True)]


@pytest.mark.parametrize("number", BY_CLAUSES)
def test_each_mention_that_only_clauses_state_needs_its_clause(number):
    kept = frozenset(BY_CLAUSES) - {number}

    assert missing(clauses=kept) == [(number, Place.CLAUSES, True)]


@pytest.mark.parametrize("changes", [{"deliberation": False}, {"student_address": False}])
def test_what_a_french_agreement_can_do_without_is_only_said(changes):
    found = missing_mentions(AgreementFacts(**changes))

    assert (len(found), blocking(found)) == (1, [])


@pytest.mark.parametrize(
    "changes",
    [
        {"minor": True, "guardian": True},
        {"monaco": True, "nationality": True},
        {"monaco": False, "nationality": False},
        {"minor": False, "guardian": False},
    ],
)
def test_guardian_and_nationality_are_asked_only_when_they_matter(changes):
    assert missing(**changes) == []


def test_missing_mentions_come_in_the_order_of_the_decree():
    found = missing(insurance=False, tutor=False, missions=0, head=False, programme=False)

    assert [mention for mention, _, _ in found] == [0, 1, 2, 4, 9]


# ---------------------------------------------------------------- clauses
@pytest.mark.parametrize("country", ["FR", "MC", "XX"])
def test_the_default_clauses_state_what_the_paper_cannot(country):
    stated = {clause.mention for clause in clauses_for(DEFAULT_CLAUSES, country)} - {None}

    assert stated >= set(BY_CLAUSES)
    assert stated <= set(MENTIONS)


@pytest.mark.parametrize("clause", DEFAULT_CLAUSES, ids=lambda clause: clause.title)
def test_the_default_clauses_name_only_known_placeholders(clause):
    values = {name: f"<{name}>" for name in PLACEHOLDERS}

    written = [filled(paragraph, values) for paragraph in clause.paragraphs]

    assert [text for text in written if "{" in text or "à vérifier" in text] == []


@pytest.mark.parametrize("clause", DEFAULT_CLAUSES[:3], ids=lambda clause: clause.title)
def test_a_clause_is_kept_and_read_back(clause):
    assert Clause.from_json(clause.as_json()) == clause


def test_a_clause_for_one_country_is_printed_for_no_other():
    clauses = [Clause("Partout", ()), Clause("Ici", (), None, ("MC",))]

    assert [c.title for c in clauses_for(clauses, "MC")] == ["Partout", "Ici"]
    assert [c.title for c in clauses_for(clauses, "FR")] == ["Partout"]


def test_a_value_that_looks_like_a_placeholder_is_printed_as_it_is():
    assert filled("Chez {organisme}.", {"organisme": "{tuteur} & fils"}) == "Chez {tuteur} & fils."


@pytest.mark.parametrize("text", ["{salaire}", "{}", "{organisme.secret}", "{0}"])
def test_an_unknown_placeholder_is_named(text):
    with pytest.raises(AgreementError, match="n’est pas connu") as refused:
        filled(text, dict.fromkeys(PLACEHOLDERS, "x"))

    assert text in str(refused.value)
