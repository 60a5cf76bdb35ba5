"""The worker dies while it seals: nothing half-done stays, the next start completes it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.db import connection

from tests.agreements.ready import make_ready
from tests.certificates.ended import office_of
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.models import JournalEntry, School
from tripartite.agreements import actions as agreements
from tripartite.documents import actions as documents
from tripartite.documents.models import StoredFile
from tripartite.documents.sealing import verify
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.actions import seal
from tripartite.papers.domain import Capacity, PaperState
from tripartite.papers.models import Paper

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture
def paper(school: School) -> Paper:
    """The agreement, which everybody has signed and which no worker has taken up."""
    placement = make_ready(school)
    sent = agreements.send(placement=placement, by=office_of(placement))
    for capacity in sent.signatures.order_by("rank").values_list("capacity", flat=True):
        give(sent, Capacity(capacity))
    mail.outbox.clear()
    return sent


def assert_completed_at_the_next_start(paper: Paper) -> None:
    call_command("recover", verbosity=0)
    run_tasks()

    paper.refresh_from_db()
    told = sorted(m.to[0] for m in mail.outbox if "signée par tous" in m.subject)
    assert paper.state == PaperState.SEALED
    assert verify(documents.read(paper.sealed)).valid
    assert JournalEntry.objects.filter(verb="paper.sealed").count() == 1
    assert told == sorted(paper.signatures.values_list("email", flat=True))
    assert not OutgoingMessage.objects.queued().exists()


class PowerCutError(Exception):
    """What stops a process in the middle of a write."""


@contextmanager
def cut_at(words: str) -> Iterator[None]:
    """Stop at the first statement that begins so, before the database has seen it."""

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(words):
            raise PowerCutError
        return execute(sql, *rest)

    with connection.execute_wrapper(run):
        yield


def test_a_seal_cut_between_its_file_and_its_row_leaves_the_paper_out(paper: Paper) -> None:
    rows = StoredFile.objects.count()
    files = kept_files()

    with pytest.raises(PowerCutError), cut_at('UPDATE "papers_paper"'):
        seal(paper.pk)

    paper.refresh_from_db()
    assert (kept_files(), StoredFile.objects.count()) == (files + 1, rows)
    assert (paper.state, paper.sealed) == (PaperState.OUT, None)
    assert_completed_at_the_next_start(paper)


def kept_files() -> int:
    return sum(1 for p in Path(django_settings.PAPERS_DIR).rglob("*") if p.is_file())


def test_a_worker_killed_while_it_seals_leaves_the_paper_to_the_next(
    paper: Paper, tmp_path: Path
) -> None:
    key = tmp_path / "key.p12"
    os.mkfifo(key)  # reading the key of the seal waits here, the transaction open

    worker = start_worker(key, tmp_path)
    try:
        wait_for_reader(key)
    finally:
        worker.kill()
        worker.wait()

    paper.refresh_from_db()
    assert paper.state == PaperState.OUT
    assert_completed_at_the_next_start(paper)


def start_worker(key: Path, var: Path) -> "subprocess.Popen[bytes]":
    """The worker of ``serve``, on the database and the files of this test."""
    known = connection.settings_dict
    url = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--batch", "--no-reload"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url,
            "TRIPARTITE_VAR": str(var),
            "PAPERS_DIR": str(django_settings.PAPERS_DIR),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "SEAL_PKCS12_FILE": str(key),
            "EMAIL_URL": "dummy:",
        },
    )


def wait_for_reader(fifo: Path) -> None:
    """Return when the worker has opened the file to read it."""
    for _ in range(400):
        try:
            os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the worker has not begun to seal")
