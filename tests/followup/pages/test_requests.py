"""Asking in two clicks, answering in place, lists that stay light."""

import pytest

from tests import factories
from tests.html import squeeze
from tests.logbook.partners import Partners, act_as
from tripartite.followup.actions import requests
from tripartite.followup.domain.requests import RequestKind, RequestState
from tripartite.followup.models import Absence, HelpRequest
from tripartite.placements.domain import Relation


def asked(partners: Partners, n: int = 1) -> HelpRequest:
    for i in range(n):
        request = requests.ask(
            placement=partners.placement,
            kind=RequestKind.DIFFICULTY,
            text=f"Un retard, encore ({i}).",
            by=partners.tutor,
        )
    return request


def test_the_tutor_asks_in_two_clicks(client, partners) -> None:
    act_as(client, partners.tutor)
    home = client.get("/", follow=True).content.decode()
    first = f"/demandes/{partners.placement.pk}/demander/difficulty/"
    assert home.count(f'href="{first}"') == 1

    response = client.post(first, {"text": "Il arrive en retard."})

    request = HelpRequest.objects.get()
    assert response["Location"] == request.get_absolute_url()
    assert (request.kind, request.asker_name) == ("difficulty", "Théo Tuteur")


@pytest.mark.parametrize(
    ("who", "kind", "words"),
    [
        ("tutor", "difficulty", "L’étudiant ne la voit pas, sauf si l’équipe la lui ouvre."),
        ("tutor", "framing", "l’étudiant, l’accueil et l’équipe liront cette demande."),
        ("student", "question", "L’accueil ne la voit pas, sauf si l’équipe la lui ouvre."),
    ],
)
def test_the_page_says_who_will_read(client, partners, who, kind, words) -> None:
    act_as(client, getattr(partners, who))

    body = client.get(f"/demandes/{partners.placement.pk}/demander/{kind}/").content.decode()

    assert squeeze(body).count(words) == 1


def test_an_unknown_kind_is_no_page(client, partners) -> None:
    act_as(client, partners.tutor)

    assert client.get(f"/demandes/{partners.placement.pk}/demander/autre/").status_code == 404


def test_an_empty_request_says_what_to_do(client, partners) -> None:
    act_as(client, partners.student)
    page = f"/demandes/{partners.placement.pk}/demander/question/"

    body = client.post(page, {"text": "  "}).content.decode()

    assert "Écrivez votre message : une phrase suffit." in body
    assert HelpRequest.objects.count() == 0


def test_the_student_never_comes_upon_a_difficulty_about_him(client, partners) -> None:
    request = asked(partners)
    act_as(client, partners.student)

    file = client.get(partners.placement.get_absolute_url()).content.decode()
    page = client.get(f"/demandes/{partners.placement.pk}/").content.decode()

    assert client.get(request.get_absolute_url()).status_code == 404
    assert "difficulté –" not in (file + page).lower()
    assert "Demande : difficulté" not in file + page
    assert "Théo Tuteur," not in page


def test_the_referent_finds_it_at_home_and_answers_in_place(client, partners) -> None:
    request = asked(partners)
    act_as(client, partners.referent)
    assert client.get("/").content.decode().count(request.get_absolute_url()) == 1

    response = client.post(request.get_absolute_url(), {"text": "Je passe demain.", "seen": "1"})

    request.refresh_from_db()
    assert response["Location"] == request.get_absolute_url()
    assert request.state == RequestState.ANSWERED


def test_a_message_that_crossed_another_keeps_its_text(client, partners) -> None:
    request = asked(partners)
    requests.answer(request=request, text="Je m’en charge.", seen=1, by=partners.office)
    act_as(client, partners.referent)
    page = request.get_absolute_url()

    body = client.post(page, {"text": "Je passe demain.", "seen": "1"}).content.decode()

    assert "Quelqu’un vient d’écrire dans cette demande" in body
    assert body.count("Je passe demain.</textarea>") == 1
    assert body.count('name="seen" value="2"') == 1


def test_the_representative_reads_without_writing(client, partners) -> None:
    request = asked(partners)
    link = factories.make_link(partners.placement, Relation.SIGNATORY)
    act_as(client, link)

    body = client.get(request.get_absolute_url()).content.decode()

    assert body.count("<textarea") == 0
    assert "Retirer ma demande" not in body


def test_sharing_is_said_in_words_first(client, partners) -> None:
    request = asked(partners)
    act_as(client, partners.referent)
    page = f"/demandes/demande/{request.pk}/ouvrir/"

    body = squeeze(client.get(page).content.decode())
    assert "L’étudiant lira tout ce qui est écrit dans cette demande" in body
    client.post(page)

    request.refresh_from_db()
    assert request.shared


def test_closing_and_reopening(client, partners) -> None:
    request = asked(partners)
    act_as(client, partners.tutor)

    client.post(f"/demandes/demande/{request.pk}/clore/")
    request.refresh_from_db()
    assert request.state == RequestState.CLOSED
    client.post(f"/demandes/demande/{request.pk}/rouvrir/", {"reason": "Encore."})

    request.refresh_from_db()
    assert request.state == RequestState.OPEN


@pytest.mark.parametrize("n", [1, 3])
def test_a_longer_list_costs_no_more(client, partners, n, django_assert_num_queries) -> None:
    asked(partners, n)
    act_as(client, partners.referent)

    with django_assert_num_queries(14):
        response = client.get(f"/demandes/{partners.placement.pk}/")

    assert len(response.context["page"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_a_longer_inbox_costs_no_more(client, partners, n, django_assert_num_queries) -> None:
    asked(partners, n)
    act_as(client, partners.office)

    with django_assert_num_queries(6):
        response = client.get("/demandes/")

    assert len(response.context["page"]) == n


def test_a_teacher_notes_his_days_and_the_office_those_of_all(client, partners) -> None:
    days = {"starts_on": "2027-01-20", "ends_on": "2027-01-22"}
    act_as(client, partners.referent)
    client.post("/absences/", days)
    act_as(client, partners.office)
    client.post("/absences/", days | {"who": ""})

    found = Absence.objects.order_by("pk").values_list("teacher", "school")
    school = partners.placement.school_id
    assert list(found) == [(partners.referent.pk, school), (None, school)]


def test_days_the_wrong_way_round_are_said_and_kept(client, partners) -> None:
    act_as(client, partners.referent)

    body = client.post(
        "/absences/", {"starts_on": "2027-01-22", "ends_on": "2027-01-20"}
    ).content.decode()

    assert "L’absence finit avant de commencer : vérifiez les deux dates." in body
    assert body.count('value="2027-01-22"') == 1


@pytest.mark.parametrize("n", [1, 3])
def test_more_absences_cost_no_more(client, partners, n, django_assert_num_queries) -> None:
    for day in range(n):
        client.force_login(partners.referent)
        client.post("/absences/", {"starts_on": f"2027-01-2{day}", "ends_on": "2027-01-29"})

    with django_assert_num_queries(8):
        response = client.get("/absences/")

    assert len(response.context["page"]) == n
