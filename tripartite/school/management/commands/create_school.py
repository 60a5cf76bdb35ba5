from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tripartite.accounts.domain import Country, Role
from tripartite.core.errors import DomainError
from tripartite.curriculum.models import Curriculum
from tripartite.school import actions
from tripartite.school.emails import invitation_url


class Command(BaseCommand):
    help = (
        "Make a school and the first account of its office; the invitation is sent, and its "
        "address printed for the case where e-mail does not work yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for option in ("name", "address", "postcode", "city", "email"):
            parser.add_argument(f"--{option}", required=True)
        parser.add_argument("--country", choices=[c.value for c in Country], default=Country.FR)
        parser.add_argument("--uai", default="")
        parser.add_argument("--office-email", required=True)
        parser.add_argument("--office-first-name", required=True)
        parser.add_argument("--office-last-name", required=True)
        parser.add_argument(
            "--curriculum",
            default="",
            help="The code of a référentiel that is loaded: its programme is created too.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            url = self._make(options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['name']}: invitation sent to {options['office_email']}")
        self.stdout.write(url)

    @transaction.atomic
    def _make(self, options: dict[str, Any]) -> str:
        names = ("name", "address", "postcode", "city", "email", "country", "uai")
        school = actions.create_school(**{name: options[name] for name in names})
        if options["curriculum"]:
            versions = Curriculum.objects.filter(code=options["curriculum"])
            curriculum = versions.order_by("-pk").first()
            if curriculum is None:
                raise CommandError(f"No référentiel {options['curriculum']!r} is loaded.")
            actions.create_programme(
                school=school,
                curriculum=curriculum,
                name=curriculum.title,
                short_name=curriculum.short_title[:40],
            )
        office = actions.add_member(
            school=school,
            email=options["office_email"],
            first_name=options["office_first_name"],
            last_name=options["office_last_name"],
            role=Role.OFFICE,
        )
        return invitation_url(actions.invite(user=office, school=school, by=None))
