from typing import Any

from django.core.management.base import BaseCommand

from tripartite.logbook.actions.watching import watch_silence, write_to_tutors


class Command(BaseCommand):
    help = (
        "Tell the référents of two working days without entry, and write to each tutor on the "
        "last day of presence of the week. Run it every working day, at the end of the afternoon; "
        "running it again tells nothing twice."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        silent, tutors = watch_silence(), write_to_tutors()
        self.stdout.write(f"{silent} silences told, {tutors} tutors written to.")
