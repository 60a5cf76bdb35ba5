"""One command that brings the product up: data in place, a worker, a web server."""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tripartite.accounts.demo import SIGN_INS
from tripartite.accounts.models import School


class Command(BaseCommand):
    help = (
        "Migrate, load the référentiel, take up interrupted work, then serve with a worker beside. "
        "With DEMO=1 an empty database receives a demonstration school."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *_args: Any, **options: Any) -> None:
        self._prepare()
        self._welcome(options["port"])
        manage = [sys.executable, sys.argv[0]]
        web = [
            *(sys.executable, "-m", "gunicorn", "config.wsgi"),
            *("--bind", f"127.0.0.1:{options['port']}"),
            *("--threads", str(options["threads"]), "--log-level", "warning"),
        ]
        worker = [*manage, "db_worker", "--interval", "0.5", "--no-reload"]
        self._run_together([worker, web])

    def _prepare(self) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        quiet = {"verbosity": 0}
        call_command("migrate", interactive=False, **quiet)
        if settings.DEMO and School.objects.filter(is_demo=False).exists():
            raise CommandError(
                "DEMO=1 would show the mail of this real school to anybody: start without it."
            )
        call_command("createcachetable", **quiet)
        call_command("load_curriculum", **quiet)
        call_command("collectstatic", interactive=False, **quiet)
        if settings.DEMO and not School.objects.exists():
            self.stdout.write("Creating the demonstration school…")
            call_command("load_demo", **quiet)
        call_command("recover", stdout=self.stdout)

    def _welcome(self, port: int) -> None:
        here = f"http://localhost:{port}"
        self.stdout.write(self.style.SUCCESS(f"\nTripartite: {here}/"))
        if settings.DEMO:
            self.stdout.write(f"Sent mail, with its links and codes: {here}/courrier/\n")
            for sign_in in SIGN_INS:
                self.stdout.write(f"  {sign_in.role:<24} {sign_in.email:<34} {sign_in.password}")
        self.stdout.write("\nStop with Ctrl+C.\n")
        self.stdout.flush()

    def _run_together(self, commands: list[list[str]]) -> None:
        """Both live and die together: a server without its worker would promise and not do."""
        processes = [subprocess.Popen(c, env=os.environ) for c in commands]  # noqa: S603  # our own commands

        def stop(_signum: int, _frame: FrameType | None) -> None:
            for process in processes:
                process.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        ended, status = os.wait()
        for process in processes:
            if process.pid != ended:
                process.terminate()
                process.wait()
        sys.exit(os.waitstatus_to_exitcode(status))
