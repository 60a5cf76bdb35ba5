from typing import Any

from django.core.management.base import BaseCommand

from tripartite.school.actions import forget_uploads


class Command(BaseCommand):
    help = "Delete the class lists that nobody imported within a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{forget_uploads()} forgotten.")
