"""Load the référentiels shipped with the product, or a file given; running it again is harmless."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tripartite.core.errors import DomainError
from tripartite.curriculum import library
from tripartite.curriculum.actions import load
from tripartite.curriculum.domain import CurriculumData, parse


class Command(BaseCommand):
    help = "Load every référentiel shipped with the product, or the TOML files given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="file.toml")

    def handle(self, *_args: Any, files: list[Path], **_options: Any) -> None:
        try:
            for data in self._found(files):
                curriculum, created = load(data=data)
                said = "loaded" if created else "already there"
                self.stdout.write(f"{curriculum}: {said}")
        except (DomainError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error

    def _found(self, files: list[Path]) -> list[CurriculumData]:
        if files:
            return [parse(file.read_text(encoding="utf-8")) for file in files]
        return list(library.curricula())
