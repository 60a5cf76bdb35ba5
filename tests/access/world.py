"""Two schools, two placements, and everybody who may knock at a door."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import PersonalLink, User
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State

#: The columns of the matrix. Each is somebody, or nobody, before the same objects.
VISITORS = (
    "anonymous",
    "student",
    "classmate",
    "guardian",
    "tutor",
    "other_tutor",
    "signatory",
    "referent",
    "teacher",
    "other_teacher",
    "office",
    "head",
    "elsewhere",
)

WHO = {
    "anonymous": "nobody known",
    "student": "the student of the placement",
    "classmate": "another student of the class",
    "guardian": "the guardian, by link",
    "tutor": "the tutor, by link",
    "other_tutor": "the tutor of another placement, by link",
    "signatory": "the host's representative, by link",
    "referent": "the référent of the placement",
    "teacher": "another teacher of the class",
    "other_teacher": "a teacher of another class",
    "office": "the placement office",
    "head": "the head of the school",
    "elsewhere": "the office of another school",
}


@dataclass
class World:
    people: dict[str, User | PersonalLink | None] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def client(self, visitor: str) -> Client:
        """A browser in which this visitor acts."""
        client = Client(raise_request_exception=False)
        person = self.people[visitor]
        if isinstance(person, User):
            client.force_login(person)
        elif isinstance(person, PersonalLink):
            factories.enter_link(client, person)
        return client


def build() -> World:
    """Everybody, and one object of each kind that a URL may name."""
    school = factories.make_school()
    cohort = factories.make_cohort(school)
    period = factories.make_period(cohort)
    referent = factories.make_teacher(cohort)
    enrolment = factories.make_enrolment(cohort)
    placement = factories.make_placement(
        enrolment, period, referent=referent, state=State.APPROVED, framed=True
    )
    other = factories.make_placement(
        factories.make_enrolment(factories.make_cohort(school, name="NDRC9"))
    )
    elsewhere = factories.make_school("Lycée d’ailleurs")
    world = World(
        people={
            "anonymous": None,
            "student": placement.student,
            "classmate": factories.make_enrolment(cohort).student.user,
            "guardian": factories.make_link(placement, R.GUARDIAN),
            "tutor": factories.make_link(placement, R.TUTOR),
            "other_tutor": factories.make_link(other, R.TUTOR),
            "signatory": factories.make_link(placement, R.SIGNATORY),
            "referent": referent,
            "teacher": factories.make_teacher(cohort),
            "other_teacher": factories.make_user(school, Role.TEACHER),
            "office": factories.make_user(school, Role.OFFICE),
            "head": factories.make_user(school, Role.HEAD),
            "elsewhere": factories.make_user(elsewhere, Role.OFFICE),
        }
    )
    world.objects = {
        "school": school,
        "cohort": cohort,
        "period": period,
        "enrolment": enrolment,
        "student": enrolment.student,
        "placement": placement,
        "mission": placement.missions.get(),
    }
    return world
