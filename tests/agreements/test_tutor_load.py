"""A tutor is a person, whichever host's file names him: three agreements at most (L124-10)."""

from datetime import date

import pytest

from tests import factories
from tests.agreements.ready import make_ready
from tripartite.accounts.models import School
from tripartite.agreements.queries import check_of
from tripartite.core import clock
from tripartite.hosts.models import Contact
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


def elsewhere(placement: Placement, school: School | None = None, **fields) -> Placement:
    """Another student of this tutor, in a host of its own."""
    known = placement.tutor
    site = factories.make_site(factories.make_host(school or placement.school, name="Autre"))
    names = {"first_name": known.first_name, "last_name": known.last_name}
    tutor = factories.make_contact(site.host, **(names | {"email": known.email}))
    cohort = placement.enrolment.cohort if school is None else factories.make_cohort(school)
    period = placement.period if school is None else None
    return factories.make_placement(
        factories.make_enrolment(cohort), period, site=site, tutor=tutor, **fields
    )


def rules_of(placement: Placement) -> set[str]:
    fresh = Placement.objects.with_people().get(pk=placement.pk)
    return {f.rule for f in check_of(fresh, clock.today()).findings}


def test_three_students_in_three_hosts_are_three(placement: Placement) -> None:
    for _ in range(2):
        elsewhere(placement)
    two = rules_of(placement)
    elsewhere(placement)

    assert "R6" not in two
    assert "R6" in rules_of(placement)


def test_namesakes_stopped_and_other_schools_do_not_count(placement: Placement) -> None:
    start = placement.starts_on
    for _ in range(2):
        elsewhere(placement)
    namesake = elsewhere(placement)
    Contact.objects.filter(pk=namesake.tutor_id).update(email="un.autre@ailleurs.example")
    elsewhere(placement, state=State.INTERRUPTED, interrupted_on=start)
    elsewhere(placement, state=State.CANCELLED, reason="x")
    elsewhere(placement, factories.make_school(name="Lycée voisin"))

    assert "R6" not in rules_of(placement)


def test_one_person_under_two_addresses_of_one_host_is_one(placement: Placement) -> None:
    known = placement.tutor
    other = factories.make_contact(
        known.host,
        first_name=known.first_name,
        last_name=known.last_name,
        email="nouvelle@accueil.example",
    )
    for _ in range(3):
        factories.make_placement(
            factories.make_enrolment(placement.enrolment.cohort),
            placement.period,
            site=placement.site,
            tutor=other,
        )

    assert "R6" in rules_of(placement)


def test_whoever_starts_later_is_not_running_on_the_first_day(placement: Placement) -> None:
    for _ in range(3):
        later = elsewhere(placement)
        Placement.objects.filter(pk=later.pk).update(starts_on=date(2027, 1, 11))

    assert "R6" not in rules_of(placement)
