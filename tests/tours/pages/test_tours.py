"""The pages of tours: asked for, read, adjusted, applied, printed."""

import pytest
from icalendar import Calendar

from tests import factories
from tests.tours.visits import Visits
from tripartite.accounts.domain import Role
from tripartite.core.tasks import run_due
from tripartite.followup.models import Exchange
from tripartite.tours.models import FreeTime, SiteHours, TeacherStart, Tour, TourVisit


def test_a_teacher_plans_and_reads_his_or_her_visits(client, visits: Visits) -> None:
    visits.add(0)
    visits.free()
    client.force_login(visits.referent)

    asked = client.post("/tournees/", {"starts_on": "2027-01-04", "ends_on": "2027-01-29"})
    waiting = client.get(asked["Location"]).content.decode()
    run_due()
    done = client.get(asked["Location"]).content.decode()

    assert "Arrêter et garder le meilleur" in waiting
    assert "Arrêter et garder le meilleur" not in done
    assert "Élève0" in done
    assert "data-map=" in done


def test_a_wrong_date_keeps_what_was_typed(client, visits: Visits) -> None:
    client.force_login(visits.referent)

    response = client.post("/tournees/", {"starts_on": "2027-01-20", "ends_on": "2027-01-10"})

    content = response.content.decode()
    assert "La fin précède le début : corrigez les dates." in content
    assert 'value="2027-01-20"' in content


@pytest.mark.parametrize("count", [1, 3])
def test_a_tour_costs_the_same_whatever_its_visits(
    client, visits: Visits, django_assert_num_queries, count
) -> None:
    for number in range(count):
        visits.add(number)
    visits.free()
    tour = visits.tour()
    client.force_login(visits.referent)
    client.get(tour.get_absolute_url())

    with django_assert_num_queries(12):
        client.get(tour.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_the_tours(
    client, visits: Visits, django_assert_num_queries, count
) -> None:
    visits.add(0)
    for _ in range(count):
        visits.tour(run=False)
    client.force_login(visits.referent)
    client.get("/tournees/")

    with django_assert_num_queries(10):
        client.get("/tournees/")


def test_a_teacher_reads_only_his_or_her_own_visits(client, visits: Visits) -> None:
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    visits.add(0)
    visits.add(1, referent=other)
    tour = visits.tour(teacher=None, period=visits.period, by=visits.office)
    client.force_login(other)

    content = client.get(tour.get_absolute_url()).content.decode()

    assert "Élève1" in content
    assert "Élève0" not in content
    assert client.post(f"{tour.get_absolute_url()}appliquer/").status_code == 403


def test_a_visit_is_moved_on_its_page_or_says_why_not(client, visits: Visits) -> None:
    visits.add(0)
    visits.free()
    visit = visits.tour().visits.get()
    client.force_login(visits.referent)
    page = f"/tournees/visite/{visit.pk}/"

    refused = client.post(page, {"day": "2027-01-06", "hour": "10:00"})
    done = client.post(page, {"day": "2027-01-12", "hour": "10:00"})

    assert "Ce moment n’est dans aucune demi-journée libre" in refused.content.decode()
    assert 'value="2027-01-06"' in refused.content.decode()
    assert done.status_code == 302
    assert TourVisit.objects.get().starts == 600


def test_half_a_time_is_refused(client, visits: Visits) -> None:
    visits.add(0)
    visit = visits.tour().visits.get()
    client.force_login(visits.referent)

    response = client.post(f"/tournees/visite/{visit.pk}/", {"day": "2027-01-12"})

    assert "Donnez le jour et l’heure, ou aucun des deux." in response.content.decode()


def test_applying_is_said_before_and_told_after(client, visits: Visits) -> None:
    visits.add(0)
    visits.free()
    page = f"{visits.tour().get_absolute_url()}appliquer/"
    client.force_login(visits.referent)

    before = client.get(page).content.decode()
    after = client.post(page, follow=True).content.decode()

    assert "1\u00a0visite deviennent" in before
    assert "Tournée appliquée" in after
    assert Exchange.objects.count() == 1


def test_the_road_book_and_the_calendar_are_downloaded(client, visits: Visits) -> None:
    for number in range(2):
        visits.add(number)
    visits.free()
    page = visits.tour().get_absolute_url()
    client.force_login(visits.referent)

    book = client.get(f"{page}feuille-de-route.pdf")
    calendar = client.get(f"{page}agenda.ics")

    assert book.content.startswith(b"%PDF-")
    events = Calendar.from_ical(calendar.content).walk("VEVENT")
    assert [str(e["summary"]) for e in events] == [
        f"Visite de stage – {v.placement.student}"
        for v in TourVisit.objects.order_by("day", "starts")
    ]


def test_half_days_and_start_are_noted_on_one_page(client, visits: Visits) -> None:
    client.force_login(visits.referent)
    page = f"/tournees/disponibilites/{visits.referent.pk}/"
    half_day = {"do": "free", "kind": "weekly", "weekday": "1", "opens": "08:00", "closes": "12:00"}
    home = {"do": "start", "kind": "home", "minutes": "60", "address": "1 quai Lunel"}

    client.post(page, half_day)
    client.post(page, half_day)
    missing = client.post(page, home)
    client.post(page, home | {"postcode": "06300", "city": "Nice"})

    assert "Donnez le code postal de l’adresse de départ." in missing.content.decode()
    assert [str(free) for free in FreeTime.objects.all()] == [
        "le mardi de 8\u00a0h\u00a000 à 12\u00a0h\u00a000"
    ]
    start = TeacherStart.objects.get()
    assert (start.minutes, start.point is not None) == (60, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weekday": ""}, "Dites le jour de la semaine."),
        ({"kind": "dated"}, "Dites la date."),
        ({"closes": "07:00"}, "La demi-journée finit avant de commencer : corrigez l’heure."),
        ({"opens": "x"}, "Écrivez l’heure comme 09:00."),
    ],
)
def test_a_wrong_half_day_says_what_to_do(client, visits: Visits, changes, sentence) -> None:
    client.force_login(visits.referent)
    typed = {"do": "free", "kind": "weekly", "weekday": "1", "opens": "08:00", "closes": "12:00"}

    response = client.post(f"/tournees/disponibilites/{visits.referent.pk}/", typed | changes)

    assert sentence in response.content.decode()
    assert FreeTime.objects.count() == 0


def test_hours_of_the_host_are_noted_and_forgotten(client, visits: Visits) -> None:
    placement = visits.add(0)
    client.force_login(visits.referent)
    page = f"/tournees/heures/{placement.pk}/"

    client.post(page, {"site-d0_0_start": "09:00", "site-d0_0_end": "12:00"})
    assert SiteHours.objects.get().week[0] == [["09:00", "12:00"]]

    client.post(page, {})
    assert not SiteHours.objects.exists()


def test_the_office_shares_out_on_one_page(client, visits: Visits) -> None:
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    placement = visits.add(0)
    client.force_login(visits.office)
    page = f"/tournees/repartir/{visits.period.pk}/"
    choice = {f"r{placement.pk}": str(other.pk), f"g{placement.pk}": "1", "most": "12"}

    again = client.post(page, choice | {"do": "again", "equilibre": "trajet"})
    placement.refresh_from_db()
    assert placement.referent == visits.referent
    assert f'value="{other.pk}" selected' in again.content.decode()

    client.post(page, choice | {"do": "apply"})
    placement.refresh_from_db()
    assert placement.referent == other


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"most": "99"}, "Écrivez un nombre de stages entre 1 et "),
        ({"most": "x"}, "Écrivez un nombre de stages entre 1 et "),
        ({"most": "12", "farthest": "-3"}, "Écrivez un nombre de kilomètres, ou rien."),
    ],
)
def test_a_wrong_limit_applies_nothing_and_stays_typed(
    client, visits: Visits, typed, sentence
) -> None:
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    placement = visits.add(0)
    client.force_login(visits.office)

    response = client.post(
        f"/tournees/repartir/{visits.period.pk}/",
        typed | {f"r{placement.pk}": str(other.pk), "do": "apply"},
    )

    placement.refresh_from_db()
    assert sentence in response.content.decode()
    assert f'value="{typed.get("farthest", typed["most"])}"' in response.content.decode()
    assert placement.referent == visits.referent


def test_the_limits_of_a_share_come_back_the_next_time(client, visits: Visits) -> None:
    visits.add(0)
    client.force_login(visits.office)
    page = f"/tournees/repartir/{visits.period.pk}/"

    client.post(page, {"most": "7", "farthest": "85", "do": "again"})
    content = client.get(page).content.decode()

    assert 'value="7"' in content
    assert 'value="85"' in content


def test_the_office_notes_the_half_days_of_a_teacher_but_not_of_a_student(
    client, visits: Visits
) -> None:
    student = factories.make_user(visits.school, Role.STUDENT)
    client.force_login(visits.office)

    teacher = client.get(f"/tournees/disponibilites/{visits.referent.pk}/")
    nobody = client.get(f"/tournees/disponibilites/{student.pk}/")

    assert (teacher.status_code, nobody.status_code) == (200, 403)
    assert Tour.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_sharing_costs_the_same_whatever_the_class(
    client, visits: Visits, django_assert_num_queries, count
) -> None:
    for number in range(count):
        visits.add(number)
    client.force_login(visits.office)
    page = f"/tournees/repartir/{visits.period.pk}/"
    client.get(page)

    with django_assert_num_queries(14):
        client.get(page)
