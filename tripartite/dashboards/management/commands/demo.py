"""Play one placement, whole, and write its papers."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tripartite.accounts.models import School
from tripartite.dashboards.demo import story


class Command(BaseCommand):
    help = (
        "Play the story of one placement, from the class list to the attestation, through the "
        "product's own actions, and write its papers and story.json. Refuses a real school's "
        "database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="where the papers go")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if School.objects.filter(is_demo=False).exists():
            raise CommandError(
                "This database holds a real school. Set DATABASE_URL to another one, such as "
                "sqlite:///demonstration.sqlite3."
            )
        call_command("load_curriculum", verbosity=0)
        book = story.play(options["out"], School.objects.count() + 1)
        for step in book.steps:
            line = f"{step.get('at', '')[:16]:<17} {step['step']}"
            self.stdout.write(line + (f"  → {step['file']}" if "file" in step else ""))
