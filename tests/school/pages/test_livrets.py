"""The livrets of a period: the page of the class, the order of the whole class, each PDF."""

import html
import re

import pytest
from django.urls import reverse

from tests import factories
from tests.html import squeeze
from tests.papers.conftest import run_tasks
from tests.school.livrets import make_class, text_of
from tripartite.accounts.domain import Role
from tripartite.documents.models import Batch
from tripartite.school.models import Student

pytestmark = pytest.mark.django_db


def url(name, period):
    return reverse(f"school:{name}", args=(period.pk,))


def read(response):
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


@pytest.fixture
def period(school):
    return make_class(school, "Alaoui", "Moreau")


def someone(school, period, who):
    """A person who is this to the class of the period."""
    elsewhere = factories.make_school("Lycée d’ailleurs")
    people = {
        "teacher": lambda: factories.make_teacher(period.cohort),
        "head": lambda: factories.make_user(school, Role.HEAD),
        "other teacher": lambda: factories.make_user(school, Role.TEACHER),
        "student": lambda: Student.objects.get(user__last_name="Moreau").user,
        "other student": lambda: (
            factories.make_enrolment(factories.make_cohort(school, name="NDRC2")).student.user
        ),
        "office elsewhere": lambda: factories.make_user(elsewhere, Role.OFFICE),
        "office": lambda: factories.make_user(school, Role.OFFICE),
    }
    return people[who]()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("office", (200, 302, 200)),
        ("teacher", (200, 403, 200)),
        ("head", (200, 403, 200)),
        ("student", (403, 403, 404)),
        ("other teacher", (404, 404, 404)),
        ("other student", (404, 404, 404)),
        ("office elsewhere", (404, 404, 404)),
    ],
)
def test_who_may(client, school, period, who, expected):
    """Read the page, order the class, read the livret of Alaoui, whom none of them is."""
    client.force_login(someone(school, period, who))
    of = Student.objects.get(user__last_name="Alaoui")

    answers = (
        client.get(url("livrets", period)).status_code,
        client.post(url("livrets_print", period), {"bundle": "zip"}).status_code,
        client.get(url("livret", period), {"etudiant": of.pk}).status_code,
    )

    assert answers == expected


def test_nobody_signed_in_is_sent_to_the_sign_in_page(client, period):
    names = ("livrets", "livret")

    assert [client.get(url(name, period)).status_code for name in names] == [302, 302]


def test_a_student_reads_their_own_livret(client, school, period):
    client.force_login(someone(school, period, "student"))

    response = client.get(url("livret", period))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="livret-moreau-ines.pdf"'
    assert text_of(response.content).count("NOM MOREAU") == 1


def test_a_student_who_names_themself_reads_their_own_livret(client, school, period):
    student = Student.objects.get(user__last_name="Moreau")
    client.force_login(student.user)

    response = client.get(url("livret", period), {"etudiant": student.pk})

    assert text_of(response.content).count("NOM MOREAU") == 1


@pytest.mark.parametrize("asked", ["", "x", "-1", "0", "9" * 40, "1 OR 1=1", "\u00b2"])
def test_an_unknown_student_has_no_livret(client, office, period, asked):
    client.force_login(office)

    assert client.get(url("livret", period), {"etudiant": asked}).status_code == 404


def test_a_student_of_another_class_has_no_livret_here(client, office, school, period):
    other = factories.make_enrolment(factories.make_cohort(school, name="NDRC2")).student
    client.force_login(office)

    assert client.get(url("livret", period), {"etudiant": other.pk}).status_code == 404


def test_the_page_shows_the_students_and_what_the_livrets_bear(client, office, school, period):
    school.reference, school.technical_head = "J.8.2-XS", "Claire Vernet, DDFPT"
    school.save()
    period.objectives = "Prospecter\nVendre"
    period.save()
    client.force_login(office)

    page = squeeze(read(client.get(url("livrets", period))))

    facts = re.findall(r"<dt>\s*(.*?)\s*</dt>\s*<dd>\s*([^<]*?)\s*<", page)
    assert facts == [
        ("Référence", "J.8.2-XS"),
        ("Numéro", "LIV-2026-NDRC1-P1"),
        ("Date", "le jour de l’impression"),
        ("Signature", "Claire Vernet"),
    ]
    assert re.findall(r"\?etudiant=(\d+)", page) == [
        str(student.pk) for student in Student.objects.order_by("user__last_name")
    ]
    assert [page.count(f"<li>{text}</li>") for text in ("Prospecter", "Vendre")] == [1, 1]


def test_a_teacher_is_not_offered_the_whole_class(client, school, period):
    client.force_login(someone(school, period, "teacher"))

    page = read(client.get(url("livrets", period)))

    assert page.count(url("livrets_print", period)) == page.count("Toute la classe") == 0


def test_an_empty_class_says_what_to_do(client, office, school):
    period = make_class(school)
    client.force_login(office)

    page = read(client.get(url("livrets", period)))

    assert page.count("Personne dans la classe") == 1


@pytest.mark.parametrize(
    ("bundle", "mime"), [("zip", "application/zip"), ("one", "application/pdf")]
)
def test_the_office_has_the_class_printed_and_takes_it_away(client, office, period, bundle, mime):
    client.force_login(office)

    response = client.post(url("livrets_print", period), {"bundle": bundle})
    batch = Batch.objects.get()
    waiting = read(client.get(response.headers["Location"]))
    run_tasks()
    over = read(client.get(response.headers["Location"]))

    file = reverse("documents:batch_result", args=(batch.pk,))
    assert response.headers["Location"] == batch.get_absolute_url()
    assert re.findall(r'<progress value="(\d+)" max="(\d+)"', waiting + over) == [
        ("0", "2"),
        ("2", "2"),
    ]
    assert (waiting.count(file), over.count(file)) == (0, 1)
    assert client.get(file).headers["Content-Type"] == mime


def test_the_works_asked_for_are_found_again_on_the_page(client, office, period):
    client.force_login(office)
    client.post(url("livrets_print", period), {"bundle": "zip"})

    page = read(client.get(url("livrets", period)))

    assert page.count(Batch.objects.get().get_absolute_url()) == 1


@pytest.mark.parametrize("bundle", ["", "rar"])
def test_a_form_that_is_not_offered_is_refused(client, office, period, bundle):
    client.force_login(office)

    response = client.post(url("livrets_print", period), {"bundle": bundle})

    assert response.status_code == 200
    assert read(response).count('class="tt-error"') == 1
    assert Batch.objects.count() == 0


def test_printing_an_empty_class_is_refused_with_a_sentence(client, office, school):
    client.force_login(office)

    response = client.post(url("livrets_print", make_class(school)), {"bundle": "zip"})

    assert read(response).count("Il n’y a rien à préparer : la liste est vide.") == 1


def test_an_order_is_a_post(client, office, period):
    client.force_login(office)

    assert client.get(url("livrets_print", period)).status_code == 405


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_however_many(client, office, school, django_assert_num_queries, n):
    period = make_class(school, *(f"Élève {rank}" for rank in range(n)))
    client.force_login(office)

    with django_assert_num_queries(13):
        page = read(client.get(url("livrets", period)))

    assert page.count("?etudiant=") == n


def test_the_period_leads_to_its_livrets(client, office, period):
    client.force_login(office)

    page = read(client.get(reverse("school:cohort", args=(period.cohort_id,))))

    assert page.count(f'href="{url("livrets", period)}"') == 1
