"""The one door through which e-mail leaves."""

from dataclasses import asdict

from django.template.loader import render_to_string

from tripartite.accounts.models import School
from tripartite.mailing.domain import Message
from tripartite.mailing.models import OutgoingMessage
from tripartite.mailing.queue import deliver


def send(message: Message, *, school: School | None) -> OutgoingMessage:
    """Write the message and enqueue its delivery, in the caller's transaction.

    Rolled back with it; seen by the worker only after its commit (the queue is in the same
    database).
    """
    context = {"message": message}
    row = OutgoingMessage.objects.create(
        school=school,
        kind=message.kind,
        to=message.to,
        to_name=message.to_name,
        reply_to=message.reply_to,
        subject=" ".join(message.subject.split()),
        text=render_to_string("emails/message.txt", context),
        html=render_to_string("emails/message.html", context),
        attachments=[asdict(attachment) for attachment in message.attachments],
        file=message.file,
    )
    deliver.enqueue(row.pk)
    return row
