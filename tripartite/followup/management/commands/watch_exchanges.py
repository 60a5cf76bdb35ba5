from typing import Any

from django.core.management.base import BaseCommand

from tripartite.followup.actions.watching import watch


class Command(BaseCommand):
    help = "Tell référents, then the office, of the placements without an exchange, each once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{watch()} told.")
