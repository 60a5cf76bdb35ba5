"""The demonstration school: its team, its class, its periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from tripartite.accounts.demo import PASSWORD, SIGN_INS
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.curriculum.models import Curriculum
from tripartite.school import actions as school_actions
from tripartite.school.actions import importing
from tripartite.school.models import Cohort, Period

CLASS_LIST = Path(__file__).parent / "classe-ndrc1-siecle.csv"


@dataclass(frozen=True, slots=True)
class Team:
    school: School
    office: User
    head: User
    referent: User
    teacher: User


def address(email: str, serial: int) -> str:
    """The first demonstration has the plain addresses, the next ones numbered ones."""
    return email if serial == 1 else email.replace("@", f"+{serial}@")


@transaction.atomic
def open_school(serial: int) -> Team:
    """A demo school with its office, head and two teachers, who all have the demo password."""
    name = "Lycée des Orangers" if serial == 1 else f"Lycée des Orangers ({serial})"
    school = school_actions.create_school(
        name=name,
        is_demo=True,
        uai="0060000X",
        address="1 avenue des Orangers",
        postcode="06500",
        city="Menton",
        phone="04 93 00 00 01",
        email="stages@demo.example",
        reference="J.8.2-DEMO",
        technical_head="Claire Vernet",
        insurance="Assurance scolaire démonstration, contrat n° 000 000",
        deliberation_date=date(2026, 6, 30),
    )
    cast = zip(
        SIGN_INS,
        (
            ("Odile", "Bernard", Role.OFFICE),
            ("Hélène", "Lambert", Role.HEAD),
            ("Éva", "Renard", Role.TEACHER),
            ("Marc", "Olivier", Role.TEACHER),
        ),
        strict=False,
    )
    people = []
    for sign_in, (first_name, last_name, role) in cast:
        user = school_actions.add_member(
            school=school,
            email=address(sign_in.email, serial),
            first_name=first_name,
            last_name=last_name,
            role=role,
        )
        give_password(user)
        people.append(user)
    return Team(school, *people)


def give_password(user: User) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])


def open_cohort(
    team: Team, *, name: str, year: int, session: int, periods: list[tuple[date, date]]
) -> tuple[Cohort, list[Period]]:
    """A class of the BTS NDRC with its periods and its two teachers."""
    curriculum = Curriculum.objects.order_by("-version").filter(code="bts-ndrc").first()
    if curriculum is None:
        raise LookupError("Load the référentiel first: manage.py load_curriculum.")
    programme = team.school.programmes.first() or school_actions.create_programme(
        school=team.school,
        curriculum=curriculum,
        name="BTS Négociation et digitalisation de la relation client",
        short_name="BTS NDRC",
        by=team.office,
    )
    cohort = school_actions.open_cohort(
        programme=programme, name=name, year=year, exam_session=session, by=team.office
    )
    opened = [
        school_actions.open_period(
            cohort=cohort,
            number=number,
            starts_on=start,
            ends_on=end,
            host_due_on=start - timedelta(weeks=5),
            by=team.office,
        )
        for number, (start, end) in enumerate(periods, start=1)
    ]
    for teacher in (team.referent, team.teacher):
        school_actions.add_teacher(cohort=cohort, teacher=teacher, by=team.office)
    return cohort, opened


def two_classes(*cohorts: Cohort) -> tuple[bytes, bytes]:
    """The class list in two: nine of the eldest, who begin first, with the three youngest; the
    others.
    """
    text = CLASS_LIST.read_text("utf-8-sig")
    head, *lines = text.splitlines()
    known = {sign_in.email for sign_in in SIGN_INS}
    names = head.split(";")
    born, mail = names.index("DATE DE NAISSANCE"), names.index("MEL")

    def age(line: str) -> tuple[bool, list[str]]:
        cells = line.split(";")
        return cells[mail] not in known, cells[born].split("/")[::-1]

    ordered = sorted(lines, key=age)
    eldest = [*ordered[:9], *ordered[-3:]]
    parts = (eldest, [line for line in lines if line not in eldest])
    first, second = (
        "\n".join([head, *(line.replace(";NDRC1;", f";{cohort.name};") for line in part)]).encode()
        for part, cohort in zip(parts, cohorts, strict=True)
    )
    return first, second


def import_class(team: Team, cohort: Cohort, serial: int, content: bytes | None = None) -> None:
    """Read, preview and import the class list, as the office does on the page."""
    raw = content if content is not None else CLASS_LIST.read_bytes()
    if serial > 1:
        raw = raw.replace(b"@eleves.example", f"@eleves{serial}.example".encode())
    upload = importing.keep_class_list(
        cohort=cohort, file_name=CLASS_LIST.name, content=raw, by=team.office
    )
    importing.import_class_list(upload=upload, good_only=False, by=team.office)
