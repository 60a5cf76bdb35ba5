"""Rows to start a test from: small, plain, without surprises.

Each function makes one thing and what it cannot do without; everything else is an argument.
Whole stories are told by actions (see tests/world.py), not by these.
"""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from tripartite.accounts.domain import Role
from tripartite.accounts.middleware import SESSION_KEY
from tripartite.accounts.models import Membership, PersonalLink, School, User
from tripartite.core import clock
from tripartite.curriculum.models import Activity, Curriculum, Pole, Task
from tripartite.hosts.models import Contact, Host, Site
from tripartite.placements.domain import Party, Relation, State
from tripartite.placements.domain.versions import AgreedBy, digest_of
from tripartite.placements.models import (
    Framing,
    FramingVersion,
    Mission,
    Placement,
    PlacementLink,
)
from tripartite.placements.snapshots import content_of
from tripartite.school.models import (
    Cohort,
    Enrolment,
    Inspection,
    Period,
    Programme,
    Student,
    Teaching,
)

_serial = count(1)

#: Monday to Friday, 9 h–12 h 30 and 13 h 30–17 h: 35 hours.
OFFICE_HOURS = [[["09:00", "12:30"], ["13:30", "17:00"]]] * 5 + [[], []]


def make_school(name: str = "Lycée des Orangers", **fields: Any) -> School:
    defaults = {
        "address": "1 avenue des Orangers",
        "postcode": "06500",
        "city": "Menton",
        "email": "contact@lycee.example",
    }
    return School.objects.create(name=name, **(defaults | fields))


def make_user(
    school: School | None = None,
    *roles: Role,
    first_name: str = "Alice",
    last_name: str = "Martin",
    email: str | None = None,
) -> User:
    """A person, with these roles in the school; the password is ``secret``."""
    email = email or f"personne{next(_serial)}@ecole.example"
    user = User.objects.create_user(email, "secret", first_name=first_name, last_name=last_name)
    for role in roles:
        Membership.objects.create(user=user, school=school, role=role)
    return user


def make_curriculum() -> Curriculum:
    """Two poles of one activity and two tasks each; the real data are loaded by their own tests."""
    n = next(_serial)
    curriculum = Curriculum.objects.create(
        code="essai",
        version=str(n),
        title="BTS d’essai",
        short_title="BTS",
        source="essai",
        digest="",
    )
    for p in (1, 2):
        pole = Pole.objects.create(
            curriculum=curriculum, code=f"P{p}", position=p, label=f"Pôle {p}"
        )
        activity = Activity.objects.create(
            pole=pole, code=f"P{p}.A1", position=1, label=f"Activité {p}"
        )
        for t in (1, 2):
            Task.objects.create(
                activity=activity, code=f"P{p}.A1.T{t}", position=t, label=f"Tâche {p}.{t}"
            )
    return curriculum


def make_programme(school: School, curriculum: Curriculum | None = None) -> Programme:
    return Programme.objects.create(
        school=school,
        name="BTS Négociation et digitalisation de la relation client",
        short_name=f"BTS NDRC {next(_serial)}",
        curriculum=curriculum or make_curriculum(),
    )


def make_cohort(
    school: School, *, name: str = "NDRC1", year: int = 2026, programme: Programme | None = None
) -> Cohort:
    return Cohort.objects.create(
        programme=programme or make_programme(school), name=name, year=year
    )


def make_period(
    cohort: Cohort,
    *,
    number: int = 1,
    starts_on: date = date(2027, 1, 4),
    ends_on: date = date(2027, 1, 29),
) -> Period:
    return Period.objects.create(cohort=cohort, number=number, starts_on=starts_on, ends_on=ends_on)


def make_student(
    school: School,
    *,
    first_name: str = "Inès",
    last_name: str = "Moreau",
    birth_date: date = date(2007, 5, 5),
    **fields: Any,
) -> Student:
    user = make_user(school, Role.STUDENT, first_name=first_name, last_name=last_name)
    return Student.objects.create(school=school, user=user, birth_date=birth_date, **fields)


def make_enrolment(cohort: Cohort, student: Student | None = None) -> Enrolment:
    return Enrolment.objects.create(
        cohort=cohort, student=student or make_student(cohort.programme.school)
    )


def make_teacher(cohort: Cohort, **fields: Any) -> User:
    """A teacher named on the cohort."""
    teacher = make_user(cohort.programme.school, Role.TEACHER, **fields)
    Teaching.objects.create(cohort=cohort, teacher=teacher)
    return teacher


def make_host(school: School, *, name: str = "Maison Azur", **fields: Any) -> Host:
    return Host.objects.create(school=school, name=name, activity="commerce de détail", **fields)


def make_site(host: Host, **fields: Any) -> Site:
    defaults = {"address": "3 rue du Port", "postcode": "06300", "city": "Nice"}
    return Site.objects.create(host=host, **(defaults | fields))


def make_contact(
    host: Host, *, first_name: str = "Paul", last_name: str = "Garnier", **fields: Any
) -> Contact:
    defaults = {"job_title": "responsable", "email": f"contact{next(_serial)}@accueil.example"}
    return Contact.objects.create(
        host=host, first_name=first_name, last_name=last_name, **(defaults | fields)
    )


def make_placement(
    enrolment: Enrolment,
    period: Period | None = None,
    *,
    state: State = State.DRAFT,
    referent: User | None = None,
    site: Site | None = None,
    with_host: bool = True,
    framed: bool = False,
    **fields: Any,
) -> Placement:
    """A placement in this state; ``framed`` adds the five headings and one mission."""
    cohort = enrolment.cohort
    school = cohort.programme.school
    period = period or cohort.periods.order_by("number").first() or make_period(cohort)
    if with_host:
        site = site or make_site(make_host(school))
        fields.setdefault("tutor", make_contact(site.host, first_name="Théo", last_name="Tuteur"))
        fields.setdefault(
            "signatory", make_contact(site.host, first_name="Rose", last_name="Patronne")
        )
        fields.setdefault("timetable", OFFICE_HOURS)
        fields.setdefault("declared_at", timezone.now())
    dated: dict[str, datetime] = {}
    if state is State.INTERRUPTED:
        fields.setdefault("interrupted_on", period.starts_on)
    if state is not State.DRAFT:
        dated = {"submitted_at": timezone.now(), "approved_at": timezone.now()}
    placement = Placement.objects.create(
        school=school,
        enrolment=enrolment,
        period=period,
        site=site,
        referent=referent,
        starts_on=fields.pop("starts_on", period.starts_on),
        ends_on=fields.pop("ends_on", period.ends_on),
        state=state,
        **dated,
        **fields,
    )
    if framed:
        make_framing(placement)
    return placement


def make_framing(placement: Placement) -> Framing:
    framing = Framing.objects.create(
        placement=placement,
        objectives="Prospecter une clientèle professionnelle.",
        modalities="Prendre en charge un fichier de prospects.",
        information="Le fichier des clients et les tarifs.",
        means="Un poste, un téléphone, le logiciel de relation client.",
        tutoring="Un point chaque lundi avec le tuteur.",
    )
    mission = Mission.objects.create(
        placement=placement, position=1, title="Relancer les clients inactifs"
    )
    curriculum = placement.period.cohort.programme.curriculum
    mission.tasks.add(Task.objects.of(curriculum)[0])
    return framing


def make_agreed(placement: Placement) -> FramingVersion:
    """The version of what is there now, to which the host and the student agree."""
    content = content_of(placement)
    version = FramingVersion.objects.create(
        placement=placement,
        number=placement.framing_versions.count() + 1,
        content=content,
        digest=digest_of(content),
        author=str(placement.student),
        party=Party.STUDENT,
    )
    for party in (Party.STUDENT, Party.HOST):
        version.consents.create(
            party=party, name=f"Partie {party}", channel=AgreedBy.SCREEN, agreed_on=clock.today()
        )
    return version


def make_link(placement: Placement, relation: Relation, **fields: Any) -> PersonalLink:
    """A usable personal link of somebody who is this to the placement."""
    link = PersonalLink.objects.create(
        school=placement.school,
        name=fields.pop("name", f"Porteur {relation}"),
        email=fields.pop("email", f"porteur{next(_serial)}@accueil.example"),
        expires_at=fields.pop("expires_at", clock.now() + PersonalLink.LIFETIME),
        **fields,
    )
    PlacementLink.objects.create(placement=placement, link=link, relation=relation)
    return link


def make_inspection(cohort: Cohort, **fields: Any) -> Inspection:
    """Somebody who reads the files of the class, today and for a week."""
    school, today = cohort.programme.school, clock.today()
    link = PersonalLink.objects.create(
        school=school,
        name="Irène Inspectrice",
        email="irene@academie.example",
        expires_at=clock.now() + timedelta(days=7),
    )
    dates = {"starts_on": today, "ends_on": today + timedelta(days=7)}
    inspection = Inspection.objects.create(
        school=school, link=link, purpose="Contrôle de conformité", **(dates | fields)
    )
    inspection.cohorts.add(cohort)
    return inspection


def enter_link(client: Client, link: PersonalLink) -> None:
    """Make the client act as the holder of the link."""
    session = client.session
    session[SESSION_KEY] = [link.pk, link.version]
    session.save()
