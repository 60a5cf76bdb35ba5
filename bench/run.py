"""Measure, say, and keep the figures in bench/results.json.

A figure has a name, a value, a unit and what it was compared with in the same run: absolute
times say more of the machine than of the product.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django  # noqa: E402  # the path and the settings come first

django.setup()

from bench import exams, law, pages, papers, tours  # noqa: E402

Figure = dict[str, Any]
#: One figure each, or the figures of a whole run.
FIGURES: tuple[Callable[[], Figure | list[Figure]], ...] = (
    papers.papers_vs_weasyprint,
    papers.papers_seal_ms,
    papers.papers_batch_vs_render,
    law.law_judge_10k_s,
    exams.export_vs_copy,
    pages.pages_sqlite,
    pages.pages_postgres,
    tours.tours,
)


def main() -> None:
    results: list[Figure] = []
    for measure in FIGURES:
        measured = measure()
        for result in [measured] if isinstance(measured, dict) else measured:
            results.append(result)
            value = f"{result['value']} {result['unit']}"
            print(f"{result['name']:<28} {value:>14}   {result['compared_with']}")
    (ROOT / "bench" / "results.json").write_text(
        json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    )


main()
