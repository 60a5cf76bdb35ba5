"""The task that seals; beside the actions that enqueue it, above the action that does the work."""

from django_tasks import task

from tripartite.papers.actions.sealing import seal_waiting


@task()
def seal_paper(paper_id: int) -> str:
    """Seal a paper that everybody signed, with those that wait beside it; safe to run twice."""
    return seal_waiting(paper_id)
