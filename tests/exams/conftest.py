"""A class before its exam: one candidate, his teacher, the office, one attested placement."""

from dataclasses import dataclass
from datetime import date

import pytest

from tests import factories
from tests.domain.curriculum.small import TOML
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.curriculum.actions import load
from tripartite.curriculum.domain import parse
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment

SESSION = 2028


@dataclass
class Cast:
    cohort: Cohort
    enrolment: Enrolment
    placement: Placement
    student: User
    teacher: User
    office: User


@pytest.fixture
def cast(school: School) -> Cast:
    curriculum, _ = load(data=parse(TOML))
    programme = factories.make_programme(school, curriculum)
    cohort = factories.make_cohort(school, name="NDRC2", year=2027, programme=programme)
    cohort.exam_session = SESSION
    cohort.save()
    factories.make_period(cohort, starts_on=date(2027, 11, 8), ends_on=date(2027, 12, 3))
    teacher = factories.make_teacher(cohort)
    enrolment = factories.make_enrolment(cohort)
    placement = factories.make_placement(enrolment, referent=teacher, state=State.APPROVED)
    return Cast(
        cohort=cohort,
        enrolment=enrolment,
        placement=placement,
        student=enrolment.student.user,
        teacher=teacher,
        office=factories.make_user(school, Role.OFFICE),
    )
