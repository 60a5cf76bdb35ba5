"""Who reaches what: every URL × method × visitor, and visible ⇔ related."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from tests.access.rows import MEANING, matrix
from tests.access.world import VISITORS, World, build
from tripartite.core.checks import our_patterns
from tripartite.placements.models import Placement

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
ROWS = matrix()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="module")
def shared_world(django_db_setup: None, django_db_blocker: Any, papers: Path) -> Iterator[World]:
    """One world for the module: each question is taken back, so that all ask of the same."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PAPERS_DIR=papers):
            world = build()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(shared_world: World, settings: Any, papers: Path) -> World:
    settings.PAPERS_DIR = papers
    return shared_world


def kwargs_of(name: str, world: World) -> dict[str, Any]:
    """The objects of the world that the URL names."""
    pattern = dict(our_patterns())[name].pattern
    found = {}
    for param in pattern.converters:
        value = world.objects[param]
        if isinstance(value, dict):
            value = value.get(name, value.get(""))
        found[param] = getattr(value, "pk", value)
    return found


def word_for(response: HttpResponse, method: str) -> str:
    """The word of the matrix for this answer."""
    status = response.status_code
    if status == 302 and response.headers["Location"].startswith("/compte/login/"):
        return "login"
    if status == 200 and method == "POST":
        return "bad"
    words = {200: "ok", 302: "ok", 403: "no", 404: "hidden", 405: "-", 409: "409", 410: "410"}
    return words[status]


def asked(world: World, name: str, method: str, visitor: str) -> str:
    """What this visitor is answered; whatever it did is taken back."""
    cache.clear()
    with transaction.atomic():
        client = world.client(visitor)
        response = client.generic(method, reverse(name, kwargs=kwargs_of(name, world)))
        transaction.set_rollback(True)
    return word_for(response, method)


def test_the_table_has_a_row_for_every_url_and_method() -> None:
    urls = sorted({name for name, _ in our_patterns()})

    assert sorted(ROWS) == sorted(f"{n} {m}" for n, m in product(urls, METHODS))


def test_the_table_speaks_in_known_words() -> None:
    assert {w for cells in ROWS.values() for w in cells.values()} <= set(MEANING)


@pytest.mark.parametrize("row", sorted(ROWS))
def test_access(world: World, row: str) -> None:
    name, method = row.split()

    assert {v: asked(world, name, method, v) for v in VISITORS} == ROWS[row]


def test_visible_means_related(world: World) -> None:
    """For everybody and every placement: it is seen exactly when one is something to it."""
    for person in filter(None, world.people.values()):
        visible = set(Placement.objects.visible_to(person))
        assert visible == {p for p in Placement.objects.all() if p.relations_of(person)}
