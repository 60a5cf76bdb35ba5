"""The task that puts a change in force on its day."""

from django_tasks import task

from tripartite.core import clock
from tripartite.placements.actions.projecting import project
from tripartite.placements.models import Placement


@task()
def project_terms(placement_id: int) -> None:
    """Write the terms that hold today; safe to run twice."""
    project(placement=Placement.objects.get(pk=placement_id), today=clock.today())
