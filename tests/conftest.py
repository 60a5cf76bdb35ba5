"""The harness: what every test gets, and what no page may do."""

import gc
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.flushing import delete_rows
from tripartite.accounts.models import School

INLINE = re.compile(
    rb"""<[^>]+\s(?:style|on[a-z]+)\s*=|<script(?![^>]*\bsrc=)[^>]*>|<style[\s>]""", re.IGNORECASE
)


class StrictClient(Client):
    """A browser that refuses what our Content-Security-Policy refuses."""

    def generic(self, *args, **kwargs):
        response = super().generic(*args, **kwargs)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and args[1].startswith("/exploitation/") is False:
            found = INLINE.search(response.content)
            assert found is None, f"inline script or style in {args[1]}: {found.group()[:120]!r}"
            assert b"{{" not in response.content, f"template leftovers in {args[1]}"
        return response


#: Tests that never open a database run once, not once per database.
PURE = {"domain", "consistency"}


def pytest_collection_finish() -> None:
    """Spare the collector what lives until the end: it would look at each test over and over."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if PURE & set(item.path.parts):
            item.add_marker(pytest.mark.pure)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests, emptied the quick way."""
    with django_db_blocker.unblock():
        delete_rows()


@pytest.fixture
def client() -> Client:
    return StrictClient()


@pytest.fixture
def school(db: None) -> School:
    return factories.make_school()


@pytest.fixture(autouse=True)
def _own_papers_and_cache(request: pytest.FixtureRequest) -> None:
    """Each test has its own paper store and starts with no tries counted."""
    if request.node.get_closest_marker("pure") is None:
        settings, tmp_path = map(request.getfixturevalue, ("settings", "tmp_path"))
        settings.PAPERS_DIR = tmp_path / "papers"
        cache.clear()
