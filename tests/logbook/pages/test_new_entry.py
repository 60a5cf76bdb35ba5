"""Noting an activity: three fields are enough, nothing typed is lost."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.logbook.notes import noted, picture, tasks_of
from tests.logbook.partners import Partners, act_as
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.models import LogEntry

pytestmark = pytest.mark.django_db


def page(partners: Partners) -> str:
    return f"/journal/{partners.placement.pk}/noter/"


def typed(partners: Partners, **more):
    first = tasks_of(partners.placement)[0]
    return {"day": "2027-01-05", "did": "Relancé douze clients.", "tasks": [first.pk]} | more


def test_the_form_offers_the_tasks_of_the_missions_first(client, partners: Partners) -> None:
    act_as(client, partners.student)

    body = client.get(page(partners)).content.decode()

    before, after = body.split("Une autre tâche que celles de mes missions")
    assert "Tâche 1.1" in before
    assert "Tâche 1.1" not in after
    assert "Tâche 2.2" in after
    assert 'value="2027-01-11"' in body
    assert f'data-keep-draft="journal:{partners.placement.pk}"' in body


def test_three_fields_are_enough(client, partners: Partners) -> None:
    act_as(client, partners.student)

    answer = client.post(page(partners), typed(partners), follow=True)

    entry = LogEntry.objects.get()
    assert answer.redirect_chain == [(f"/journal/notes/{entry.pk}/", 302)]
    assert "C’est noté, vos partenaires peuvent le lire." in answer.content.decode()
    assert entry.state == EntryState.SHARED


def test_everything_is_kept(client, partners: Partners) -> None:
    act_as(client, partners.student)
    more = {
        "result_value": "1250,50",
        "result_unit": "euros",
        "result": "de ventes",
        "clientele": "b2c",
        "difficulty": "Le prix.",
        "learnt": "Écouter.",
        "link": "https://reseau.example/p/1",
        "file": SimpleUploadedFile("stand.jpg", picture()),
        "do": "draft",
    }

    client.post(page(partners), typed(partners, **more))

    entry = LogEntry.objects.get()
    assert (entry.result_value, entry.result_unit, entry.clientele) == (
        Decimal("1250.50"),
        "euros",
        "b2c",
    )
    assert entry.state == EntryState.DRAFT
    assert set(entry.evidence.values_list("kind", flat=True)) == {"photo", "link"}


def test_the_script_may_send_it_twice(client, partners: Partners) -> None:
    act_as(client, partners.student)
    sent = typed(partners, sending=str(uuid4()))

    answers = [client.post(page(partners), sent, headers={"X-Draft": "1"}) for _ in range(2)]

    entry = LogEntry.objects.get()
    assert [answer.status_code for answer in answers] == [204, 204]
    assert {answer["X-Location"] for answer in answers} == {f"/journal/notes/{entry.pk}/"}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "2027-01-12", "n’est pas encore passé : notez ce que vous avez déjà fait."),
        ("day", "2026-12-24", "est en dehors du stage, du"),
        ("did", "", "Dites en une phrase ce que vous avez fait."),
        ("tasks", [], "Cochez au moins une tâche du référentiel"),
        ("tasks", ["999999"], "Cette tâche n’est pas du référentiel de la classe"),
        ("result_value", "beaucoup", "Écrivez le résultat en chiffres, par exemple 42 ou 1250,50."),
        ("result_value", "12", "Dites ce que compte le chiffre du résultat"),
        ("link", "javascript:alert(1)", "Ce lien n’est pas une adresse du web"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client, partners: Partners, field, value, sentence
) -> None:
    act_as(client, partners.student)

    answer = client.post(page(partners), typed(partners, learnt="Écouter.") | {field: value})

    body = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in body
    assert "Écouter." in body
    assert LogEntry.objects.count() == 0


def test_a_renamed_program_is_refused(client, partners: Partners) -> None:
    act_as(client, partners.student)
    wrong = SimpleUploadedFile("photo.jpg", b"MZ" + bytes(200))

    body = client.post(page(partners), typed(partners, file=wrong)).content.decode()

    assert "Ce fichier est un programme, quel que soit son nom : il n’est pas accepté." in body
    assert LogEntry.objects.count() == 0


def test_a_note_is_changed_and_the_page_says_what_it_undoes(client, partners: Partners) -> None:
    entry = noted(partners, result_value=Decimal("4.5"), result_unit="rendez-vous")
    act_as(client, partners.referent)
    client.post(f"/journal/notes/{entry.pk}/valider/")
    act_as(client, partners.student)

    body = client.get(f"/journal/notes/{entry.pk}/modifier/").content.decode()
    client.post(f"/journal/notes/{entry.pk}/modifier/", typed(partners, did="Quinze clients."))

    assert "Cette note est validée" in body
    assert 'value="4,50"' in body or 'value="4,5"' in body
    entry.refresh_from_db()
    assert (entry.did, entry.state) == ("Quinze clients.", EntryState.SHARED)
