"""The tasks of tours; beside the actions that enqueue them."""

from django_tasks import task

from tripartite.documents import actions as documents
from tripartite.tours.locating import locate
from tripartite.tours.planner import TourWorker


@task()
def locate_start(start_id: int) -> str:
    """Put the address of a teacher on the map; safe to run twice."""
    return locate(start_id)


@task()
def plan_tour(batch_id: int) -> str:
    """Plan what is left of a tour; safe to run twice."""
    return documents.run_batch(batch_id, TourWorker)
