"""The demonstration school of `make run`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.dashboards.demo import lively


class Command(BaseCommand):
    help = "Load a school at a lively moment of its year, around today, into an empty database."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if School.objects.exists():
            raise CommandError("This database already holds a school: nothing was loaded.")
        team = lively.load(1, clock.today())
        self.stdout.write(f"{team.school} is ready.")
