"""The pages of the exam file."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.exams.conftest import Cast
from tests.exams.test_sheets import ANSWERS, KIND, begin
from tripartite.exams.actions import sheets as actions
from tripartite.exams.actions.sheets import SheetDetails
from tripartite.exams.domain.sheets import SheetState
from tripartite.exams.models import Deadline, Sheet

pytestmark = pytest.mark.django_db


def test_the_student_reads_what_is_missing_and_starts_a_sheet(client: Client, cast: Cast) -> None:
    client.force_login(cast.student)
    file = reverse("exams:file", args=[cast.enrolment.pk])
    start = reverse("exams:start", args=[cast.enrolment.pk, KIND])

    page = client.get(file)
    wrong = client.post(start, {"title": "", "answer_0": "Maison Azur"})
    done = client.post(start, {"title": "Relances", "answer_0": "Maison Azur"})

    assert "Aucune fiche pour l’épreuve E4" in page.text
    assert start in page.text
    assert wrong.context["form"].errors["title"] == ["Donnez un titre à la fiche."]
    assert "Maison Azur" in wrong.text
    sheet = Sheet.objects.get()
    assert done["Location"] == sheet.get_absolute_url()
    assert sheet.answers["cadre-de-l-activite/organisation"] == "Maison Azur"


def test_a_sheet_saved_in_another_window_is_shown_beside(client: Client, cast: Cast) -> None:
    client.force_login(cast.student)
    sheet = begin(cast)
    edit = reverse("exams:edit", args=[sheet.pk])

    first = client.post(edit, {"title": "Première", "seen": sheet.version, "answer_0": "A"})
    second = client.post(edit, {"title": "Seconde", "seen": sheet.version, "answer_0": "B"})
    third = client.post(
        edit, {"title": "Seconde", "seen": second.context["form"]["seen"].value(), "answer_0": "B"}
    )

    assert (first.status_code, second.status_code, third.status_code) == (302, 409, 302)
    assert second.context["form"]["title"].value() == "Seconde"
    sheet.refresh_from_db()
    assert (sheet.title, sheet.answers["cadre-de-l-activite/organisation"]) == ("Seconde", "B")


def test_the_teacher_returns_with_a_remark_then_validates(client: Client, cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)
    client.force_login(cast.teacher)
    decide = reverse("exams:decide", args=[sheet.pk])

    mute = client.post(decide, {"do": "return", "remark": ""})
    client.post(decide, {"do": "return", "remark": "Chiffrez les résultats."})
    sheet.refresh_from_db()
    returned = (sheet.state, sheet.remark)
    actions.submit(sheet=sheet, by=cast.student)
    client.post(decide, {"do": "validate"})

    assert mute.context["form"].errors["remark"] == ["Dites à l’étudiant ce qui est à reprendre."]
    assert returned == (SheetState.RETURNED, "Chiffrez les résultats.")
    sheet.refresh_from_db()
    assert sheet.state == SheetState.VALIDATED
    assert client.get(reverse("exams:version", args=[sheet.pk, 2])).status_code == 200


def test_what_the_teacher_did_not_read_is_not_validated(client: Client, cast: Cast) -> None:
    sheet = actions.submit(sheet=begin(cast), by=cast.student)
    client.force_login(cast.teacher)
    decide = reverse("exams:decide", args=[sheet.pk])
    read = {"do": "validate", "remark": "Bien.", "seen": sheet.version}
    sheet = actions.reopen(sheet=sheet, reason="Un chiffre faux", by=cast.student)
    details = SheetDetails(title="Tout autre chose", placement=cast.placement, answers=ANSWERS)
    sheet = actions.save_sheet(sheet=sheet, details=details, seen=sheet.version, by=cast.student)
    actions.submit(sheet=sheet, by=cast.student)

    stale = client.post(decide, read)
    fresh = client.post(decide, read | {"seen": stale.context["sheet"].version})

    assert "modifiée depuis que vous l’avez ouverte" in stale.text
    assert (stale.context["form"]["remark"].value(), fresh.status_code) == ("Bien.", 302)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.title) == (SheetState.VALIDATED, "Tout autre chose")


def test_the_pdf_tells_the_answers(client: Client, cast: Cast) -> None:
    sheet = begin(cast)
    client.force_login(cast.student)

    pdf = client.get(reverse("exams:pdf", args=[sheet.pk]))

    page = client.get(sheet.get_absolute_url())
    assert reverse("exams:file", args=[cast.enrolment.pk]) in page.text
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_office_fixes_the_date_for_the_session(client: Client, cast: Cast) -> None:
    client.force_login(cast.office)
    path = reverse("exams:deadline", args=[cast.cohort.pk])

    wrong = client.post(path, {"due_on": "31/31/2028"})
    done = client.post(path, {"due_on": "2028-03-31"})

    assert wrong.status_code == 200
    assert done["Location"] == reverse("exams:board", args=[cast.cohort.pk])
    assert Deadline.objects.get().due_on.isoformat() == "2028-03-31"
    assert "31 mars 2028" in client.get(done["Location"]).text


def test_a_class_without_a_session_says_what_to_do(client: Client, cast: Cast) -> None:
    cast.cohort.exam_session = None
    cast.cohort.save()
    client.force_login(cast.office)

    board = client.get(reverse("exams:board", args=[cast.cohort.pk]))
    file = client.get(reverse("exams:file", args=[cast.enrolment.pk]))

    assert "La session d’examen n’est pas indiquée" in board.text
    assert "La session d’examen n’est pas indiquée" in file.text


def test_the_board_keeps_one_light(client: Client, cast: Cast) -> None:
    client.force_login(cast.teacher)
    path = reverse("exams:board", args=[cast.cohort.pk])

    every, green = client.get(path), client.get(path, {"etat": "green"})

    assert (len(every.context["rows"]), green.context["rows"]) == (1, [])


@pytest.mark.parametrize("n", [1, 3])
def test_the_file_costs_the_same_whatever_its_sheets(
    client: Client, cast: Cast, n: int, django_assert_num_queries
) -> None:
    for number in range(n):
        begin(cast, f"Relances {number}")
    client.force_login(cast.student)

    with django_assert_num_queries(26):
        page = client.get(reverse("exams:file", args=[cast.enrolment.pk]))

    assert page.text.count("Relances") == n
