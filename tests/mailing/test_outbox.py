"""Mail leaves with the act that causes it, over real SMTP, and survives refusals."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from tests import factories
from tests.mailing.conftest import Mailbox
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.tasks import run_due
from tripartite.mailing import outbox
from tripartite.mailing.actions import attempt
from tripartite.mailing.domain import MAX_ATTEMPTS, Button, Delivery, Message, retry_delay_minutes
from tripartite.mailing.models import OutgoingMessage

MESSAGE = Message(
    kind="test",
    to="tuteur@accueil.example",
    to_name="Paul O’Neill <b>",
    subject="Une convention\nà signer",
    paragraphs=("Première phrase.", "Seconde « phrase »."),
    button=Button("Lire et signer", "http://localhost:8000/acces/x.y/?a=1&b=2"),
    code="123456",
    small=("Petite ligne.",),
)


def work() -> None:
    run_due()


def test_a_message_travels_over_smtp_in_text_and_html(school: School, smtp: Mailbox) -> None:
    row = outbox.send(MESSAGE, school=school)
    work()

    (mail,) = smtp.received
    row.refresh_from_db()
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert (mail["To"], mail["Subject"]) == ("tuteur@accueil.example", "Une convention à signer")
    assert "http://localhost:8000/acces/x.y/?a=1&b=2" in text
    assert "Paul O’Neill &lt;b&gt;" in html
    assert all(word in body for word in ("123456", "Petite ligne.") for body in (text, html))
    assert (row.state, row.text, row.html) == (Delivery.SENT, "", "")


def test_nothing_is_sent_twice(school: School, smtp: Mailbox) -> None:
    row = outbox.send(MESSAGE, school=school)
    work()

    assert attempt(row.pk) == Delivery.SENT
    assert len(smtp.received) == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_taken_back_takes_its_mail_back(smtp: Mailbox) -> None:
    school = factories.make_school()
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.send(MESSAGE, school=school)
        raise RuntimeError
    work()

    assert (OutgoingMessage.objects.count(), smtp.received) == (0, [])


def test_a_refusing_server_is_asked_again_later_and_later(school: School, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    row = outbox.send(MESSAGE, school=school)

    with time_machine.travel(clock.now(), tick=False) as traveller:
        for n in range(1, MAX_ATTEMPTS):
            assert attempt(row.pk) == Delivery.QUEUED
            row.refresh_from_db()
            wait = timedelta(minutes=retry_delay_minutes(n))
            assert (row.attempts, row.not_before) == (n, clock.now() + wait)
            assert not OutgoingMessage.objects.due().exists()
            traveller.shift(wait)
        assert attempt(row.pk) == Delivery.FAILED

    row.refresh_from_db()
    assert "refused" in row.error.lower()


def test_a_message_left_by_a_stopped_worker_is_found_by_the_command(
    school: School, smtp: Mailbox
) -> None:
    outbox.send(MESSAGE, school=school)

    call_command("deliver_mail")

    assert len(smtp.received) == 1


def test_the_mail_of_a_demo_school_stays_here_and_stays_readable(db, smtp: Mailbox) -> None:
    school = factories.make_school("Démonstration", is_demo=True)

    row = outbox.send(MESSAGE, school=school)
    work()

    row.refresh_from_db()
    assert (row.state, "123456" in row.text, smtp.received) == (Delivery.SENT, True, [])


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (5, 16), (9, 240), (99, 240)]
)
def test_the_wait_doubles_up_to_four_hours(attempts: int, minutes: int) -> None:
    assert retry_delay_minutes(attempts) == minutes
