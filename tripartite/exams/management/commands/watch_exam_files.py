from typing import Any

from django.core.management.base import BaseCommand

from tripartite.core import clock
from tripartite.exams.actions.watching import watch


class Command(BaseCommand):
    help = "Tell those concerned of the exam files that are not in order; for cron, once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{watch(clock.today())} files told of.")
