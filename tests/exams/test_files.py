"""The file of a candidate: deadline, route, hand-over, alerts, folders."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.exams.conftest import Cast
from tests.exams.test_sheets import begin
from tripartite.core.tasks import run_due
from tripartite.documents.actions.files import read
from tripartite.documents.domain import BatchState
from tripartite.documents.uploads import CheckedFile
from tripartite.exams.actions import files as actions
from tripartite.exams.actions import sheets
from tripartite.exams.actions.exporting import order_export
from tripartite.exams.actions.files import FileError
from tripartite.exams.actions.watching import watch
from tripartite.exams.domain.conformity import Light
from tripartite.exams.domain.folder import added_since
from tripartite.exams.domain.weeks import Route
from tripartite.exams.folders import entries_of
from tripartite.exams.models import Candidate, Export, Notice
from tripartite.exams.queries import board_of, file_of, session_of
from tripartite.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db
DUE = date(2028, 3, 31)
SCAN = CheckedFile(b"%PDF-1.7 decision", "decision.pdf", "application/pdf")


def validated(cast: Cast) -> None:
    sheet = sheets.submit(sheet=begin(cast), by=cast.student)
    sheets.decide(sheet=sheet, approve=True, remark="", by=cast.teacher)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_reduction_rests_on_its_decision(cast: Cast) -> None:
    described = {
        "enrolment": cast.enrolment,
        "route": Route.SCHOOL,
        "weeks_granted": 12,
        "substitute": None,
        "by": cast.office,
    }

    with pytest.raises(FileError, match="s’appuie sur une décision"):
        actions.describe_candidate(**described, decision=None)
    candidate = actions.describe_candidate(**described, decision=SCAN)

    assert (candidate.weeks_granted, read(candidate.decision)) == (12, SCAN.content)
    assert file_of(cast.enrolment, DUE).facts.weeks.required == 12


@time_machine.travel("2028-03-20 10:00", tick=False)
def test_a_hand_over_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(FileError, match="Cette date est à venir"):
        actions.hand_in(enrolment=cast.enrolment, day=date(2028, 3, 21), by=cast.office)
    candidate = actions.hand_in(enrolment=cast.enrolment, day=date(2028, 3, 20), by=cast.office)

    assert candidate.handed_in_on == date(2028, 3, 20)
    candidate = actions.hand_in(enrolment=cast.enrolment, day=None, by=cast.office)
    assert candidate.handed_in_on is None


@pytest.mark.parametrize("day", [date(2027, 8, 31), date(2028, 9, 1), date(2018, 3, 31)])
def test_a_date_of_another_year_is_refused(cast: Cast, day: date) -> None:
    with pytest.raises(FileError, match="vérifiez l’année"):
        actions.set_deadline(cohort=cast.cohort, due_on=day, by=cast.office)


def test_student_referent_and_office_are_told_three_times_at_least(cast: Cast) -> None:
    actions.set_deadline(cohort=cast.cohort, due_on=DUE, by=cast.office)
    day = DUE - timedelta(days=10)
    while day <= DUE:
        with time_machine.travel(day, tick=False):
            call_command("watch_exam_files", verbosity=0)
            call_command("watch_exam_files", verbosity=0)  # run twice, told once
        day += timedelta(days=1)

    told = list(Notice.objects.order_by("told_on").values_list("told_on", flat=True))
    assert [(DUE - d).days for d in told] == [7, 3, 1, 0]
    sent = OutgoingMessage.objects.filter(kind="exam_file_in_danger")
    addresses = list(sent.values_list("to", flat=True))
    for user in (cast.student, cast.teacher, cast.office):
        assert addresses.count(user.email) == len(told)


def test_a_class_that_does_not_take_the_exam_this_year_is_left_alone(cast: Cast) -> None:
    actions.set_deadline(cohort=cast.cohort, due_on=DUE, by=cast.office)
    cast.cohort.year = 2026
    cast.cohort.save()

    with time_machine.travel(DUE, tick=False):
        assert watch(DUE) == 0


def test_who_follows_several_candidates_has_one_list_of_them(cast: Cast) -> None:
    for _ in range(2):
        enrolment = factories.make_enrolment(cast.cohort)
        factories.make_placement(enrolment, referent=cast.teacher)
    actions.set_deadline(cohort=cast.cohort, due_on=DUE, by=cast.office)
    day = DUE - timedelta(days=7)

    with time_machine.travel(day, tick=False):
        assert (watch(day), watch(day)) == (3, 0)

    lists = OutgoingMessage.objects.filter(kind="exam_files_in_danger")
    assert set(lists.values_list("to", flat=True)) == {cast.teacher.email, cast.office.email}
    assert "3 dossiers d’épreuve à compléter" in plain(lists[0].subject)
    assert str(cast.enrolment.student) in lists[0].text
    alone = OutgoingMessage.objects.filter(kind="exam_file_in_danger")
    assert alone.count() == 3
    assert list(Notice.objects.values_list("recipients", flat=True)) == [3, 3, 3]


@pytest.mark.parametrize(("day", "asked"), [(1, 1), (2, 0), (15, 1)])
def test_the_office_is_asked_for_a_date_that_it_did_not_note(
    cast: Cast, day: int, asked: int
) -> None:
    today = date(2028, 2, day)
    with time_machine.travel(today, tick=False):
        watch(today)
        watch(today)  # run twice, asked once

    sent = OutgoingMessage.objects.filter(kind="exam_date_missing")
    assert list(sent.values_list("to", flat=True)) == [cast.office.email] * asked
    assert not Notice.objects.exists()


def test_the_folders_of_a_class_are_frozen_with_their_manifest(cast: Cast) -> None:
    validated(cast)

    batch = order_export(cohort=cast.cohort, by=cast.office)
    run_due()

    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    archive = zipfile.ZipFile(io.BytesIO(read(batch.result)))
    folder = f"moreau-ines-{cast.enrolment.student_id}"
    manifest = json.loads(archive.read(f"{folder}/manifeste.json"))
    assert [p["path"].split("/")[0] for p in manifest["pieces"]] == ["E4"]
    frozen = Export.objects.get()
    assert frozen.manifest[0]["sha256"] == manifest["pieces"][0]["sha256"]


def test_what_comes_after_the_freezing_is_visible(cast: Cast) -> None:
    validated(cast)
    order_export(cohort=cast.cohort, by=cast.office)
    run_due()
    frozen, candidate = Export.objects.get(), Candidate.objects.get()

    before = added_since(frozen.manifest, [e for e, _ in entries_of(candidate)])
    validated(cast)
    after = added_since(frozen.manifest, [e for e, _ in entries_of(candidate)])

    assert (before, len(after)) == ([], 1)


def test_the_frozen_folder_is_what_was_handed_in_whatever_came_since(
    client: Client, cast: Cast
) -> None:
    validated(cast)
    order_export(cohort=cast.cohort, by=cast.office)
    run_due()
    frozen = Export.objects.get()
    validated(cast)
    client.force_login(cast.student)

    page = client.get(reverse("exams:file", args=[cast.enrolment.pk]))
    answer = client.get(reverse("exams:frozen", args=[frozen.pk]))

    assert reverse("exams:frozen", args=[frozen.pk]) in page.text
    assert "Ajouté depuis" in page.text
    assert answer.content == read(frozen.archive)


def test_an_empty_folder_is_said_and_not_handed_in(cast: Cast) -> None:
    batch = order_export(cohort=cast.cohort, by=cast.office)
    run_due()

    item = batch.items.get()
    assert item.sentence.startswith(f"Le dossier de {cast.student} est vide")
    assert not Export.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_the_board_costs_the_same_whatever_the_class(
    cast: Cast, n: int, django_assert_num_queries
) -> None:
    for _ in range(n - 1):
        enrolment = factories.make_enrolment(cast.cohort)
        factories.make_placement(enrolment, referent=cast.teacher)
    validated(cast)
    session = session_of(cast.cohort)

    with django_assert_num_queries(8):
        rows = board_of(cast.cohort, session, DUE)

    assert [row.light for row in rows] == [Light.RED] * n
