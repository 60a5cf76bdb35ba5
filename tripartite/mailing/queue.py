"""The task that carries one message; it sits here, below outbox, so that send() may enqueue it."""

from django_tasks import task

from tripartite.mailing.actions import attempt
from tripartite.mailing.models import OutgoingMessage


@task()
def deliver(message_id: int) -> str:
    """Try to hand one message to the mail server; safe to run twice."""
    return attempt(message_id)


def recover_messages() -> int:
    """Enqueue every message that waits, each for its hour: for the start of the server."""
    waiting = list(OutgoingMessage.objects.queued().order_by("pk"))
    for row in waiting:
        deliver.using(run_after=row.not_before).enqueue(row.pk)
    return len(waiting)
