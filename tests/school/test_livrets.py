"""The livret d'objectifs (founding document, S1): what it says, one by one and by the class."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from tests import factories
from tests.papers.conftest import run_tasks
from tests.school.livrets import NDRC, make_class, text_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.archive import zipped
from tripartite.documents import actions as documents
from tripartite.documents.batches import BatchError, failures_of, progress_of
from tripartite.documents.domain import BatchState, Progress
from tripartite.documents.models import StoredFile
from tripartite.documents.papers import STATUS, PaperError, PersonLine, together
from tripartite.school import papers
from tripartite.school.domain.livrets import Bundle
from tripartite.school.livret_queue import LivretWorker, print_livrets
from tripartite.school.livrets import livret_of, order_livrets
from tripartite.school.models import Student

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


@pytest.fixture
def period(school):
    return make_class(
        school,
        "Moreau",
        objectives="- Découvrir l'organisation\n\n• Conduire une prospection\nVendre",
        reference="N° 723/26-DGG/DIFO",
        reference_date=date(2026, 10, 5),
    )


def common(period, **school_fields):
    for field, value in school_fields.items():
        setattr(period.cohort.programme.school, field, value)
    return papers.class_livret(period, today=DAY)


def missing_from(pdf, sentences):
    text = text_of(pdf)
    wanted = (re.sub(r"\s+", " ", sentence).replace("- ", "-") for sentence in sentences)
    return [sentence for sentence in wanted if sentence not in text]


# ------------------------------------------------------------------ one livret
def test_a_livret_bears_the_student_the_class_and_the_reference_of_the_school(school, period):
    school.reference = "J.8.2-XS"
    school.technical_head = "Claire Vernet, DDFPT"
    school.save()
    period.refresh_from_db()

    pdf = livret_of(period, Student.objects.get())

    sentences = [
        "NOM MOREAU",
        "PRÉNOM Inès",
        "CLASSE NDRC1",
        "Référence J.8.2-XS",
        "Numéro N° 723/26-DGG/DIFO",
        "Date Le 5 octobre 2026",
        "Lycée des Orangers 1 avenue des Orangers 06500 Menton",
        "année scolaire 2026-2027",
        "Claire Vernet DDFPT",
    ]
    assert missing_from(pdf, sentences) == []


def test_a_livret_says_periods_objectives_framing_follow_up_modalities_and_status(period):
    pdf = livret_of(period, Student.objects.get())

    sentences = [
        "Période 1 (celle de ce livret) 4 janvier 2027 29 janvier 2027 4 semaines",
        "Période 2 31 mai 2027 25 juin 2027 4 semaines",
        "Découvrir l'organisation",
        "Conduire une prospection",
        "Vendre",
        "1. Les objectifs poursuivis",
        "2. Les modalités prévues : responsabilités et missions confiées au stagiaire",
        "3. Les informations que l'organisme d'accueil s'engage à fournir",
        "4. Les moyens matériels, humains et financiers nécessaires",
        "5. Les modalités de tutorat : nom du tuteur et suivi du stagiaire",
        "Suivi par l'équipe pédagogique",
        "III.1. Objectifs",
        "III.2. Modalités",
        STATUS,
    ]
    assert missing_from(pdf, sentences) == []


def test_a_livret_holds_the_whole_curriculum(period):
    pdf = livret_of(period, Student.objects.get())

    activities = [activity for pole in NDRC.poles for activity in pole.activities]
    tasks = [task.label for activity in activities for task in activity.tasks]
    results = [result.label for activity in activities for result in activity.results]
    assert (len(activities), len(tasks), len(results)) == (10, 34, 30)
    poles = [f"Pôle {n} d'activités : {pole.label}" for n, pole in enumerate(NDRC.poles, start=1)]
    labels = [*poles, *(activity.label for activity in activities), *tasks, *results]
    assert missing_from(pdf, labels) == []


def test_the_same_livret_is_the_same_file(period):
    student = Student.objects.get()

    assert livret_of(period, student) == livret_of(period, student)


def test_without_its_own_number_and_date_the_livret_has_those_of_the_product(school):
    period = make_class(school, "Moreau")

    livret = papers.class_livret(period, today=DAY)

    assert (livret.reference, livret.issued_on) == ("LIV-2026-NDRC1-P1", DAY)


def test_a_livret_printed_alone_without_a_date_bears_the_day(school, time_machine):
    time_machine.move_to("2026-11-16T08:00:00Z", tick=False)
    period = make_class(school, "Moreau")

    pdf = livret_of(period, Student.objects.get())

    assert missing_from(pdf, ["Date Le 16 novembre 2026"]) == []


@pytest.mark.parametrize(
    ("technical_head", "signed_by"),
    [
        ("Claire Vernet, DDFPT", PersonLine("Claire Vernet", "DDFPT")),
        ("Claire Vernet", PersonLine("Claire Vernet", papers.TECHNICAL_HEAD)),
        (
            "Xavier Seneca, Responsable des Enseignements, par intérim",
            PersonLine("Xavier Seneca", "Responsable des Enseignements, par intérim"),
        ),
        ("  ", PersonLine("Hélène Lambert", "proviseure")),
    ],
)
def test_who_signs(school, technical_head, signed_by):
    factories.make_user(school, Role.HEAD, first_name="Hélène", last_name="Lambert")
    school.technical_head, school.head_title = technical_head, "proviseure"

    assert papers.signatory(school) == signed_by


def test_a_school_without_a_head_still_has_a_place_to_sign(school):
    assert papers.signatory(school) == PersonLine(papers.TECHNICAL_HEAD)


@pytest.mark.parametrize(
    ("session", "ending"), [(2028, " (première année)"), (2027, " (deuxième année)"), (None, "")]
)
def test_the_subject_says_the_year_of_study(period, session, ending):
    period.cohort.exam_session = session

    livret = common(period)

    assert livret.subject == (
        f"Objectifs du stage en entreprise, {period.cohort.programme.name}{ending}"
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Inès", "Moreau"), "livret-moreau-ines.pdf"),
        (("Zoë", "O’Brien-Müller"), "livret-obrien-muller-zoe.pdf"),
        (("../..", "/etc"), "livret-etc.pdf"),
    ],
)
def test_a_file_is_named_after_its_student(school, names, expected):
    first, last = names
    student = factories.make_student(school, first_name=first, last_name=last)

    assert papers.file_name(student) == expected


def test_a_name_without_latin_letters_leaves_the_number(school):
    student = factories.make_student(school, first_name="明", last_name="李")

    assert papers.file_name(student) == f"livret-{student.pk}.pdf"


def test_hostile_names_are_printed_as_text(school):
    period = make_class(school, '#panic("x") $a$ <b>')

    pdf = livret_of(period, Student.objects.get())

    assert missing_from(pdf, ['NOM #PANIC("X") $A$ <B>']) == []


# ------------------------------------------------------------------ a class
def order(period, office, bundle=Bundle.ZIP):
    batch = order_livrets(period=period, bundle=bundle, by=office)
    run_tasks()
    batch.refresh_from_db()
    return batch


def test_a_class_as_an_archive_has_one_livret_per_student(school, office):
    period = make_class(school, "Moreau", "Alaoui", "Zéphir")

    batch = order(period, office)

    assert batch.state == BatchState.DONE
    assert progress_of(batch) == Progress(total=3, done=3, failed=0)
    assert batch.result.name == "livrets-ndrc1-2026-periode-1.zip"
    with zipfile.ZipFile(io.BytesIO(documents.read(batch.result))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert list(found) == [f"livret-{name}-ines.pdf" for name in ("alaoui", "moreau", "zephir")]
    assert found["livret-alaoui-ines.pdf"] == livret_of(
        period, Student.objects.get(user__last_name="Alaoui")
    )


def test_a_class_in_one_file_begins_each_livret_on_an_odd_page(school, office):
    period = make_class(school, "Moreau", "Alaoui", "Zéphir")

    batch = order(period, office, Bundle.ONE)

    assert batch.result.name == "livrets-ndrc1-2026-periode-1.pdf"
    reader = PdfReader(io.BytesIO(documents.read(batch.result)))
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    starts = [n for n, text in enumerate(texts, start=1) if "L'étudiant NOM" in text]
    names = [re.findall(r"NOM (\S+) PRÉNOM", texts[n - 1]) for n in starts]
    assert names == [["ALAOUI"], ["MOREAU"], ["ZÉPHIR"]]
    assert [n % 2 for n in starts] == [1, 1, 1]
    numbers = [re.findall(r"page (\d+) / (\d+)", text) for text in texts]
    per_livret = starts[1] - starts[0]
    assert numbers[:per_livret] == numbers[per_livret : 2 * per_livret]
    assert numbers[0] == [("1", numbers[0][0][1])]


def test_one_file_of_a_class_says_that_it_is_archivable_and_accessible(school, office):
    batch = order(make_class(school, "Moreau", "Alaoui"), office, Bundle.ONE)

    root = PdfReader(io.BytesIO(documents.read(batch.result))).trailer["/Root"]

    xmp = root["/Metadata"].get_data().decode()
    claims = re.findall(r"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w)<", xmp)
    assert sorted(claims) == [
        ("pdfaid:conformance", "A"),
        ("pdfaid:part", "3"),
        ("pdfuaid:part", "1"),
    ]


def test_a_blank_page_keeps_the_next_livret_on_an_odd_one(school):
    period = make_class(school, "Moreau", "Alaoui")
    livret = common(period)
    longer = 0
    while len(PdfReader(io.BytesIO(papers.print_one(livret))).pages) % 2 == 0:
        longer += 5
        livret = replace(livret, objectives=("Objectif",) * longer)
    pages = len(PdfReader(io.BytesIO(papers.print_one(livret))).pages)

    reader = PdfReader(io.BytesIO(papers.print_together([livret, livret])))

    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == 2 * pages + 1
    assert texts[pages].strip() == ""
    assert re.findall(r"page \d+ / \d+", texts[pages + 1]) == [f"page 1 / {pages}"]


def test_livrets_of_two_periods_are_not_one_document(school):
    livret = common(make_class(school, "Moreau"))

    with pytest.raises(PaperError):
        together([livret, replace(livret, cohort="NDRC2")])
    with pytest.raises(PaperError):
        together([])


def test_two_students_of_one_name_keep_their_two_files():
    archive = zipfile.ZipFile(io.BytesIO(zipped([("a.pdf", b"1"), ("a.pdf", b"2")])))

    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.pdf": b"1",
        "a-2.pdf": b"2",
    }


def test_a_killed_run_resumes_without_printing_again(school, office):
    period = make_class(school, "Alaoui", "Moreau", "Zéphir")
    batch = order_livrets(period=period, bundle=Bundle.ZIP, by=office)

    class KilledAtTheSecond(LivretWorker):
        def step(self, item):
            if item.label == "Inès Moreau":
                raise KeyboardInterrupt
            return super().step(item)

    with pytest.raises(KeyboardInterrupt):
        documents.run_batch(batch.pk, KilledAtTheSecond)
    before = (progress_of(batch), list(StoredFile.objects.values_list("name", flat=True)))
    call_command("recover", verbosity=0)
    run_tasks()

    batch.refresh_from_db()
    assert before == (Progress(total=3, done=1, failed=0), ["livret-alaoui-ines.pdf"])
    assert batch.state == BatchState.DONE
    names = StoredFile.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == [
        *(f"livret-{name}-ines.pdf" for name in ("alaoui", "moreau", "zephir")),
        "livrets-ndrc1-2026-periode-1.zip",
    ]


@pytest.mark.parametrize("bundle", Bundle)
def test_who_left_meanwhile_is_named_and_the_others_have_their_livret(school, office, bundle):
    period = make_class(school, "Alaoui", "Moreau")
    batch = order_livrets(period=period, bundle=bundle, by=office)
    period.cohort.enrolments.filter(student__user__last_name="Moreau").update(left_on=clock.today())

    run_tasks()

    batch.refresh_from_db()
    assert progress_of(batch) == Progress(total=2, done=1, failed=1)
    assert [failure.sentence for failure in failures_of(batch)] == [
        "Inès Moreau n’est plus inscrit dans la classe : rien n’est à imprimer."
    ]
    assert batch.result.name.startswith("livrets-ndrc1-2026-periode-1.")


def test_a_period_that_is_gone_is_said(school, office):
    period = make_class(school, "Moreau")
    batch = order_livrets(period=period, bundle=Bundle.ZIP, by=office)
    period.delete()

    run_tasks()

    batch.refresh_from_db()
    assert [failure.sentence for failure in failures_of(batch)] == [
        "Cette période de stage n’existe plus."
    ]


def test_who_has_left_is_not_printed(school, office):
    period = make_class(school, "Alaoui", "Moreau")
    period.cohort.enrolments.filter(student__user__last_name="Moreau").update(left_on=clock.today())

    batch = order_livrets(period=period, bundle=Bundle.ZIP, by=office)

    assert [item.label for item in batch.items.all()] == ["Inès Alaoui"]


def test_a_class_without_anybody_is_refused(school, office):
    with pytest.raises(BatchError) as refusal:
        order_livrets(period=make_class(school), bundle=Bundle.ZIP, by=office)

    assert refusal.value.code == "nothing_to_do"


def test_two_clicks_print_the_class_once(school, office):
    period = make_class(school, "Moreau")

    first = order_livrets(period=period, bundle=Bundle.ZIP, by=office)
    second = order_livrets(period=period, bundle=Bundle.ZIP, by=office)
    other = order_livrets(period=period, bundle=Bundle.ONE, by=office)

    assert first == second
    assert first != other


def test_the_order_is_told_in_the_journal_of_the_class(school, office):
    period = make_class(school, "Moreau")

    order(period, office)

    story = JournalEntry.objects.of(f"cohort:{period.cohort_id}").order_by("pk")
    assert [(entry.verb, entry.actor_name) for entry in story] == [
        ("batch.started", "Odile Bureau"),
        ("batch.finished", "Tripartite"),
    ]


def test_the_task_is_the_one_that_recover_will_enqueue(school, office):
    batch = order_livrets(period=make_class(school, "Moreau"), bundle=Bundle.ZIP, by=office)

    assert batch.task == print_livrets.module_path


@pytest.mark.parametrize("n", [1, 3])
def test_a_livret_costs_the_same_in_a_class_of_any_size(school, django_assert_num_queries, n):
    period = make_class(school, *(f"Élève {rank}" for rank in range(n)))
    student = Student.objects.select_related("user").first()

    with django_assert_num_queries(13):
        livret_of(period, student)
