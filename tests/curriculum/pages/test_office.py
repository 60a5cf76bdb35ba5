"""What the office may do: import a version, tie the tasks of its school."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.curriculum.pages.test_reading import address, text_of
from tests.domain.curriculum.small import TOML
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.curriculum import case, queries
from tripartite.curriculum.actions import load
from tripartite.curriculum.domain import parse
from tripartite.curriculum.models import Competence, Curriculum, Task

pytestmark = pytest.mark.django_db

SMALL = parse(TOML)
IMPORT = "/referentiel/importer/"


def upload(client, content: str | bytes):
    body = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile("essai.json", body)})


def test_a_case_file_becomes_a_version(client, office, school):
    client.force_login(office)

    response = upload(client, case.to_json(SMALL, "https://ailleurs.example"))

    curriculum = Curriculum.objects.get()
    assert response.headers["Location"] == curriculum.get_absolute_url()
    assert queries.as_data(curriculum) == SMALL
    assert JournalEntry.objects.get(verb="curriculum.loaded").school == school


def test_what_is_already_there_is_said_so(client, office):
    load(data=SMALL)
    client.force_login(office)

    response = upload(client, case.to_json(SMALL, "https://ailleurs.example"))

    page = text_of(client.get(response.headers["Location"]))
    assert page.count("Le référentiel Essai (1) était déjà là, identique.") == 1
    assert Curriculum.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "Ce fichier n’est pas du JSON lisible : choisissez un export CASE."),
        (b"\xff\xfe\x00", "Ce fichier n’est pas du texte en UTF-8 : choisissez un export CASE."),
        (b" " * 5_000_001, "Ce fichier dépasse 5 Mo : choisissez un export CASE."),
        ("{}", "Fichier CASE : « CFDocument » manque, ajoutez-le."),
        (
            case.to_json(replace(SMALL, title="Autre"), "https://x.example"),
            (
                "La version 1 de « Essai » est déjà chargée, avec un autre contenu : donnez à "
                "celle-ci un nouveau numéro de version."
            ),
        ),
    ],
    ids=["not json", "not text", "too large", "not case", "changed"],
)
def test_a_file_that_cannot_be_loaded_is_refused_beside_its_field(
    client, office, content, sentence
):
    load(data=SMALL)
    client.force_login(office)

    response = upload(client, content)

    assert response.status_code == 200
    assert text_of(response).count(sentence) == 2  # in the summary, and beside the field
    assert [queries.as_data(each) for each in Curriculum.objects.all()] == [SMALL]


def test_sending_no_file_is_said(client, office):
    client.force_login(office)

    page = text_of(client.post(IMPORT, {}))

    assert page.count("Ce champ est obligatoire.") == 2


@pytest.mark.parametrize("role", [Role.STUDENT, Role.TEACHER, Role.HEAD])
def test_another_member_may_not_import_nor_tie(client, school, ndrc, role):
    client.force_login(factories.make_user(school, role))
    task = Task.objects.get(code="P1.A1.T1")

    answers = [client.get(IMPORT), client.get(reverse("curriculum:ties", args=(task.pk,)))]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_visitor_is_asked_to_sign_in(client, ndrc):
    assert client.get(IMPORT).status_code == 302


def test_the_office_is_offered_the_import(client, office, ndrc):
    client.force_login(office)

    assert text_of(client.get(address("source"))).count(f'href="{IMPORT}"') == 1


def test_the_office_ties_a_task_for_its_school(client, office, school, ndrc):
    task = Task.objects.get(code="P1.A1.T1")
    chosen = Competence.objects.get(code="B1.C6")
    client.force_login(office)

    response = client.post(
        reverse("curriculum:ties", args=(task.pk,)), {"competences": [chosen.pk]}
    )

    page = text_of(client.get(response.headers["Location"]))
    assert page.count("Choix de votre établissement") == 1
    assert page.count("Créer et maintenir une relation client durable") == 1
    client.logout()
    assert text_of(client.get(address("task", "P1.A1.T1"))).count("Proposition") == 1


def test_the_form_starts_from_what_holds_now(client, office, ndrc):
    task = Task.objects.get(code="P1.A1.T1")
    client.force_login(office)

    page = text_of(client.get(reverse("curriculum:ties", args=(task.pk,))))

    assert page.count('type="checkbox"') == 11
    assert page.count(" checked") == 2
    assert page.count("La proposition de Tripartite est cochée.") == 1


def test_a_competence_of_another_block_is_not_a_choice(client, office, ndrc):
    task = Task.objects.get(code="P1.A1.T1")
    other = Competence.objects.get(code="B2.C1")
    client.force_login(office)

    response = client.post(reverse("curriculum:ties", args=(task.pk,)), {"competences": [other.pk]})

    assert response.status_code == 200
    assert JournalEntry.objects.count() == 0
