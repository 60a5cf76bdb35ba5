from typing import Any

from django.core.management.base import BaseCommand

from tripartite.logbook.actions.digests import send_digests


class Command(BaseCommand):
    """For cron, on Monday morning; called again, it tells nothing twice."""

    help = "Sends to tutors and référents the week of the logbooks where something was noted."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{send_digests()} semaine(s) de stage résumée(s)")
