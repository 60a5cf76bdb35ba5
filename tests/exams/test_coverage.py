"""Coverage, the safe, and a sheet that starts from the logbook."""

import io
import json
import uuid
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.exams.conftest import Cast
from tests.exams.test_sheets import KIND, begin
from tests.logbook.partners import seal
from tripartite.core import clock
from tripartite.curriculum.models import Task, TaskCompetence
from tripartite.documents.actions.files import keep
from tripartite.evaluations.domain import EvaluationState, Level
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.exams.coverage import class_coverage, coverage_of
from tripartite.exams.models import Sheet
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.models import LogEntry
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.models import Mission

pytestmark = pytest.mark.django_db


def first_task(cast: Cast) -> Task:
    return Task.objects.of(cast.cohort.programme.curriculum)[0]


def note(cast: Cast, did: str = "Relancé vingt clients") -> LogEntry:
    entry = LogEntry.objects.create(
        placement=cast.placement,
        sending=uuid.uuid4(),
        day=cast.placement.starts_on,
        did=did,
        result="8 rendez-vous",
        state=EntryState.SHARED,
        shared_at=clock.now(),
    )
    entry.tasks.add(first_task(cast))
    return entry


def test_planned_then_done_and_the_rest_is_advised(cast: Cast) -> None:
    mission = Mission.objects.create(placement=cast.placement, position=1, title="Relances")
    mission.tasks.add(first_task(cast))
    before = coverage_of(cast.enrolment)
    note(cast)
    after = coverage_of(cast.enrolment)

    assert [c.columns for c in (before, after)] == [("NDRC2 P1",)] * 2
    assert (before.rows[0].cells[0].label, after.rows[0].cells[0].label) == ("prévu", "fait")
    tasks = Task.objects.of(cast.cohort.programme.curriculum)
    lacking = {t.activity.label for t in tasks} - {first_task(cast).activity.label}
    assert {s.activity for s in after.advice} <= lacking
    assert bool(after.advice) == bool(lacking)


def test_the_class_counts_who_has_come_how_far(cast: Cast) -> None:
    note(cast)
    other = factories.make_enrolment(cast.cohort)
    factories.make_placement(other, referent=cast.teacher)

    row = class_coverage(cast.cohort)[0]

    assert (row.students, row.cells) == (
        2,
        [("prévu", 1), ("fait", 1), ("observé", 0), ("prouvé", 0), ("évalué", 0)],
    )


@pytest.mark.parametrize("n", [1, 3])
def test_the_coverage_of_a_class_costs_the_same(
    cast: Cast, n: int, django_assert_num_queries
) -> None:
    for _ in range(n):
        factories.make_placement(factories.make_enrolment(cast.cohort), referent=cast.teacher)

    with django_assert_num_queries(7):
        class_coverage(cast.cohort)


def test_a_sheet_starts_from_the_notes_of_the_logbook(client: Client, cast: Cast) -> None:
    entry = note(cast)
    client.force_login(cast.student)
    start = reverse("exams:start", args=[cast.enrolment.pk, KIND])

    page = client.get(start, {"note": entry.pk})
    form = page.context["form"]
    data = {
        "title": "Relances",
        "placement": form["placement"].value(),
        "notes": form["notes"].value(),
        "answer_0": form["answer_0"].value(),
    }
    client.post(start, data)

    assert "Relancé vingt clients" in page.text
    sheet = Sheet.objects.get()
    assert list(sheet.notes.all()) == [entry]
    assert sheet.placement == cast.placement
    assert sheet.answers["cadre-de-l-activite/organisation"] == "Maison Azur"


def test_the_safe_reads_without_the_product(client: Client, cast: Cast) -> None:
    sealed = keep(school=cast.placement.school, content=b"%PDF-1.7 scellee", name="x.pdf")
    Paper.objects.create(
        placement=cast.placement,
        kind=Kind.AGREEMENT,
        number="2027-0001",
        state=PaperState.SEALED,
        template="convention-1",
        data={},
        frozen=sealed,
        sealed=sealed,
        out_at=clock.now(),
        sealed_at=clock.now(),
    )
    begin(cast)
    client.force_login(cast.student)

    answer = client.get(reverse("exams:safe", args=[cast.enrolment.pk]))

    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = archive.namelist()
    assert names[:3] == ["index.html", "style.css", "manifeste.json"]
    assert sum(n.startswith("stage-2027-11-08/signes/convention-de-stage") for n in names) == 1
    assert sum(n.startswith("fiches/E4/") for n in names) == 1
    assert [p["path"] for p in json.loads(archive.read("manifeste.json"))["pieces"]] == names[3:]
    assert all(f'href="{n}"' in archive.read("index.html").decode() for n in names[3:])


def test_what_a_signed_evaluation_rates_is_assessed(cast: Cast) -> None:
    competence = TaskCompetence.objects.filter(task=first_task(cast))[0].competence
    paper = seal(cast.placement, Kind.EVALUATION)
    evaluation = JointEvaluation.objects.create(
        placement=cast.placement,
        state=EvaluationState.AGREED,
        agreed_at=clock.now(),
        held_on=clock.today(),
        paper=paper,
    )
    line = EvaluationLine.objects.create(
        evaluation=evaluation,
        position=1,
        section="Compétences",
        code=competence.code,
        label=competence.label,
        level=Level.S,
    )

    rated = class_coverage(cast.cohort)[0].cells[-1]
    line.level = Level.NO
    line.save()
    unseen = class_coverage(cast.cohort)[0].cells[-1]

    assert (rated, unseen) == (("évalué", 1), ("évalué", 0))
