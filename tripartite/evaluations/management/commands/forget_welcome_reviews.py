from typing import Any

from django.core.management.base import BaseCommand

from tripartite.core import clock
from tripartite.evaluations import actions


class Command(BaseCommand):
    help = "Delete the reviews of a welcome whose time is over; for cron, once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{actions.forget_reviews(clock.today())} reviews forgotten.")
