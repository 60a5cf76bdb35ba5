"""The worker finds a task by its path, in a process that has imported nothing else of ours."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUEUES = sorted(
    str(p.relative_to(ROOT).with_suffix("")).replace("/", ".")
    for p in (ROOT / "tripartite").rglob("*queue.py")
)


def test_there_are_queues() -> None:
    assert "tripartite.papers.queue" in QUEUES


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_can_be_imported_first(queue: str) -> None:
    code = f"import django; django.setup(); import {queue}"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")
