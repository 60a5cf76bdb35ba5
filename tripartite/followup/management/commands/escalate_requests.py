from typing import Any

from django.core.management.base import BaseCommand

from tripartite.followup.actions.requests import escalate_late


class Command(BaseCommand):
    help = "Tell the placement office of the requests that nobody answered in time, each once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{escalate_late()} told to the office.")
