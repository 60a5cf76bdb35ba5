"""The task that puts a place on the map; beside the actions that enqueue it."""

from django_tasks import task

from tripartite.hosts.locating import locate


@task()
def locate_site(site_id: int) -> str:
    """Find where a place is, by the geocoder or by its commune; safe to run twice."""
    return locate(site_id)
