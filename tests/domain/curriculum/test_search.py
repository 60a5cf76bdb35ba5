import pytest

from tripartite.curriculum.domain import ElementKind, search
from tripartite.curriculum.domain.search import stem, words
from tripartite.curriculum.library import read

NDRC = read("bts-ndrc-2018.toml")


def found(query: str, *kinds: ElementKind) -> list[str]:
    return [hit.element.code for hit in search(NDRC, query) if hit.element.kind in kinds]


@pytest.mark.parametrize(
    ("query", "tasks"),
    [
        ("prospection", ["P1.A1.T2", "P2.A1.T1"]),
        ("Prospecter", ["P1.A1.T2", "P2.A1.T1"]),
        ("PROSPECTION", ["P1.A1.T2", "P2.A1.T1"]),
        ("prospec", ["P1.A1.T2", "P2.A1.T1"]),
        ("négocier", ["P1.A2.T2", "P3.A1.T1"]),
        ("salon", ["P1.A3.T1"]),
        ("reseaux sociaux", ["P2.A2.T1"]),
        ("réseau social", ["P2.A2.T1"]),
        ("oeuvre", ["P3.A1.T3", "P2.A3.T3"]),
        ("mise en œuvre", ["P3.A1.T3", "P2.A3.T3"]),
        ("diagnostic d’un client", ["P1.A2.T1", "P1.A4.T3"]),
        ("prospection à distance", ["P2.A1.T1"]),
        ("ecommerce", ["P2.A3.T3", "P2.A3.T5"]),
        ("P1.A2.T1", ["P1.A2.T1"]),
        ("p1.a2.t1 ", ["P1.A2.T1"]),
        ("rien de tel : zyxw", []),
        ("de la", []),
        ("", []),
    ],
)
def test_words_find_the_tasks_they_should(query, tasks):
    assert found(query, ElementKind.TASK) == tasks


@pytest.mark.parametrize("query", ["evenement", "évènement", "événement", "EVENEMENTS"])
def test_any_spelling_of_event_finds_its_competences(query):
    assert found(query, ElementKind.COMPETENCE) == ["B1.C7", "B1.C8", "B1.C9"]
    assert found(query, ElementKind.RESULT) == ["P1.A3.R3"]


def test_a_longer_word_finds_the_one_it_begins_with():
    assert found("évènementielle", ElementKind.GROUP) == ["B1.G3"]


def test_the_exact_word_comes_before_its_family():
    codes = [hit.element.code for hit in search(NDRC, "prospecter")]

    assert codes[:2] == ["B3.C5", "B1.G1"]
    assert codes.index("P1.A1.T2") > 1


def test_a_task_comes_before_a_criterion_that_answers_as_well():
    kinds = [hit.element.kind for hit in search(NDRC, "prospection") if hit.score == 8]

    assert kinds == sorted(
        kinds,
        key=[
            ElementKind.TASK,
            ElementKind.COMPETENCE,
            ElementKind.RESULT,
            ElementKind.CRITERION,
            ElementKind.CONTEXT,
        ].index,
    )


def test_when_no_element_holds_all_the_words_those_that_hold_most_are_given():
    assert found("évènements salon", ElementKind.TASK) == ["P1.A3.T1"]
    assert found("évènements salon", ElementKind.RESULT) == ["P1.A3.R3"]


def test_the_label_of_every_task_finds_it_first():
    first = [search(NDRC, task.label)[0].element.code for task in NDRC.tasks]

    assert first == [task.code for task in NDRC.tasks]


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("prospection", "prospect"),
        ("prospecter", "prospect"),
        ("animateurs", "anim"),
        ("animation", "anim"),
        ("reseaux", "reseau"),
        ("commerciaux", "commerc"),
        ("vendeurs", "vent"),
        ("vente", "vent"),
        ("pac", "pac"),
    ],
)
def test_a_family_of_words_shares_a_stem(word, root):
    assert stem(word) == root


def test_only_the_first_twelve_words_count():
    twelve = " ".join(["prospection"] * 12)

    assert search(NDRC, f"{twelve} introuvable") == search(NDRC, twelve)


def test_accents_ligatures_and_apostrophes_are_folded():
    assert words("L’Œuvre À l'évènement") == ["oeuvre", "evenement"]


def test_the_words_kept_are_those_that_tell_something():
    assert words("Gestion de la e-relation d’un client à distance") == [
        "gestion",
        "erelation",
        "client",
        "distance",
    ]
