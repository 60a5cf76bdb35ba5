from typing import Any

from django.core.management.base import BaseCommand

from tripartite.core import clock
from tripartite.placements.actions.projecting import project_due


class Command(BaseCommand):
    help = (
        "Put in force the changes of an amendment whose day has come: tutor, référent, place, "
        "the framing, missions. Run once a day, just after midnight; harmless, "
        "and also done by the worker and by `recover`."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{project_due(clock.today())} placements brought up to date.")
