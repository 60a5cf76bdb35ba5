"""The bench is run by hand: what it imports must still be there when it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTS = "import django; django.setup()\nfrom bench import exams, law, pages, papers, tours, world"


def test_the_bench_finds_what_it_measures() -> None:
    """In a process of its own: what the bench compares with changes how images are read."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")
