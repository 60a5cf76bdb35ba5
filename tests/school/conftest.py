"""An office with a class, and a second school that must never show through."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.school import actions
from tripartite.school.models import ClassListUpload, Cohort, Student

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def _autumn(time_machine) -> None:
    time_machine.move_to("2026-11-24 10:00+01:00", tick=False)


@pytest.fixture
def office(school: School) -> User:
    return factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")


@pytest.fixture
def cohort(school: School) -> Cohort:
    return factories.make_cohort(school)


@pytest.fixture
def elsewhere(db: None) -> Cohort:
    """A class of another school."""
    return factories.make_cohort(factories.make_school("Lycée d’ailleurs"))


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """A browser in which the office is signed in."""
    client.force_login(office)
    return client


@pytest.fixture
def keep(office: User) -> Callable[..., ClassListUpload]:
    """Drop a list, given as the name of a file or as text, for a class."""

    def drop(cohort: Cohort, what: str, *, by: User | None = None) -> ClassListUpload:
        content = (DATA / what).read_bytes() if what.endswith(".csv") else what.encode()
        return actions.keep_class_list(
            cohort=cohort, file_name="liste.csv", content=content, by=by or office
        )

    return drop


def without_password(student: Student) -> Student:
    """A student as an import leaves them: known, unable to sign in."""
    student.user.set_unusable_password()
    student.user.save(update_fields=["password"])
    return student
