from typing import Any

from django.core.management.base import BaseCommand

from tripartite.papers.actions import climb_ladder


class Command(BaseCommand):
    help = (
        "Each morning: hand signatures over to the deputy of an absent head, remind signers 15, 7, "
        "3 and 1 days before the start, list who is missing on the eve, tell that a placement has "
        "not begun on the day. Run it as often as you like: each message leaves once."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = climb_ladder()
        self.stdout.write(
            f"{done['handed_over']} signatures handed over, {done['reminded']} reminders, "
            f"{done['missing']} lists of the eve, {done['late']} late starts told."
        )
