"""The task that carries one message; it sits here, below outbox, so that send() may enqueue it."""

from django_tasks import task

from tripartite.mailing.actions import attempt


@task()
def deliver(message_id: int) -> str:
    """Try to hand one message to the mail server; safe to run twice."""
    return attempt(message_id)
