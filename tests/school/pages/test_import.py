"""From the file to the summary, through the preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.school.conftest import DATA
from tripartite.school.models import ClassListUpload, Student


def dropped(desk, cohort, content: bytes, name: str = "liste.csv"):
    path = reverse("school:import", args=[cohort.pk])
    return desk.post(path, {"file": SimpleUploadedFile(name, content)}, follow=True)


def shipped(desk, cohort, name):
    return dropped(desk, cohort, (DATA / name).read_bytes(), name)


def test_the_preview_comes_first_and_imports_nothing(desk, cohort):
    page = shipped(desk, cohort, "classe-ndrc1-siecle.csv")

    text = page.content.decode()
    assert page.redirect_chain == [
        (reverse("school:preview", args=[ClassListUpload.objects.get().pk]), 302)
    ]
    assert text.count("sera créé") == 34
    assert text.count("UTF-8 avec marque d’ordre") == 1
    assert text.count("point-virgule") == 1
    assert text.count("Importer la liste") == 1
    assert Student.objects.count() == 0


def test_the_import_is_told_and_leads_to_the_invitations(desk, cohort):
    shipped(desk, cohort, "classe-ndrc1-siecle.csv")
    upload = ClassListUpload.objects.get()

    page = desk.post(reverse("school:preview", args=[upload.pk]), follow=True)

    assert page.redirect_chain[0][0].startswith("/etablissement/listes/importees/")
    assert Student.objects.count() == 34
    text = page.content.decode()
    assert text.count("La liste est importée.") == 1
    assert text.count("Lignes écartées") == 0
    cohort_page = desk.get(reverse("school:cohort", args=[cohort.pk])).content.decode()
    assert cohort_page.count("Inviter les étudiants sans compte") == 1


def test_each_faulty_line_is_shown_with_its_number_and_reason(desk, cohort):
    page = shipped(desk, cohort, "classe-avec-erreurs.csv")

    text = page.content.decode()
    assert text.count("« 31/02/2008 » n’est pas un jour du calendrier") == 1
    assert text.count("nom : cellule vide") == 1
    assert text.count("classe « NDRC9 », alors que l’import est pour NDRC1") == 1
    assert text.count('<td class="tt-num" data-label="Ligne">8</td>') == 1
    assert text.count("=HYPERLINK(&quot;http://example.org&quot;;&quot;x&quot;)") == 1
    assert text.count("Importer 3\u00a0bonnes lignes") == 1


def test_faulty_lists_wait_until_the_good_lines_are_asked_for(desk, cohort):
    shipped(desk, cohort, "classe-avec-erreurs.csv")
    path = reverse("school:preview", args=[ClassListUpload.objects.get().pk])

    refused = desk.post(path)
    before = Student.objects.count()
    done = desk.post(path, {"good_only": "1"}, follow=True)

    assert refused.status_code == 200
    assert refused.content.decode().count("Des lignes sont fautives : rien n’a été importé.") == 1
    assert (before, Student.objects.count()) == (0, 3)
    text = done.content.decode()
    assert text.count("Lignes écartées") == 2
    assert text.count("autre classe") == 1


def test_a_second_press_on_the_button_says_that_the_list_is_gone(desk, cohort):
    shipped(desk, cohort, "classe-ndrc1-siecle.csv")
    path = reverse("school:preview", args=[ClassListUpload.objects.get().pk])
    desk.post(path)

    assert desk.post(path).status_code == 404
    assert Student.objects.count() == 34


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "Ce fichier est un classeur (Excel, LibreOffice), pas un CSV."),
        (b"%PDF-1.7", "Ce fichier est un PDF, pas un CSV."),
        (b"a;\x00b", "Les caractères de ce fichier ne se lisent pas."),
        (b"a" * 1_000_001, "Ce fichier dépasse 1 Mo"),
        (b"", "Le fichier soumis est vide."),
    ],
)
def test_what_is_no_list_is_refused_beside_the_field(desk, cohort, content, said):
    page = dropped(desk, cohort, content)

    assert page.status_code == 200
    assert page.content.decode().count(said) == 2
    assert ClassListUpload.objects.count() == 0


def test_no_file_at_all_is_said(desk, cohort):
    page = desk.post(reverse("school:import", args=[cohort.pk]))

    assert page.content.decode().count("Choisissez le fichier exporté.") == 2


def test_the_empty_page_says_nothing_wrong(desk, cohort):
    page = desk.get(reverse("school:import", args=[cohort.pk]))

    assert page.content.decode().count("Choisissez le fichier exporté.") == 0
    assert page.content.decode().count('enctype="multipart/form-data"') == 1


def test_a_list_may_be_abandoned(desk, cohort):
    shipped(desk, cohort, "classe-ndrc1-siecle.csv")

    page = desk.post(reverse("school:drop", args=[ClassListUpload.objects.get().pk]))

    assert page["Location"] == reverse("school:cohort", args=[cohort.pk])
    assert (ClassListUpload.objects.count(), Student.objects.count()) == (0, 0)


def test_the_list_of_the_class_comes_out_without_a_formula(desk, cohort):
    evil = factories.make_student(
        cohort.programme.school,
        last_name='=HYPERLINK("http://example.org";"x")',
        first_name="@SUM(1)",
        phone="+33 6",
        city="-2+3",
    )
    factories.make_enrolment(cohort, evil)

    response = desk.get(reverse("school:class_list", args=[cohort.pk]))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment;")
    header, line, end = response.content.decode("utf-8-sig").split("\r\n")
    assert header.startswith("INE;Nom;Prénom;Date de naissance;Classe;Adresse e-mail;")
    assert line == (
        """"";"'=HYPERLINK(""http://example.org"";""x"")";'@SUM(1);05/05/2007;NDRC1;"""
        f"""{evil.user.email};'+33 6;;;'-2+3;;"""
    ).removeprefix('""')
    assert end == ""


def test_the_list_that_came_out_goes_in_again(desk, cohort):
    student = factories.make_enrolment(cohort).student
    out = desk.get(reverse("school:class_list", args=[cohort.pk])).content

    page = dropped(desk, cohort, out)

    assert page.content.decode().count("déjà connu, rien à changer") == 1
    assert Student.objects.get() == student


@pytest.mark.parametrize("n", [1, 3])
def test_the_preview_asks_as_much_for_one_line_as_for_three(
    desk, cohort, keep, django_assert_num_queries, n
):
    lines = "".join(f"NOM{i};Léa;12/03/2007\n" for i in range(n))
    upload = keep(cohort, "Nom;Prénom;Date de naissance\n" + lines)

    with django_assert_num_queries(12):
        desk.get(reverse("school:preview", args=[upload.pk]))
