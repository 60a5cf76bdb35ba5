"""The bench is run by hand: what it imports must still be there when it is."""

from importlib import import_module

import pytest


@pytest.mark.parametrize("module", ["exams", "law", "pages", "papers", "tours", "world"])
def test_the_bench_finds_what_it_measures(module: str) -> None:
    import_module(f"bench.{module}")
