"""The worker finds a task by its path, in a process that has imported nothing else of ours."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUEUES = sorted(
    str(p.relative_to(ROOT).with_suffix("")).replace("/", ".")
    for p in (ROOT / "tripartite").rglob("*queue.py")
)


def test_there_are_queues() -> None:
    assert "tripartite.papers.queue" in QUEUES


#: Each queue is imported in a child of a process that has done nothing but set Django up.
IMPORTS = """
import importlib, os, sys, django
django.setup()
for queue in sys.argv[1:]:
    if child := os.fork():
        if os.waitpid(child, 0)[1]:
            print(queue)
    else:
        importlib.import_module(queue)
        os._exit(0)
"""


def test_a_queue_can_be_imported_first() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, *QUEUES],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert (done.stdout.split(), done.stderr) == ([], "")
