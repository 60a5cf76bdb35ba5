from typing import Any

from django.core.management.base import BaseCommand

from tripartite.placements.actions.watching import watch_authorisations


class Command(BaseCommand):
    help = (
        "Each morning: tell the office and the référent 15, 7 and 3 days before the last day on "
        "which a host in Monaco may ask for its authorisation, while no request is noted. Run it "
        "as often as you like: each message leaves once."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{watch_authorisations()} messages about requests to file in Monaco.")
