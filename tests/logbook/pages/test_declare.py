"""The form of a week: what the student really did."""

import pytest

from tests.logbook.partners import MONDAY, Partners, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.domain.presence import DayEntry, DayKind
from tripartite.logbook.models import PresenceWeek
from tripartite.logbook.queries import ledger


def page(partners: Partners) -> str:
    return f"/presence/{partners.placement.pk}/2027-01-04/declarer/"


def typed() -> dict[str, str]:
    """Five days of 7 h, as the form posts them."""
    data = {}
    for number in range(4, 11):
        worked = number < 9
        data[f"kind_2027-01-{number:02d}_0"] = "present" if worked else ""
        data[f"time_2027-01-{number:02d}_0"] = "7:00" if worked else ""
    return data


def entries() -> list[tuple[int, str, int]]:
    week = PresenceWeek.objects.get()
    return [(e.day.day, str(e.kind), e.minutes) for e in ledger.entries_of(week)]


@pytest.mark.parametrize(
    ("who", "status"),
    [("student", 200), ("office", 200), ("tutor", 403), ("referent", 403), ("stranger", 404)],
)
def test_student_and_office_tell_a_week(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(partners)).status_code == status


def test_the_form_is_filled_with_what_was_planned(client, partners) -> None:
    act_as(client, partners.student)

    body = client.get(page(partners)).content.decode()

    assert body.count('value="7:00"') == 5
    assert body.count("<fieldset") == 7


def test_other_hours_and_absences_are_kept(client, partners) -> None:
    act_as(client, partners.student)
    data = typed() | {
        "time_2027-01-05_0": "8h30",
        "kind_2027-01-06_0": "justified",
        "time_2027-01-06_0": "",
        "kind_2027-01-09_0": "made_up",
        "time_2027-01-09_0": "3 h",
        "of_2027-01-09_0": "2027-01-06",
    }

    response = client.post(page(partners), data)

    assert response.status_code == 302
    assert response["Location"] == f"/presence/{partners.placement.pk}/2027-01-04/"
    assert entries() == [
        (4, "present", 420),
        (5, "present", 510),
        (6, "justified", 420),
        (7, "present", 420),
        (8, "present", 420),
        (9, "made_up", 180),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"time_2027-01-05_0": "7:75"}, "« 7:75 » n’est pas une durée"),
        ({"time_2027-01-05_0": "sept"}, "« sept » n’est pas une durée"),
        ({"time_2027-01-05_0": "24:01"}, "« 24:01 » n’est pas une durée"),
        ({"kind_2027-01-05_0": "malade"}, "Sélectionnez un choix valide"),
        ({"time_2027-01-09_0": "2:00"}, "Dites à quoi correspond cette durée."),
        ({"kind_2027-01-09_0": "made_up"}, "Indiquez la durée"),
        (
            {"kind_2027-01-09_0": "made_up", "time_2027-01-09_0": "2:00"},
            "Dites quelle absence ces heures rattrapent.",
        ),
        (
            {
                "kind_2027-01-09_0": "made_up",
                "time_2027-01-09_0": "2:00",
                "of_2027-01-09_0": "2027-01-05",
            },
            "où aucune absence n’est notée",
        ),
        ({"kind_2027-01-05_0": "", "time_2027-01-05_0": ""}, "Il manque mardi 5 janvier 2027"),
        ({"time_2027-01-05_0": "0:00"}, "entre 1 minute et 24 heures"),
    ],
)
def test_a_wrong_line_says_what_to_do_and_keeps_the_rest(
    client, partners, changes, sentence
) -> None:
    act_as(client, partners.student)

    response = client.post(page(partners), typed() | {"time_2027-01-04_0": "6:15"} | changes)

    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert body.count('value="6:15"') == 1
    assert PresenceWeek.objects.count() == 0


def test_an_empty_post_shows_the_form(client, partners) -> None:
    act_as(client, partners.student)

    response = client.post(page(partners), {})

    assert response.status_code == 200
    assert PresenceWeek.objects.count() == 0


def test_a_confirmed_week_is_only_shown(client, partners) -> None:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    presence.confirm_week(week=week, by=partners.tutor)
    act_as(client, partners.student)

    response = client.post(page(partners), typed() | {"time_2027-01-04_0": "9:00"})

    assert response.status_code == 302
    assert ledger.effective_minutes(partners.placement) == 2100


def test_a_day_half_present_half_absent_keeps_its_two_lines(client, partners) -> None:
    data = typed()
    act_as(client, partners.student)
    half = [(4, "present", 210), (4, "justified", 210)]
    presence.declare_week(
        placement=partners.placement,
        monday=MONDAY,
        days=[
            DayEntry(MONDAY.replace(day=n), DayKind(kind), minutes)
            for n, kind, minutes in [*half, *((d, "present", 420) for d in range(5, 9))]
        ],
        by=partners.student,
    )

    client.post(
        page(partners),
        data
        | {
            "kind_2027-01-04_0": "justified",
            "time_2027-01-04_0": "3:30",
            "kind_2027-01-04_1": "present",
            "time_2027-01-04_1": "3:30",
            "time_2027-01-08_0": "6:00",
        },
    )

    assert entries()[:2] == [(4, "justified", 210), (4, "present", 210)]
    assert entries()[-1] == (8, "present", 360)
