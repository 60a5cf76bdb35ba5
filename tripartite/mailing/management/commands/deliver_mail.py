from typing import Any

from django.core.management.base import BaseCommand

from tripartite.mailing.actions import attempt
from tripartite.mailing.models import OutgoingMessage


class Command(BaseCommand):
    help = "Send the messages that are due: those refused before, those a stopped worker left."

    def handle(self, *_args: Any, **_options: Any) -> None:
        states = [
            attempt(pk)
            for pk in OutgoingMessage.objects.due().order_by("pk").values_list("pk", flat=True)
        ]
        self.stdout.write(f"{states.count('sent')} sent, {len(states) - states.count('sent')} not.")
