from typing import Any

from django.core.management.base import BaseCommand

from tripartite.core import clock
from tripartite.evaluations import actions


class Command(BaseCommand):
    help = "Write to tutors and référents of evaluations not held (D, D+3, D+10); for cron, daily."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{actions.remind_evaluations(clock.today())} placements written about.")
