"""The office records the sheet that the tutor signed by hand."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence
from tripartite.logbook.models import PresenceWeek


@pytest.fixture
def week(partners) -> PresenceWeek:
    return presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return SimpleUploadedFile("feuille.png", out.getvalue(), "image/png")


def page(week: PresenceWeek) -> str:
    return f"/presence/semaines/{week.pk}/feuille/"


def test_the_sheet_confirms_the_week(client, partners, week) -> None:
    act_as(client, partners.office)

    client.post(page(week), {"reason": "feuille reçue le 12 janvier", "sheet": photo()})

    week.refresh_from_db()
    assert (week.state, week.confirmed_by) == ("confirmed", "sur papier, Théo Tuteur")
    assert week.recorded_by == "Odile Bureau"


def test_the_partners_read_the_sheet(client, partners, week) -> None:
    act_as(client, partners.office)
    client.post(page(week), {"reason": "feuille reçue", "sheet": photo()})
    act_as(client, partners.student)

    body = client.get(f"/presence/{partners.placement.pk}/2027-01-04/").content.decode()
    response = client.get(f"{page(week)}scan/")

    assert body.count("enregistrée par Odile Bureau") == 1
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")


def test_a_week_without_sheet_has_no_scan(client, partners, week) -> None:
    act_as(client, partners.student)

    assert client.get(f"{page(week)}scan/").status_code == 404


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (None, "Joignez le scan ou la photo de la feuille signée."),
        (b"MZ\x90\x00" * 20, "Ce fichier est un programme"),
    ],
)
def test_a_sheet_that_is_none_confirms_nothing(client, partners, week, sheet, sentence) -> None:
    act_as(client, partners.office)
    data = {"reason": "feuille 1"}
    if sheet:
        data["sheet"] = SimpleUploadedFile("feuille.pdf", sheet)

    body = client.post(page(week), data).content.decode()

    week.refresh_from_db()
    assert sentence in body
    assert 'value="feuille 1"' in body
    assert week.state == "declared"


def test_an_unnamed_sheet_confirms_nothing(client, partners, week) -> None:
    act_as(client, partners.office)

    response = client.post(page(week), {"reason": ""})

    week.refresh_from_db()
    assert response.status_code == 200
    assert week.state == "declared"


@pytest.mark.parametrize(
    ("who", "status"), [("student", 403), ("tutor", 403), ("referent", 403), ("stranger", 404)]
)
def test_nobody_else_records(client, partners, week, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(page(week)).status_code == status


# ---------------------------------------------------------------- in one step
ON_PAPER = "/presence/{}/2027-01-04/papier/"


def test_a_week_that_nobody_told_is_copied_from_the_sheet(client, partners) -> None:
    act_as(client, partners.office)
    page = ON_PAPER.format(partners.placement.pk)
    week_page = client.get(f"/presence/{partners.placement.pk}/2027-01-04/").content.decode()
    form = client.get(page).content.decode()
    data = {f"kind_2027-01-0{n}_0": "present" for n in range(4, 9)}
    data |= {"time_2027-01-08_0": "3:30"}

    wrong = client.post(page, data | {"reason": "feuille 1"}).content.decode()
    client.post(page, data | {"reason": "feuille 1", "sheet": photo()})

    week = PresenceWeek.objects.get()
    assert page in week_page
    assert form.count('value="7:00"') == 5
    assert "Joignez le scan ou la photo de la feuille signée." in wrong
    assert 'value="3:30"' in wrong
    assert (week.state, week.recorded_by) == ("confirmed", "Odile Bureau")
    assert sum(day.minutes for day in week.days.all()) == 4 * 420 + 210


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("tutor", 403), ("stranger", 404)])
def test_nobody_else_copies_a_sheet(client, partners, who, status) -> None:
    act_as(client, getattr(partners, who))

    assert client.get(ON_PAPER.format(partners.placement.pk)).status_code == status
