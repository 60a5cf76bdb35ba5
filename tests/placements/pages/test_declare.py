"""The declaration page: one form, nothing typed is lost."""

import re

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of, typed
from tripartite.placements.models import Placement

NAMES = {"host_name": "Maison Azur", "tutor_last_name": "Tuteur", "d0_0_start": "09:00"}


def url(cast: Cast) -> str:
    return f"/stages/declarer/{cast.period.pk}/"


def value_of(html: str, name: str) -> str:
    """The value of the control of this name in a page."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    assert tag is not None, name
    found = re.search(r'value="([^"]*)"', tag.group())
    return found.group(1) if found else ""


def keeps_everything(html: str) -> bool:
    return {name: value_of(html, name) for name in NAMES} == NAMES


@pytest.fixture
def signed_in(client, cast: Cast):
    client.force_login(cast.student)
    return client


def test_a_fresh_page_proposes_the_period_and_a_usual_week(signed_in, cast: Cast):
    html = page_of(signed_in.get(url(cast)))

    assert value_of(html, "starts_on") == "2027-01-04"
    assert value_of(html, "ends_on") == "2027-01-29"
    assert value_of(html, "d4_1_end") == "17:00"
    assert value_of(html, "d5_0_start") == ""
    assert "<strong>35 h</strong> par semaine" in html


def test_a_declaration_leads_to_the_framing(signed_in, cast: Cast):
    response = signed_in.post(url(cast), typed())

    placement = Placement.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/stages/{placement.pk}/cadrage/"
    assert (str(placement.site), str(placement.tutor)) == ("Maison Azur, Nice", "Théo Tuteur")


def test_an_empty_form_says_all_that_is_missing(signed_in, cast: Cast):
    response = signed_in.post(url(cast), {"do": "save"})

    assert response.status_code == 200
    errors = response.context["form"].errors
    assert {"choice", "tutor_first_name", "signatory_last_name", "starts_on", "d0_0_start"} <= set(
        errors
    )
    assert Placement.objects.count() == 0


def test_a_wrong_field_keeps_everything_typed(signed_in, cast: Cast):
    html = page_of(signed_in.post(url(cast), typed(tutor_email="pas une adresse")))

    assert keeps_everything(html)
    assert value_of(html, "tutor_email") == "pas une adresse"
    assert Placement.objects.count() == 0


def test_searching_keeps_everything_typed_and_complains_of_nothing(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school, name="Épicerie d’Éze"))

    response = signed_in.post(url(cast), typed(do="search", q="EPICERIE eze", tutor_job_title=""))

    html = page_of(response)
    assert keeps_everything(html)
    assert response.context["form"].errors == {}
    assert f'value="site:{site.pk}"' in html
    assert f'value="host:{site.host.pk}"' in html


def test_a_search_is_also_an_address(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school, name="Épicerie d’Éze"))

    html = page_of(signed_in.get(f"{url(cast)}?q=eze"))

    assert f'value="site:{site.pk}"' in html


def test_a_search_without_result_says_what_to_do(signed_in, cast: Cast):
    html = page_of(signed_in.post(url(cast), typed(do="search", q="inconnue")))

    assert "Rien de tel n’est connu" in html


def test_a_known_place_is_chosen_without_typing_it_again(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school))

    signed_in.post(
        url(cast),
        typed(
            choice=f"site:{site.pk}", host_name="", activity="", address="", postcode="", city=""
        ),
    )

    assert Placement.objects.get().site == site


@pytest.mark.parametrize("choice", ["site:0", "host:0", "site:x", "autre", "site:9" + "9" * 30])
def test_a_choice_that_was_not_offered_is_refused(signed_in, cast: Cast, choice: str):
    response = signed_in.post(url(cast), typed(choice=choice))

    assert set(response.context["form"].errors) == {"choice"}


def test_the_place_of_another_school_is_neither_found_nor_chosen(signed_in, cast: Cast):
    theirs = factories.make_site(factories.make_host(factories.make_school("Lycée du Port")))

    found = page_of(signed_in.get(f"{url(cast)}?q=azur"))
    response = signed_in.post(url(cast), typed(choice=f"site:{theirs.pk}"))

    assert "site:" not in found
    assert set(response.context["form"].errors) == {"choice"}


def test_a_look_alike_is_shown_before_a_second_one_is_made(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school, name="MAISON AZUR"))

    response = signed_in.post(url(cast), typed())
    html = page_of(response)

    assert set(response.context["form"].errors) == {"confirm_new"}
    assert f'value="site:{site.pk}"' in html
    assert keeps_everything(html)
    signed_in.post(url(cast), typed(confirm_new="on"))
    assert Placement.objects.get().site != site


def test_a_wrong_siret_is_said_beside_its_field(signed_in, cast: Cast):
    response = signed_in.post(
        url(cast), typed(identifier_kind="siret", identifier="732 829 320 00075")
    )

    (sentence,) = response.context["form"].errors["identifier"]
    assert sentence.startswith("La clé de ce SIRET ne correspond pas")


def test_other_dates_need_a_reason(signed_in, cast: Cast):
    refused = signed_in.post(url(cast), typed(ends_on="2027-02-05"))
    signed_in.post(url(cast), typed(ends_on="2027-02-05", dates_reason="Salon"))

    assert set(refused.context["form"].errors) == {"dates_reason"}
    assert Placement.objects.get().dates_reason == "Salon"


def test_one_address_for_two_persons_is_asked_about(signed_in, cast: Cast):
    same = {"signatory_email": "t@azur.example"}

    asked = signed_in.post(url(cast), typed(**same))
    signed_in.post(url(cast), typed(**same, same_email_ok="on"))

    assert set(asked.context["form"].errors) == {"same_email_ok"}
    assert 'name="same_email_ok"' in page_of(asked)
    assert Placement.objects.count() == 1


def test_the_tutor_may_be_the_representative(signed_in, cast: Cast):
    nobody = {f"signatory_{name}": "" for name in ("first_name", "last_name", "job_title", "email")}

    signed_in.post(url(cast), typed(**nobody, same_person="on"))

    placement = Placement.objects.get()
    assert placement.signatory == placement.tutor


@pytest.mark.parametrize(
    ("cells", "field", "sentence"),
    [
        ({"d0_0_end": ""}, "d0_0_end", "Donnez les deux heures"),
        ({"d0_0_start": ""}, "d0_0_start", "Donnez les deux heures"),
        ({"d0_0_end": "25:00"}, "d0_0_end", "Écrivez l’heure"),
        ({"d0_0_end": "09:00"}, "d0_0_end", "La plage commence à 9 h"),
        ({"d0_1_start": "12:00"}, "d0_0_start", "Le lundi, les plages"),
        (
            {"d0_1_start": "22:00", "d0_1_end": "06:00", "d1_0_start": "05:00"},
            "d0_1_end",
            "La nuit du lundi",
        ),
    ],
)
def test_a_wrong_hour_is_said_in_its_row(signed_in, cast: Cast, cells, field, sentence):
    response = signed_in.post(url(cast), typed(**cells))

    errors = response.context["form"].errors
    assert set(errors) == {field}
    assert errors[field][0].startswith(sentence)
    assert sentence in page_of(response)


def test_a_free_week_is_refused(signed_in, cast: Cast):
    hours = {name: "" for name in typed() if re.match(r"d\d_", name)}

    response = signed_in.post(url(cast), typed(**hours))

    assert response.context["form"].errors == {
        "d0_0_start": [
            "L’emploi du temps ne contient aucune heure : indiquez au moins une plage.",
        ]
    }


def test_the_total_is_counted_again_on_demand(signed_in, cast: Cast):
    response = signed_in.post(
        url(cast),
        typed(do="total", d4_1_start="", d4_1_end="", tutor_last_name="", starts_on=""),
    )

    assert "<strong>31 h 30</strong> par semaine" in page_of(response)
    assert response.context["form"].errors == {}
    assert Placement.objects.count() == 0


def test_the_total_says_what_is_wrong_in_the_hours_only(signed_in, cast: Cast):
    response = signed_in.post(url(cast), typed(do="total", d4_1_end="", tutor_last_name=""))

    assert set(response.context["form"].errors) == {"d4_1_end"}
    assert "Le total se calcule quand les plages sont justes." in page_of(response)


def test_a_double_click_makes_one_placement(signed_in, cast: Cast):
    signed_in.post(url(cast), typed())

    again = signed_in.post(url(cast), typed(confirm_new="on"))

    assert Placement.objects.count() == 1
    assert again.context["form"].non_field_errors() == [
        "Un stage est déjà déclaré pour cette période : ouvrez son dossier pour le compléter."
    ]
    assert keeps_everything(page_of(again))


def test_a_period_already_declared_leads_to_its_declaration(signed_in, cast: Cast):
    placement = cast.placement()

    response = signed_in.get(url(cast))

    assert response["Location"] == f"/stages/{placement.pk}/accueil/"


def test_only_a_student_of_the_class_declares(client, cast: Cast):
    stranger = factories.make_student(factories.make_school("Lycée du Port")).user
    answers = {}

    for who in (cast.teacher, cast.office, stranger):
        client.force_login(who)
        answers[who] = client.get(url(cast)).status_code

    assert answers == {cast.teacher: 403, cast.office: 403, stranger: 404}


def test_text_is_never_taken_for_markup(signed_in, cast: Cast):
    html = page_of(signed_in.post(url(cast), typed(host_name="<b>Azur</b>", tutor_email="faux")))

    assert "<b>Azur</b>" not in html
    assert "&lt;b&gt;Azur&lt;/b&gt;" in html


@pytest.mark.parametrize("n", [1, 3])
def test_the_search_costs_the_same_whatever_it_finds(
    signed_in, cast: Cast, django_assert_num_queries, n: int
):
    for number in range(n):
        factories.make_site(factories.make_host(cast.school, name=f"Azur {number}"))
    signed_in.get(url(cast))

    # Session, user, period, its rule, enrolment, known placement, sites; roles, school (layout).
    with django_assert_num_queries(10):
        signed_in.get(f"{url(cast)}?q=azur")
