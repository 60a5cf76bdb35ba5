"""A class with everybody around it, and what they declare."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.hosts.domain import ContactDetails, HostDetails, SiteDetails
from tripartite.placements.domain import USUAL_WEEK, Declaration, Place, State
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment, Period


@dataclass
class Cast:
    school: School
    cohort: Cohort
    period: Period
    enrolment: Enrolment
    student: User
    teacher: User
    office: User
    head: User

    def placement(self, **fields: Any) -> Placement:
        """A declared placement of the student, followed by the teacher."""
        return factories.make_placement(
            self.enrolment, self.period, **({"referent": self.teacher} | fields)
        )

    def agreed(self, **fields: Any) -> Placement:
        """A framing submitted, to which the host and the student agree."""
        placement = self.placement(framed=True, state=State.SUBMITTED, **fields)
        factories.make_agreed(placement)
        return placement


@pytest.fixture
def cast(school: School) -> Cast:
    cohort = factories.make_cohort(school)
    enrolment = factories.make_enrolment(cohort)
    return Cast(
        school=school,
        cohort=cohort,
        period=factories.make_period(cohort),
        enrolment=enrolment,
        student=enrolment.student.user,
        teacher=factories.make_teacher(cohort, first_name="Éric", last_name="Référent"),
        office=factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau"),
        head=factories.make_user(school, Role.HEAD, first_name="Hélène", last_name="Proviseure"),
    )


def page_of(response: HttpResponse) -> str:
    """The HTML of a page, its lines joined: the formatter of templates breaks sentences."""
    return re.sub(r"[ \n\t]+", " ", response.content.decode())


def declared(**changes: Any) -> Declaration:
    """A declaration of a new host for the usual period."""
    fields: dict[str, Any] = {
        "place": Place(
            new_host=HostDetails("Maison Azur", "commerce de détail"),
            new_site=SiteDetails("3 rue du Port", "06300", "Nice"),
        ),
        "tutor": ContactDetails("Théo", "Tuteur", "chef de rayon", "theo@azur.example"),
        "signatory": ContactDetails("Rose", "Patronne", "gérante", "rose@azur.example"),
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 1, 29),
        "timetable": USUAL_WEEK,
    }
    return Declaration(**(fields | changes))


def typed(**changes: str | list[str] | None) -> dict[str, str | list[str]]:
    """What a browser sends for the same declaration; None leaves a field out."""
    data: dict[str, str | list[str] | None] = {
        "do": "save",
        "q": "",
        "choice": "new",
        "host_name": "Maison Azur",
        "trade_name": "",
        "activity": "commerce de détail",
        "legal_form": "trade",
        "clientele": "both",
        "country": "FR",
        "identifier_kind": "none",
        "identifier": "",
        "headcount": "",
        "site_name": "",
        "address": "3 rue du Port",
        "postcode": "06300",
        "city": "Nice",
        "site_phone": "",
        "starts_on": "2027-01-04",
        "ends_on": "2027-01-29",
        "dates_reason": "",
    }
    for who, first, last in (("tutor", "Théo", "Tuteur"), ("signatory", "Rose", "Patronne")):
        data |= {
            f"{who}_first_name": first,
            f"{who}_last_name": last,
            f"{who}_job_title": "gérance",
            f"{who}_email": f"{first[0].lower()}@azur.example",
            f"{who}_phone": "",
        }
    for day in range(5):
        clocks = ("09:00", "12:30", "13:30", "17:00")
        names = ("0_start", "0_end", "1_start", "1_end")
        data |= {f"d{day}_{name}": clock for name, clock in zip(names, clocks, strict=True)}
    return {name: value for name, value in (data | changes).items() if value is not None}
