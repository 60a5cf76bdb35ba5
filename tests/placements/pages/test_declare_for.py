"""The office declares on behalf of a student."""

from tests import factories
from tests.placements.conftest import Cast, page_of, typed
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.placements.models import Placement


def url(cast: Cast) -> str:
    return f"/stages/declarer/{cast.period.pk}/pour/{cast.enrolment.pk}/"


def test_the_office_declares_for_the_student(client, cast: Cast):
    client.force_login(cast.office)

    shown = client.get(url(cast))
    client.post(url(cast), typed())

    placement = Placement.objects.get()
    assert "Inès Moreau" in page_of(shown)
    assert placement.student == cast.student
    assert JournalEntry.objects.of(placement.file).get().user == cast.office


def test_a_period_of_another_class_is_not_found(client, cast: Cast):
    other = factories.make_period(factories.make_cohort(cast.school, name="NDRC2"))
    client.force_login(cast.office)

    response = client.get(f"/stages/declarer/{other.pk}/pour/{cast.enrolment.pk}/")

    assert response.status_code == 404


def test_only_the_office_of_the_school_may(client, cast: Cast):
    stranger = factories.make_user(factories.make_school("Lycée du Port"), Role.OFFICE)
    answers = {}

    for who in (cast.student, cast.teacher, cast.head, stranger):
        client.force_login(who)
        answers[who] = client.post(url(cast), typed()).status_code

    assert answers == {cast.student: 403, cast.teacher: 403, cast.head: 403, stranger: 404}
    assert Placement.objects.count() == 0
