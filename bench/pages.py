"""How long a page takes on the server: a school of 10,000 placements against a small one.

Each page is asked for by the Django test client, warm, and again after the same school has grown,
so that the figures compare the same person, the same placement and the same page. A page that
grows with the school has a query that should not be there.
"""

import json
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
RUNS, TARGET_MS = 9, 100
#: Cohorts of the small school and of the large one, 68 placements each.
SMALL, LARGE = 2, 148
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
    """Each page with the person who asks for it."""
    from django.urls import reverse

    from tripartite.curriculum.models import Task
    from tripartite.papers.domain import Capacity, PaperState
    from tripartite.papers.models import Paper, Signature
    from tripartite.placements.domain import State
    from tripartite.placements.models import Placement, PlacementLink

    running = Placement.objects.with_people().order_by("pk").first()
    coming = Placement.objects.filter(state=State.DRAFT).order_by("pk")[0]
    approved = Placement.objects.filter(state=State.APPROVED, papers=None).order_by("pk")[0]
    sealed = Paper.objects.filter(state=PaperState.SEALED).order_by("pk").first()
    waiting = Signature.objects.filter(
        paper__state=PaperState.OUT, capacity=Capacity.REFERENT
    ).order_by("pk")[0]
    holder = PlacementLink.objects.filter(placement=running).order_by("pk")[0]
    PlacementLink.objects.create(placement=coming, link=holder.link, relation=holder.relation)
    office, head = client_of(world.office), client_of(world.head)
    teacher, student = client_of(running.referent), client_of(running.student)
    partner = client_of(holder.link)
    code = (running.period.cohort.programme.curriculum.code,)
    code += (running.period.cohort.programme.curriculum.version,)
    task = Task.objects.of(running.period.cohort.programme.curriculum)[0]
    asked = (
        ("home_office", office, "dashboards:home", ()),
        ("home_head", head, "dashboards:home", ()),
        ("home_teacher", teacher, "dashboards:home", ()),
        ("home_student", student, "dashboards:home", ()),
        ("home_partner", partner, "dashboards:home", ()),
        ("cohorts", office, "school:cohorts", ()),
        ("cohort", office, "school:cohort", (running.period.cohort_id,)),
        ("team", office, "school:team", ()),
        ("boards", office, "dashboards:boards", ()),
        ("board", office, "dashboards:board", (running.period_id,)),
        ("export", office, "dashboards:export", (running.period_id,)),
        ("file_office", office, "dashboards:placement", (running.pk,)),
        ("file_partner", partner, "dashboards:placement", (running.pk,)),
        ("journal", office, "dashboards:journal", (running.pk,)),
        ("declaration", office, "placements:declaration", (coming.pk,)),
        ("referent", office, "placements:assign_referent", (coming.pk,)),
        ("framing", student, "placements:framing", (running.pk,)),
        ("presence", student, "logbook:presence", (running.pk,)),
        ("exchanges", teacher, "followup:exchanges", (running.pk,)),
        ("evaluation", teacher, "evaluations:detail", (running.pk,)),
        ("prepare", office, "agreements:prepare", (approved.pk,)),
        ("paper", office, "papers:detail", (sealed.pk,)),
        ("sign", client_of(waiting.user), "papers:sign", (waiting.pk,)),
        ("verify", visitor(), "papers:verify_code", (sealed.code,)),
        ("enter", visitor(), "placements:enter", (holder.link.token,)),
        ("works", office, "documents:batches", ()),
        ("mail", visitor(), "mailing:demo_mail", ()),
        ("referential", student, "curriculum:activities", code),
        ("task", student, "curriculum:task", (*code, task.code)),
        ("rules", student, "dashboards:rules", ()),
        ("simulator", office, "dashboards:simulator", ()),
    )
    for name, client, url, args in asked:
        yield name, partial(client.get, reverse(url, args=args))
    search = reverse("curriculum:search", args=code)
    yield "search", partial(student.get, search, {"q": "prospection"})


def visitor() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def client_of(actor: Any) -> Any:
    """The browser of a signed-in person, or of the holder of a personal link."""
    from tests.factories import enter_link
    from tripartite.accounts.models import User

    client = visitor()
    if isinstance(actor, User):
        client.force_login(actor, backend="allauth.account.auth_backends.AuthenticationBackend")
    else:
        enter_link(client, actor)
    return client


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measure(sys.argv[1]), ensure_ascii=False))
