"""The school writes the grid of a programme; each writing is a version, older ones are kept."""

from collections.abc import Sequence

from django.db import transaction

from tripartite.accounts.journal import name_of, record
from tripartite.accounts.models import User
from tripartite.evaluations import queries
from tripartite.evaluations.domain import EvaluationError
from tripartite.evaluations.domain import GridItem as Item
from tripartite.evaluations.models import Grid, GridItem
from tripartite.school.models import Programme


@transaction.atomic
def save_grid(*, programme: Programme, items: Sequence[Item], seen: int, by: User) -> Grid | None:
    """Write the next version; None when nothing changed. Evaluations prepared keep theirs.

    ``seen`` is the version that was on the screen, 0 for the proposal. Raises DomainError when
    somebody wrote one meanwhile, or without a line.
    """
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    current = queries.school_grid(programme)
    number = current.number if current else 0
    if seen != number:
        raise EvaluationError(
            "written_meanwhile",
            f"Une version {number} a été écrite entre-temps. Ce que vous avez tapé est resté "
            "ci-dessous : comparez-la dans un autre onglet, puis recommencez depuis elle.",
        )
    if not items:
        raise EvaluationError("no_line", "Une grille garde au moins une ligne.")
    if tuple(items) == queries.items_of(programme):
        return None
    grid = Grid.objects.create(programme=programme, number=number + 1, author=name_of(by))
    GridItem.objects.bulk_create(
        GridItem(
            grid=grid,
            position=rank,
            section=item.section,
            code=item.code,
            label=item.label,
            always=item.always,
        )
        for rank, item in enumerate(items, start=1)
    )
    record(
        by=by,
        school=programme.school,
        verb="grid.written",
        sentence=f"Grille d’évaluation {programme}, version {grid.number}",
        programme=programme.pk,
    )
    return grid
