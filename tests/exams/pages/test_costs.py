"""What the pages of the exam file cost: the same whatever they show."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.exams.conftest import Cast
from tests.exams.test_coverage import note
from tests.exams.test_sheets import KIND, begin
from tripartite.exams.actions import sheets as actions
from tripartite.exams.models import Sheet


def more_candidates(cast: Cast, rows: int) -> None:
    for _ in range(rows - 1):
        factories.make_placement(factories.make_enrolment(cast.cohort), referent=cast.teacher)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("case", [("board", 17), ("coverage", 15)])
def test_a_page_of_the_class(
    client: Client, cast: Cast, case: tuple[str, int], rows: int, django_assert_num_queries
) -> None:
    name, queries = case
    more_candidates(cast, rows)
    begin(cast)
    client.force_login(cast.office)

    with django_assert_num_queries(queries):
        answer = client.get(reverse(f"exams:{name}", args=[cast.cohort.pk]))

    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("notes", [1, 3])
def test_a_sheet_that_starts_from_notes(
    client: Client, cast: Cast, notes: int, django_assert_num_queries
) -> None:
    chosen = [note(cast, f"Note {n}").pk for n in range(notes)]
    client.force_login(cast.student)

    with django_assert_num_queries(23):
        page = client.get(reverse("exams:start", args=[cast.enrolment.pk, KIND]), {"note": chosen})

    assert all(f"Note {n}" in page.text for n in range(notes))


@pytest.mark.django_db
@pytest.mark.parametrize("versions", [1, 3])
def test_a_sheet_with_its_notes_and_versions(
    client: Client, cast: Cast, versions: int, django_assert_num_queries
) -> None:
    sheet: Sheet = begin(cast)
    for n in range(versions):
        sheet.notes.add(note(cast, f"Note {n}"))
        sheet = actions.submit(sheet=sheet, by=cast.student)
        sheet = actions.reopen(sheet=sheet, reason="À revoir", by=cast.student)
    client.force_login(cast.teacher)

    with django_assert_num_queries(20):
        page = client.get(sheet.get_absolute_url())

    assert page.text.count("/versions/") == versions
