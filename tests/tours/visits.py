"""A référent, some placements on the map, and free half-days."""

from dataclasses import dataclass, field
from typing import Any

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core.tasks import run_due
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Period
from tripartite.tours.actions.freedom import add_free_time
from tripartite.tours.actions.planning import start_tour
from tripartite.tours.domain.labels import FreeKind
from tripartite.tours.models import Tour

#: Nice, Cagnes, Antibes, Cannes, Menton.
PLACES = ((43.70, 7.27), (43.66, 7.15), (43.58, 7.12), (43.55, 7.02), (43.78, 7.50))


@dataclass
class Visits:
    school: School
    period: Period
    referent: User
    office: User
    placements: list[Placement] = field(default_factory=list)

    def add(self, number: int = 0, **fields: Any) -> Placement:
        """One placement more, followed by the référent, at the place of this number."""
        latitude, longitude = PLACES[number % len(PLACES)]
        site = factories.make_site(
            factories.make_host(self.school, name=f"Accueil {number}"),
            latitude=latitude,
            longitude=longitude,
            located_by="hand",
        )
        student = factories.make_student(self.school, last_name=f"Élève{number}")
        fields = {"state": State.APPROVED, "referent": self.referent, "site": site} | fields
        placement = factories.make_placement(
            factories.make_enrolment(self.period.cohort, student), self.period, **fields
        )
        self.placements.append(placement)
        return placement

    def free(self, weekday: int = 1, opens: int = 480, closes: int = 750) -> None:
        add_free_time(
            school=self.school,
            teacher=self.referent,
            kind=FreeKind.WEEKLY,
            weekday=weekday,
            opens=opens,
            closes=closes,
            by=self.referent,
        )

    def tour(self, *, run: bool = True, by: User | None = None, **fields: Any) -> Tour:
        """A tour of the référent over the period, computed unless told otherwise."""
        asked = {
            "school": self.school,
            "period": None,
            "teacher": self.referent,
            "starts_on": self.period.starts_on,
            "ends_on": self.period.ends_on,
            "moves_planned": False,
            "by": by or self.referent,
        }
        tour = start_tour(**(asked | fields))
        if run:
            run_due()
        return Tour.objects.select_related("school", "batch").get(pk=tour.pk)


def make_visits(school: School) -> Visits:
    cohort = factories.make_cohort(school)
    school.postcode, school.city = "06000", "Nice"
    school.save()
    return Visits(
        school=school,
        period=factories.make_period(cohort),
        referent=factories.make_teacher(cohort, first_name="Éric", last_name="Référent"),
        office=factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau"),
    )
