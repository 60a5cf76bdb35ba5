"""A slow mail server slows nobody down, and two workers send one mail."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests.concurrency.conftest import at_once
from tripartite.accounts.models import School
from tripartite.mailing import outbox
from tripartite.mailing.actions import LEASE, attempt
from tripartite.mailing.domain import Delivery, Message
from tripartite.mailing.models import OutgoingMessage


@pytest.fixture
def message(school: School) -> OutgoingMessage:
    said = Message(
        kind="test", to="a@accueil.example", to_name="A", subject="Un", paragraphs=("Bonjour.",)
    )
    return outbox.send(said, school=school)


@pytest.fixture
def silent(settings: Any) -> Iterator[socket.socket]:
    """A mail server that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        yield server


def send(message: OutgoingMessage) -> str:
    try:
        return attempt(message.pk)
    finally:
        connection.close()


def test_a_silent_mail_server_holds_nobody_up(
    school: School, message: OutgoingMessage, silent: socket.socket
) -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        sending = pool.submit(send, message)
        call, _address = silent.accept()
        with call:
            written = School.objects.filter(pk=school.pk).update(city="Nice")
            still_waiting = not sending.done()

        assert (written, still_waiting) == (1, True)
        assert sending.result(timeout=20) == Delivery.QUEUED


def test_two_workers_send_a_message_once(message: OutgoingMessage, settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Counter(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    outcomes = at_once(*[partial(attempt, message.pk)] * 3)
    server.stop()

    message.refresh_from_db()
    assert (message.state, message.attempts, server.handler.received) == (Delivery.SENT, 1, 1)
    assert set(outcomes) <= {Delivery.SENT, Delivery.QUEUED}


class Counter(Sink):
    """Counts what the server receives."""

    received = 0

    async def handle_DATA(self, *_args: Any) -> str:  # noqa: N802  # the name that aiosmtpd calls
        self.received += 1
        return "250 OK"


def test_a_message_whose_worker_was_killed_is_due_again(message: OutgoingMessage) -> None:
    DBTaskResult.objects.all().delete()  # the task died with its worker
    taken = message.not_before
    OutgoingMessage.objects.filter(pk=message.pk).update(not_before=taken + LEASE)

    call_command("recover", verbosity=0)

    task = DBTaskResult.objects.get()
    assert task.args_kwargs["args"] == [message.pk]
    assert task.run_after - taken == LEASE > timedelta(0)
