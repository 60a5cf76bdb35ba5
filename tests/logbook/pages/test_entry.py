"""A note and its evidence, its comments, and the buttons of each."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.logbook.notes import noted, photo, picture
from tests.logbook.partners import MONDAY, Partners, act_as
from tripartite.documents.uploads import check_file
from tripartite.logbook.actions import entries as actions
from tripartite.logbook.actions.noting import Proof

pytestmark = pytest.mark.django_db
BUTTONS = (
    "Modifier",
    "Retirer cette note",
    "J’ai lu cette note",
    "Travaillé et validé",
    "Retirer la validation",
    "Envoyer le commentaire",
    "Ajouter une preuve",
)


def buttons(client, partners: Partners, who: str, entry) -> list[str]:
    act_as(client, getattr(partners, who))
    body = client.get(f"/journal/notes/{entry.pk}/").content.decode()
    return [label for label in BUTTONS if label in body]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (
            "student",
            ["Modifier", "Retirer cette note", "Envoyer le commentaire", "Ajouter une preuve"],
        ),
        ("tutor", ["J’ai lu cette note", "Envoyer le commentaire"]),
        ("referent", ["Travaillé et validé", "Envoyer le commentaire"]),
        ("office", []),
    ],
)
def test_each_has_its_buttons(client, partners: Partners, who, expected) -> None:
    assert buttons(client, partners, who, noted(partners)) == expected


def test_a_validated_note_says_by_whom_and_when(client, partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)
    act_as(client, partners.student)

    body = client.get(f"/journal/notes/{entry.pk}/").content.decode()

    assert "travaillé et validé" in body
    assert "par Éric Référent" in body


def test_an_empty_comment_is_refused_on_the_page(client, partners: Partners) -> None:
    entry = noted(partners)
    act_as(client, partners.tutor)

    answer = client.post(f"/journal/notes/{entry.pk}/commenter/", {"text": " "})

    assert "Écrivez votre commentaire avant de l’envoyer." in answer.content.decode()


def test_evidence_is_added_and_looked_at(client, partners: Partners) -> None:
    entry = noted(partners)
    act_as(client, partners.student)
    sent = {"file": SimpleUploadedFile("stand.jpg", picture()), "caption": "Le stand"}

    client.post(f"/journal/notes/{entry.pk}/preuves/", sent)
    kept = entry.evidence.get()
    act_as(client, partners.tutor)
    answer = client.get(f"/journal/preuves/{kept.pk}/")

    assert kept.caption == "Le stand"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_evidence_needs_a_file_or_a_link(client, partners: Partners) -> None:
    entry = noted(partners)
    act_as(client, partners.student)

    answer = client.post(f"/journal/notes/{entry.pk}/preuves/", {"caption": "Rien"})

    assert "Choisissez un fichier, ou collez un lien." in answer.content.decode()


def test_strangers_find_neither_the_note_nor_its_evidence(client, partners: Partners) -> None:
    entry = noted(partners, proof=Proof(file=photo()))
    act_as(client, partners.stranger)

    paths = (f"/journal/notes/{entry.pk}/", f"/journal/preuves/{entry.evidence.get().pk}/")

    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_the_evidence_of_a_draft_is_its_author_s(client, partners: Partners) -> None:
    entry = noted(partners, proof=Proof(file=photo()), share=False)
    path = f"/journal/preuves/{entry.evidence.get().pk}/"

    found = [act_as(client, who).get(path).status_code for who in (partners.referent,)]
    client.logout()

    assert [*found, act_as(client, partners.student).get(path).status_code] == [404, 200]


def test_a_link_is_not_downloaded(client, partners: Partners) -> None:
    entry = noted(partners, proof=Proof(link="https://reseau.example/p/1"))
    act_as(client, partners.student)

    body = client.get(f"/journal/notes/{entry.pk}/").content.decode()

    assert 'href="https://reseau.example/p/1"' in body
    assert client.get(f"/journal/preuves/{entry.evidence.get().pk}/").status_code == 404


def test_the_week_shows_notes_figures_and_buttons(client, partners: Partners) -> None:
    entry = noted(partners, result_value=34, result_unit="appels")
    act_as(client, partners.referent)
    week = f"/journal/{partners.placement.pk}/semaine/{MONDAY}/"

    body = client.get(week).content.decode()
    answer = client.post(f"/journal/notes/{entry.pk}/valider/", {"from": "week"})

    assert "34 appels" in body.replace("\n        ", " ")
    assert "Travaillé et validé" in body
    assert answer["Location"] == week


def test_a_week_outside_the_placement_does_not_exist(client, partners: Partners) -> None:
    act_as(client, partners.student)

    assert client.get(f"/journal/{partners.placement.pk}/semaine/2027-03-01/").status_code == 404


def test_taking_a_validation_back_asks_why(client, partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)
    act_as(client, partners.referent)

    refused = client.post(f"/journal/notes/{entry.pk}/devalider/", {"reason": ""})
    done = client.post(f"/journal/notes/{entry.pk}/devalider/", {"reason": "La preuve manque."})

    assert "Dites en une phrase ce qui manque." in refused.content.decode()
    assert done["Location"] == f"/journal/notes/{entry.pk}/"


def test_the_page_shows_a_small_photo_to_whoever_reads_the_note(client, partners: Partners) -> None:
    out = BytesIO()
    Image.effect_noise((2000, 1500), 80).convert("RGB").save(out, "JPEG")
    content = out.getvalue()
    big = check_file(BytesIO(content), name="stand.jpg", size=len(content))
    entry = noted(partners, proof=Proof(big))
    path = f"/journal/preuves/{entry.evidence.get().pk}/"
    seen = {}
    for who in (partners.stranger, partners.tutor):
        act_as(client, who)
        seen[who] = client.get(f"{path}vignette/")
    act_as(client, partners.student)

    page = client.get(entry.get_absolute_url()).content.decode()
    whole = client.get(path)

    small = seen[partners.tutor]
    assert seen[partners.stranger].status_code == 404
    assert f'src="{path}vignette/"' in page
    assert max(Image.open(BytesIO(small.content)).size) == 480
    assert len(small.content) < len(whole.content) / 5
    assert small["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_link_and_a_document_have_no_small_photo(client, partners: Partners) -> None:
    entry = noted(partners, proof=Proof(link="https://reseau.example/publication"))
    act_as(client, partners.student)

    path = f"/journal/preuves/{entry.evidence.get().pk}/vignette/"

    assert client.get(path).status_code == 404
