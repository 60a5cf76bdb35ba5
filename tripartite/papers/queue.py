"""The task that seals; beside the actions that enqueue it, above the action that does the work."""

from django_tasks import task

from tripartite.papers.actions.sealing import seal


@task()
def seal_paper(paper_id: int) -> str:
    """Seal a paper that everybody signed; safe to run twice."""
    return seal(paper_id)
