"""Several people in the same second: real threads, each with its own connection.

On PostgreSQL the test database serves them as it is. On SQLite the tests run in memory, where
connections share one lock: here the database is copied to a file, opened as the settings open it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections

from tests import factories
from tripartite.accounts.models import School
from tripartite.core.errors import DomainError

#: How an act ended: its result, or the refusal that was said.
Outcome = Any


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several connections use at once."""
    if connection.vendor == "postgresql":
        yield
        return
    file = tmp_path / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    memory, known = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**known, "NAME": str(file)}
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"], connections["default"] = known, memory


@pytest.fixture
def school(shared_database: None) -> School:
    return factories.make_school()


@pytest.fixture
def database_cache(shared_database: None, settings: Any) -> None:
    """The cache of a school's own site, where the tests have one in memory."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "core_cache",
        }
    }
    call_command("createcachetable", verbosity=0)


def at_once(*acts: Callable[[], Any]) -> list[Outcome]:
    """Do these acts at the same moment, each as its own visitor; what became of each, in order.

    A refusal is an outcome; anything else that is raised fails the test.
    """
    start = Barrier(len(acts))

    def visit(act: Callable[[], Any]) -> Outcome:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return [f.result(timeout=60) for f in [pool.submit(visit, act) for act in acts]]


def refusals(outcomes: list[Outcome]) -> list[str]:
    """The codes of what was refused, sorted."""
    return sorted(o.code for o in outcomes if isinstance(o, DomainError))
