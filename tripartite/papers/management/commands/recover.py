from typing import Any

from django.core.management.base import BaseCommand

from tripartite.core import clock
from tripartite.documents.actions import recover_batches
from tripartite.mailing.queue import recover_messages
from tripartite.papers.actions import recover_seals
from tripartite.placements.actions.projecting import project_due


class Command(BaseCommand):
    help = (
        "Take up what an interrupted server or worker left: papers that everybody signed and that "
        "are not sealed, messages that are written and not sent, long works that are not finished, "
        "changes of an amendment whose day has come. "
        "Run at every start; harmless."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        papers = recover_seals()
        messages = recover_messages()
        batches = recover_batches()
        changed = project_due(clock.today())
        self.stdout.write(
            f"{papers} papers to seal, {messages} messages to send, "
            f"{batches} long works to take up, "
            f"{changed} placements brought up to date."
        )
