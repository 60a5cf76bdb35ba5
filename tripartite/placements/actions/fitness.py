"""The host declares what the post allows, and that it is none of what the law forbids."""

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.core import clock
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import OVER, Relation
from tripartite.placements.domain.fitness import Fitness, FitnessError
from tripartite.placements.models import FitnessDeclaration, Placement

#: Whose word it is: the host's own people, or the office that copies a signed paper.
DECLARERS = (Relation.TUTOR, Relation.SIGNATORY, Relation.OFFICE)


@transaction.atomic
def declare_fitness(*, placement: Placement, fitness: Fitness, by: Actor) -> FitnessDeclaration:
    """Keep the declaration of the host; a later one replaces it, the journal tells both."""
    placement = locked(placement)
    mine = placement.relations_of(by)
    capacity = next((relation for relation in DECLARERS if relation in mine), None)
    if capacity is None:
        raise FitnessError(
            "not_the_host", "Cette déclaration est celle de l’organisation d’accueil."
        )
    if placement.state in OVER:
        raise FitnessError(
            "over",
            f"Ce stage est « {placement.get_state_display()} » : sa déclaration ne change plus.",
        )
    said = {
        "situations": sorted(fitness.situations),
        "tools": list(fitness.tools),
        "forbidden": sorted(fitness.forbidden),
    }
    row, _ = FitnessDeclaration.objects.update_or_create(
        placement=placement,
        defaults=said
        | {"declared_by": name_of(by), "declared_as": capacity, "declared_at": clock.now()},
    )
    absent = "usages interdits déclarés absents" if not fitness.forbidden else "usage interdit dit"
    record(
        by=by,
        school=placement.school,
        verb="placement.fitness_declared",
        sentence=f"Déclaration de l’organisation sur le poste : {absent}",
        file=placement.file,
        **said,
    )
    return row
