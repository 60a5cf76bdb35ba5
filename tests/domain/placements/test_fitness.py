"""What is said of a post: undeclared, forbidden, poor, fit."""

import pytest

from tripartite.law.facts import ForbiddenUse
from tripartite.placements.domain.fitness import Fitness, Situation, doubts_about

TOOLS = ("un logiciel de relation client",)
FIT = Fitness(frozenset({Situation.NEGOTIATION, Situation.NETWORK}), TOOLS)


def test_nothing_is_said_before_a_host_is_declared():
    assert doubts_about(None, has_host=False) == ()


def test_a_fit_post_raises_no_doubt():
    assert doubts_about(FIT, has_host=True) == ()


def test_what_the_host_did_not_declare_is_asked():
    (doubt,) = doubts_about(None, has_host=True)

    assert not doubt.blocks
    assert doubt.sentence == (
        "L’organisation n’a pas encore déclaré ce que permet le poste, ni l’absence des usages "
        "interdits (L124-7) : demandez-le au tuteur ou au représentant, qui le font par leur lien "
        "personnel."
    )


@pytest.mark.parametrize("use", list(ForbiddenUse))
def test_each_forbidden_use_blocks(use: ForbiddenUse):
    first, *_ = doubts_about(Fitness(FIT.situations, TOOLS, frozenset({use})), has_host=True)

    assert first.blocks
    assert first.sentence.endswith("Revoyez les missions avec elle avant toute signature.")


@pytest.mark.parametrize(
    ("fitness", "beginning"),
    [
        (Fitness(frozenset(), TOOLS), "Le poste ne permet aucune des situations"),
        (Fitness(frozenset({Situation.DIGITAL}), TOOLS), "Le poste ne permet que la relation"),
        (Fitness(FIT.situations), "Aucun outil numérique n’est annoncé"),
    ],
)
def test_a_poor_post_warns(fitness: Fitness, beginning: str):
    (doubt,) = doubts_about(fitness, has_host=True)

    assert doubt.sentence.startswith(beginning)
    assert not doubt.blocks
