"""How long a page takes on the server: a school of 10,000 placements against a small one.

Each page is asked for by the Django test client, warm, and again after the same school has grown,
so that the figures compare the same person, the same placement and the same page. A page that
grows with the school has a query that should not be there.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
RUNS, TARGET_MS = 7, 100
#: Who asks, in this order: the office sees most.
VISITORS = ("office", "head", "referent", "student", "tutor", "signatory", "anonymous")
#: Cohorts of the small school and of the large one, 68 placements each.
SMALL, LARGE = 2, int(os.environ.get("LARGE", "148"))
POSTGRES = "TEST_POSTGRES"
DATABASE = "tripartite_bench"


def pages_sqlite() -> list[dict[str, Any]]:
    """Figures on a SQLite file."""
    return in_own_process("bench.pages", "pages", {"DATABASE_URL": ""})


def pages_postgres() -> list[dict[str, Any]]:
    """Figures on PostgreSQL, in a database made for it; none when no server answers."""
    import psycopg

    server = os.environ.get(POSTGRES, "postgres://postgres@127.0.0.1:5432/postgres")
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        print(f"PostgreSQL does not answer at {POSTGRES}: its pages were not measured.")
        return []
    with connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        try:
            url = f"{server.rpartition('/')[0]}/{DATABASE}"
            return in_own_process("bench.pages", "pages.postgres", {"DATABASE_URL": url})
        finally:
            connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def in_own_process(module: str, prefix: str, extra: dict[str, str]) -> list[dict[str, Any]]:
    """The figures that a module prints, on a database of its own: settings are read once."""
    with tempfile.TemporaryDirectory(prefix="tripartite-bench-") as var:
        env = os.environ | {"TRIPARTITE_VAR": var, "DEMO": "1"} | extra
        if not env["DATABASE_URL"]:
            del env["DATABASE_URL"]
        done = subprocess.run(
            [sys.executable, "-m", module, prefix],
            cwd=ROOT,
            env=env | {"DJANGO_SETTINGS_MODULE": "config.settings_test"},
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout.splitlines()[-1])


# ------------------------------------------------------------------ in its own process
def measure(prefix: str) -> list[dict[str, Any]]:
    """Make the school, time its pages, let it grow, time them again."""
    from django.core.management import call_command

    from bench.world import PER_COHORT, World
    from tripartite.core import clock
    from tripartite.curriculum.models import Curriculum

    call_command("migrate", verbosity=0)
    call_command("load_curriculum", verbosity=0, stdout=sys.stderr)
    world = World(Curriculum.objects.get(code="bts-ndrc"), clock.today())
    world.grow(SMALL)
    pages = dict(pages_of(world))
    small = {name: milliseconds(ask) for name, ask in pages.items()}
    world.grow(LARGE)
    refresh_statistics()
    large = {name: milliseconds(ask) for name, ask in pages.items()}
    placements = f"at {LARGE * PER_COHORT:,} placements"
    figures = [
        {
            "name": f"{prefix}.{name}_ms",
            "value": round(large[name], 1),
            "unit": "ms",
            "compared_with": (
                f"{small[name]:.1f} ms at {SMALL * PER_COHORT} placements, "
                f"ratio {large[name] / small[name]:.1f}; target {TARGET_MS} ms"
            ),
        }
        for name in pages
    ]
    slowest = max(large, key=large.__getitem__)
    worst = {
        "name": f"{prefix}.slowest_ms",
        "value": round(large[slowest], 1),
        "unit": "ms",
        "compared_with": (
            f"{slowest} {placements}, {small[slowest]:.1f} ms at {SMALL * PER_COHORT}; "
            f"target {TARGET_MS} ms"
        ),
    }
    return [worst, *figures]


def refresh_statistics() -> None:
    """Let the planner know what it has, as PostgreSQL's autovacuum does by itself."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def milliseconds(ask: Callable[[], Any]) -> float:
    """The median time of the page, warm; a page that fails is no figure."""
    from django.core.cache import cache

    taken = []
    for _ in range(RUNS + 2):
        # The verification page counts its visitors.
        cache.clear()
        started = time.perf_counter()
        response = ask()
        taken.append(time.perf_counter() - started)
        assert response.status_code == 200, (response.status_code, response.request["PATH_INFO"])
    return median(taken[2:]) * 1000


def pages_of(world: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each page of the product, asked by the first who reaches it; the busiest ones by all.

    Papers and archives are left out: they are made, not read.
    """
    from tests.access.rows import matrix
    from tripartite.core.checks import our_patterns

    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    cells = matrix()
    scenes = list(scenes_of(world))
    asked_by_all = ("dashboards:home", "dashboards:placement")
    for name, entry in sorted(our_patterns(), key=lambda pair: pair[0]):
        if "ok" not in cells[f"{name} GET"].values():
            continue
        visitors = VISITORS if name in asked_by_all else (None,)
        for one in visitors:
            ask = first_answered(scenes, name, entry.pattern, one)
            label = name.replace(":", ".") + (f".{one}" if one else "")
            if ask is None:
                print(f"not timed: {label}", file=sys.stderr)
            else:
                yield label, ask


def scenes_of(world: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Visitors and objects round a placement to come, one that runs, a draft and a closed one.

    What the school has not yet (a request, an incident, a tour) is written round the first.
    """
    from tests.access.world import World as Visited
    from tests.access.world import objects_of
    from tripartite.placements.domain import State
    from tripartite.placements.models import Placement

    placements = Placement.objects.with_people().order_by("pk")
    made: dict[str, Any] = {}
    for chosen in (
        placements.filter(state=State.APPROVED, papers=None),
        placements.filter(state=State.APPROVED, papers__isnull=False, starts_on__lt=world.today),
        placements.filter(state=State.DRAFT),
        placements.filter(state=State.CLOSED),
    ):
        # A school of one year has closed nothing yet.
        if placement := chosen.first():
            visited = Visited(people=people_of(world, placement))
            visited.let_everybody_in()
            made = made or objects_of(visited, placement)
            yield visited, made | own_objects(placement)


def people_of(world: Any, placement: Any) -> dict[str, Any]:
    from tripartite.placements.models import PlacementLink

    ties = PlacementLink.objects.filter(placement=placement).select_related("link")
    return {
        "office": world.office,
        "head": world.head,
        "referent": placement.referent,
        "student": placement.student,
        **{str(tie.relation): tie.link for tie in ties},
        "anonymous": None,
    }


def own_objects(placement: Any) -> dict[str, Any]:
    """What the placement itself brings of the objects that a URL may name."""
    found = {
        "placement": placement,
        "period": placement.period,
        "cohort": placement.period.cohort,
        "enrolment": placement.enrolment,
        "student": placement.enrolment.student,
        "mission": placement.missions.first(),
        "presenceweek": placement.weeks.first(),
        "exchange": placement.exchanges.first(),
    }
    if paper := placement.papers.first():
        found |= {"paper": paper, "signature": paper.signatures.exclude(state="signed").first()}
    return {name: value for name, value in found.items() if value is not None}


def first_answered(
    scenes: list[Any], name: str, pattern: Any, visitor: str | None
) -> Callable[[], Any] | None:
    """The question that this URL answers with a page, of those that the scenes allow."""
    from django.urls import reverse

    for visited, objects in scenes:
        kwargs = {}
        for param in pattern.converters:
            value = objects[param]
            if isinstance(value, dict):
                value = value.get(name, value.get(""))
            kwargs[param] = getattr(value, "pk", value)
        for who in [visitor] if visitor else VISITORS:
            if who in visited.people:
                client = visited.client(who)
                ask = partial(client.get, reverse(name, kwargs=kwargs), SERVER_NAME="localhost")
                response = ask()
                kind = response.get("Content-Type", "")
                if response.status_code == 200 and kind.startswith(("text/html", "text/csv")):
                    return ask
    return None


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measure(sys.argv[1]), ensure_ascii=False))
