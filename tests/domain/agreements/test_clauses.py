"""The clauses of a school, without a database."""

import pytest

from tripartite.agreements.clauses import DEFAULT_CLAUSES
from tripartite.agreements.domain import (
    BY_CLAUSES,
    AgreementError,
    Clause,
    added,
    clause_differences,
    clause_of,
    faults_of,
    keyed,
    moved,
    removed,
    rewritten,
    unstated,
)

A, B, C = keyed(Clause(t, ("Texte.",)) for t in ("A", "B", "C"))


def test_the_words_of_the_product_state_every_mention_everywhere() -> None:
    assert unstated(DEFAULT_CLAUSES) == []


@pytest.mark.parametrize("mention", BY_CLAUSES)
def test_a_mention_without_article_is_said_for_each_country(mention: int) -> None:
    left = [c for c in DEFAULT_CLAUSES if c.mention != mention]

    assert [(u.mention, u.country) for u in unstated(left)] == [
        (mention, "FR"), (mention, "MC"), (mention, "XX"),
    ]  # fmt: skip


def test_the_sentence_names_the_mention_and_the_country() -> None:
    sentences = [u.sentence for u in unstated(c for c in DEFAULT_CLAUSES if c.mention != 15)]

    assert sentences[0] == (
        "Mention 15, « Attestation de stage » : aucun article ne l’énonce pour un accueil en "
        "« France »."
    )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{stagiaire} et {tuteur}", 0),
        ("rien", 0),
        ("{patron}", 1),
        ("{patron} {chef} {patron}", 2),
        ("{stagiaire", 1),
        ("stagiaire}", 1),
        ("{}", 1),
    ],
)
def test_placeholders_are_checked(text: str, faults: int) -> None:
    assert len(faults_of(text)) == faults


def test_keys_stay_with_their_article() -> None:
    every = added((A, B), Clause("D", ("Texte.",)))

    assert [c.key for c in every] == ["a1", "a2", "a3"]
    assert keyed(every) == every
    assert added(removed(every, "a2"), C)[-1].key == "a2"


@pytest.mark.parametrize(
    ("key", "steps", "order"),
    [("a1", 1, "BAC"), ("a3", -1, "ACB"), ("a1", -1, "ABC"), ("a3", 1, "ABC"), ("a2", 9, "ACB")],
)
def test_moving(key: str, steps: int, order: str) -> None:
    assert "".join(c.title for c in moved((A, B, C), key, steps)) == order


def test_an_article_that_is_gone_is_said() -> None:
    with pytest.raises(AgreementError) as refused:
        clause_of((A,), "a9")

    assert refused.value.code == "clause_gone"


def test_differences_of_two_versions() -> None:
    new = Clause("B", ("Texte.", "Encore."), 9, ("MC",), "a2")

    found = clause_differences((A, B), (*rewritten((B,), new), C))

    assert [(d.section, d.label) for d in found] == [
        ("A", "Article retiré"), ("B", "Article modifié"), ("C", "Article ajouté"),
    ]  # fmt: skip
    assert found[1].before == ("Mention : article de plus", "Imprimé pour : tous les pays")
    assert found[1].after == (
        "Mention : 9. Protection sociale et responsabilité civile",
        "Imprimé pour : Monaco",
        "Encore.",
    )


def test_another_order_alone_is_a_difference() -> None:
    (found,) = clause_differences((A, B), (B, A))

    assert (found.before, found.after) == (("A", "B"), ("B", "A"))
    assert clause_differences((A, B), (A, B)) == []
