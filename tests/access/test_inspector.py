"""The inspector (S13): reads the files of named classes for a time, writes nothing, is journalled.

Every address is asked, so that a new page is read-only for an inspector by construction.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests import factories
from tests.access.test_matrix import kwargs_of
from tests.access.world import World, build
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.checks import our_patterns
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Inspection

pytestmark = pytest.mark.django_db
#: What an inspector may send: the door.
DOOR = {"placements:enter", "placements:renew_link", "placements:leave_link"}
#: What nobody could mistake for a file of the class: each must stay closed.
CLOSED = (
    "school:team",
    "school:settings",
    "school:student_edit",
    "school:import",
    "placements:hosts",
    "placements:inspections",
    "placements:framing",
    "agreements:prepare",
    "exams:candidate",
    "exams:edit",
    "papers:sign",
)
#: What the visit is for.
OPEN = (
    "dashboards:board",
    "dashboards:placement",
    "dashboards:journal",
    "exams:board",
    "exams:file",
    "exams:sheet",
    "certificates:register",
    "papers:detail",
    "school:livrets",
)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PAPERS_DIR=tmp_path_factory.mktemp("papers")):
            world = build()
        yield world
        transaction.set_rollback(True)


def asked(world: World, name: str, method: str) -> int:
    """The status that the inspector gets; what it did is taken back."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        factories.enter_link(client, world.objects["inspection"].link)
        response = client.generic(method, reverse(name, kwargs=kwargs_of(name, world)))
        transaction.set_rollback(True)
    return response.status_code


NAMES = sorted({name for name, _ in our_patterns()})


@pytest.mark.parametrize("name", [n for n in NAMES if n not in DOOR])
def test_nothing_can_be_sent(world: World, name: str) -> None:
    assert asked(world, name, "POST") == 403


@pytest.mark.parametrize("name", OPEN)
def test_the_files_of_the_class_are_read(world: World, name: str) -> None:
    assert asked(world, name, "GET") == 200


@pytest.mark.parametrize("name", CLOSED)
def test_the_rest_of_the_school_stays_closed(world: World, name: str) -> None:
    assert asked(world, name, "GET") in {403, 404}


def test_reading_is_journalled_and_another_class_is_unknown(client: Client, school) -> None:
    cohort = factories.make_cohort(school)
    placement = factories.make_placement(factories.make_enrolment(cohort))
    other = factories.make_placement(
        factories.make_enrolment(factories.make_cohort(school, name="NDRC8"))
    )
    inspection = factories.make_inspection(cohort)
    factories.enter_link(client, inspection.link)

    read = client.get(placement.get_absolute_url())
    hidden = client.get(other.get_absolute_url())

    assert (read.status_code, hidden.status_code) == (200, 404)
    story = JournalEntry.objects.of(inspection.file).values_list("sentence", flat=True)
    assert list(story) == [f"Consultation : {placement.get_absolute_url()}"]
    assert placement.relations_of(inspection.link) == {Relation.INSPECTOR}


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_out_of_its_dates_the_access_shows_nothing(school, days: tuple[int, int]) -> None:
    cohort = factories.make_cohort(school)
    factories.make_placement(factories.make_enrolment(cohort))
    today = clock.today()
    inspection = factories.make_inspection(
        cohort, starts_on=today + timedelta(days[0]), ends_on=today + timedelta(days[1])
    )

    assert not Placement.objects.visible_to(inspection.link).exists()
    assert not Cohort.objects.visible_to(inspection.link).exists()


def test_the_office_opens_and_closes_an_access(client: Client, school) -> None:
    cohort = factories.make_cohort(school)
    client.force_login(factories.make_user(school, Role.OFFICE))
    path = reverse("placements:inspection_new", args=[school.pk])
    today = clock.today()
    typed = {
        "name": "Irène Inspectrice",
        "email": "irene@academie.example",
        "purpose": "Contrôle",
        "cohorts": [cohort.pk],
        "starts_on": today.isoformat(),
        "ends_on": today.isoformat(),
    }

    wrong = client.post(path, typed | {"ends_on": (today - timedelta(1)).isoformat()})
    client.post(path, typed)
    inspection = Inspection.objects.get(school=school)
    opened = inspection.is_open
    client.post(reverse("placements:inspection_close", args=[inspection.pk]))
    inspection.link.refresh_from_db()

    assert wrong.context["form"].non_field_errors() == [
        "L’accès doit finir après avoir commencé, et pas avant aujourd’hui."
    ]
    assert (opened, inspection.link.revoked_at is not None) == (True, True)
    listed = client.get(reverse("placements:inspections", args=[school.pk]))
    assert "Irène Inspectrice" in listed.text
