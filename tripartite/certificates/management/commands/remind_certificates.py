from typing import Any

from django.core.management.base import BaseCommand

from tripartite.certificates.actions import remind_hosts
from tripartite.core import clock


class Command(BaseCommand):
    help = "Write to the hosts whose attestation is due (D, D+3, D+10); for cron, once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{remind_hosts(clock.today())} hosts written to.")
