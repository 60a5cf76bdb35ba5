"""The host declares what the post allows, by its own people."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.accounts.models import JournalEntry
from tripartite.law.facts import ForbiddenUse
from tripartite.placements.actions.fitness import declare_fitness
from tripartite.placements.domain import Relation, State
from tripartite.placements.domain.fitness import Fitness, FitnessError, Situation
from tripartite.placements.models import FitnessDeclaration, Placement

DENIED = {f"use_{use}": "no" for use in ForbiddenUse}


@pytest.fixture
def placement(cast: Cast) -> Placement:
    return cast.placement()


@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY])
def test_the_host_declares_by_link(client, placement: Placement, relation: Relation):
    factories.enter_link(client, factories.make_link(placement, relation, name="Théo Tuteur"))

    response = client.post(
        f"/stages/{placement.pk}/poste/", DENIED | {"situations": ["negotiation", "digital"]}
    )

    row = FitnessDeclaration.objects.get()
    assert response["Location"] == f"/stages/{placement.pk}/"
    assert row.fitness == Fitness(frozenset({Situation.NEGOTIATION, Situation.DIGITAL}))
    assert (row.declared_by, row.declared_as) == ("Théo Tuteur", relation)
    entry = JournalEntry.objects.get(verb="placement.fitness_declared")
    assert entry.detail["forbidden"] == []


def test_a_use_is_never_presumed_absent(client, placement: Placement):
    factories.enter_link(client, factories.make_link(placement, Relation.TUTOR))

    response = client.post(f"/stages/{placement.pk}/poste/", {"situations": ["digital"]})

    assert set(response.context["form"].errors) == set(DENIED)
    assert 'value="digital"' in page_of(response)
    assert FitnessDeclaration.objects.count() == 0


def test_a_later_declaration_replaces_the_first_and_the_journal_keeps_both(
    cast: Cast, placement: Placement
):
    link = factories.make_link(placement, Relation.TUTOR)
    seasonal = Fitness(frozenset(), (), frozenset({ForbiddenUse.SEASONAL}))

    declare_fitness(placement=placement, fitness=seasonal, by=link)
    declare_fitness(placement=placement, fitness=Fitness(frozenset()), by=cast.office)

    assert FitnessDeclaration.objects.get().fitness.forbidden == frozenset()
    told = JournalEntry.objects.filter(verb="placement.fitness_declared").order_by("pk")
    assert [entry.detail["forbidden"] for entry in told] == [["seasonal"], []]


def test_the_student_does_not_declare_for_the_host(cast: Cast, placement: Placement):
    with pytest.raises(FitnessError) as refusal:
        declare_fitness(placement=placement, fitness=Fitness(frozenset()), by=cast.student)

    assert refusal.value.code == "not_the_host"


def test_a_placement_that_is_over_takes_no_declaration(cast: Cast):
    placement = cast.placement(state=State.CANCELLED, reason="annulé")

    with pytest.raises(FitnessError) as refusal:
        declare_fitness(placement=placement, fitness=Fitness(frozenset()), by=cast.office)

    assert refusal.value.code == "over"


def test_the_file_tells_everybody_what_is_missing_and_what_was_declared(
    client, cast: Cast, placement: Placement
):
    client.force_login(cast.student)
    before = page_of(client.get(f"/stages/{placement.pk}/"))
    fitness = Fitness(frozenset({Situation.NEGOTIATION}), ("un tableur",))
    declare_fitness(placement=placement, fitness=fitness, by=cast.office)
    after = page_of(client.get(f"/stages/{placement.pk}/"))

    assert "L’organisation n’a pas encore déclaré ce que permet le poste" in before
    assert "négocier, vendre, accompagner la relation client" in after
    assert "n’a pas encore déclaré" not in after
