"""The attendance sheet as a paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.logbook.partners import MONDAY, act_as
from tripartite.logbook.actions import presence


def text_of(response) -> str:
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page(partners, query: str = "") -> str:
    return f"/presence/{partners.placement.pk}/feuille.pdf{query}"


def test_the_filled_sheet_says_what_was_told_and_by_whom(client, partners) -> None:
    week = presence.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    presence.confirm_week(week=week, by=partners.tutor)
    act_as(client, partners.referent)

    response = client.get(page(partners))

    said = text_of(response)
    assert response["Content-Type"] == "application/pdf"
    assert said.count("Présent, 7 h") == 5
    assert said.count("Confirmé par Théo Tuteur") == 1
    assert said.count("Rien n’est déclaré.") == 3
    assert said.count("Présence effective, confirmée par le tuteur : 35 h.") == 1


def test_the_blank_sheet_leaves_the_hours_to_the_pen(client, partners) -> None:
    presence.declare_as_planned(placement=partners.placement, monday=MONDAY, by=partners.student)
    act_as(client, partners.office)

    response = client.get(page(partners, "?vierge=1&du=2027-01-04&au=2027-01-10"))

    said = text_of(response)
    assert said.count("Semaine du 4 au 10 janvier 2027") == 1
    assert said.count("Semaine du") == 1
    assert said.count("Date et signature du tuteur") == 1
    assert said.count("Présent") == 0
    assert "a-remplir.pdf" in response["Content-Disposition"]


@pytest.mark.parametrize("query", ["?du=demain", "?du=2028-01-01", "?vierge=oui&au="])
def test_an_odd_question_still_prints_a_sheet(client, partners, query) -> None:
    act_as(client, partners.student)

    assert client.get(page(partners, query)).content.startswith(b"%PDF")


def test_the_sheet_is_archivable_and_accessible(client, partners) -> None:
    act_as(client, partners.student)

    metadata = PdfReader(BytesIO(client.get(page(partners)).content)).xmp_metadata.stream.get_data()

    assert b"pdfaid:part>3<" in metadata
    assert b"pdfuaid:part>1<" in metadata
