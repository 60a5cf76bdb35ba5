"""Handing a message to the mail server, at least once."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from tripartite.core import clock
from tripartite.mailing.domain import MAX_ATTEMPTS, Delivery, retry_delay_minutes
from tripartite.mailing.models import OutgoingMessage

#: How long one attempt owns the message: more than a mail server may take (EMAIL_TIMEOUT).
LEASE = timedelta(minutes=5)


def attempt(message_id: int) -> str:
    """Send if still queued and nobody else is at it; the state is returned.

    The mail server is spoken to outside of any transaction: a slow one must not hold the writers
    of the whole site. A refusal is kept on the row and tried again later (``deliver_mail``); the
    Message-ID is the row's, so that a mail sent twice after a crash is shown once by most readers.
    """
    row, is_ours = _claim(message_id)
    if not is_ours:
        return row.state
    try:
        _hand_over(row)
    except (smtplib.SMTPException, OSError) as refusal:
        return _refused(row, refusal)
    return _sent(row)


@transaction.atomic
def _claim(message_id: int) -> tuple[OutgoingMessage, bool]:
    """The message, and whether this attempt may send it; killed, it is due again after LEASE."""
    row = (
        OutgoingMessage.objects.select_related("school")
        .select_for_update(of=("self",))
        .get(pk=message_id)
    )
    now = clock.now()
    if row.state != Delivery.QUEUED or row.not_before > now:
        return row, False
    row.not_before = now + LEASE
    row.save(update_fields=["not_before"])
    return row, True


def _sent(row: OutgoingMessage) -> str:
    row.state = Delivery.SENT
    row.sent_at = clock.now()
    row.attempts += 1
    row.error = ""
    if not is_demo(row):
        # Links and codes have done their part; the outbox must not be a treasure.
        row.text = row.html = ""
        row.attachments = []
    row.save(update_fields=["state", "sent_at", "attempts", "error", "text", "html", "attachments"])
    return row.state


def is_demo(row: OutgoingMessage) -> bool:
    """The mail of a demo school never leaves the machine and stays readable."""
    return settings.DEMO or (row.school is not None and row.school.is_demo)


def _hand_over(row: OutgoingMessage) -> None:
    if is_demo(row):
        return
    mail = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers={
            "Message-ID": f"<message-{row.pk}@{settings.SITE_URL.partition('//')[2]}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(row.html, "text/html")
    for attachment in row.attachments:
        mail.attach(attachment["name"], attachment["text"], attachment["mime"])
    mail.send()


def _refused(row: OutgoingMessage, refusal: Exception) -> str:
    row.attempts += 1
    row.error = str(refusal)[:300]
    row.not_before = clock.now() + timedelta(minutes=retry_delay_minutes(row.attempts))
    if row.attempts >= MAX_ATTEMPTS:
        row.state = Delivery.FAILED
    row.save(update_fields=["attempts", "error", "not_before", "state"])
    return row.state
