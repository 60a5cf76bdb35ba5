"""The declaration asks about doubtful addresses, refuses closed places, and shows the rules."""

from datetime import date

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of, typed
from tests.placements.pages.test_declare import signed_in, url
from tripartite.placements.models import Placement

__all__ = ["signed_in"]


def test_a_domain_that_looks_like_a_slip_is_asked_about(signed_in, cast: Cast):
    asked = signed_in.post(url(cast), typed(tutor_email="theo@gmial.com"))

    (sentence,) = asked.context["form"].errors["emails_ok"]
    assert sentence == (
        "Tuteur : « theo@gmial.com » ; ne serait-ce pas « theo@gmail.com » ? Corrigez l’adresse, "
        "ou cochez cette case."
    )
    signed_in.post(url(cast), typed(tutor_email="theo@gmial.com", emails_ok="on"))
    assert Placement.objects.get().tutor.email == "theo@gmial.com"


@pytest.mark.parametrize("whose", ["student", "teacher", "guardian"])
def test_the_address_of_ones_own_side_is_asked_about(signed_in, cast: Cast, whose):
    student = cast.enrolment.student
    student.guardian_name, student.guardian_email = "Jeanne Moreau", "jeanne@famille.example"
    student.save()
    email = {
        "student": cast.student.email,
        "teacher": cast.teacher.email,
        "guardian": "JEANNE@famille.example",
    }[whose]

    asked = signed_in.post(url(cast), typed(signatory_email=email))

    (sentence,) = asked.context["form"].errors["emails_ok"]
    assert sentence.startswith(f"Représentant : « {email} » est l’adresse de ")


def test_a_closed_place_of_the_school_is_refused(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school), closed_on=date(2026, 6, 30))

    refused = signed_in.post(url(cast), typed(choice=f"site:{site.pk}"))

    (sentence,) = refused.context["form"].errors["choice"]
    assert sentence == (
        "Ce lieu est fermé depuis le 30 juin 2026 : choisissez-en un autre. S’il est de nouveau "
        "ouvert, le bureau des stages peut le dire dans sa fiche."
    )


def test_the_same_company_is_chosen_and_not_made_again(signed_in, cast: Cast):
    host = factories.make_host(
        cast.school, name="Autre nom", identifier_kind="siret", identifier="73282932000074"
    )
    factories.make_site(host, postcode="75001")

    refused = signed_in.post(
        url(cast),
        typed(identifier_kind="siret", identifier="73282932000082", confirm_new="on"),
    )

    (sentence,) = refused.context["form"].errors["choice"]
    assert sentence.startswith("L’établissement connaît déjà cette entreprise par son identifiant")
    assert f'value="host:{host.pk}"' in page_of(refused)


def test_the_siret_of_another_company_is_refused_for_a_place(signed_in, cast: Cast):
    refused = signed_in.post(
        url(cast),
        typed(identifier_kind="siret", identifier="73282932000074", site_siret="55210055400013"),
    )

    assert set(refused.context["form"].errors) == {"site_siret"}


def test_the_rules_speak_while_one_types(signed_in, cast: Cast):
    long_days = {f"d{day}_1_end": "20:00" for day in range(5)}

    quiet = page_of(signed_in.get(url(cast)))
    html = page_of(signed_in.post(url(cast), typed(do="total", **long_days)))

    assert "L’emploi du temps compte" not in quiet
    assert "L’emploi du temps compte 50 h par semaine" in html
    assert Placement.objects.count() == 0


def test_a_script_asks_for_the_rules_alone(signed_in, cast: Cast):
    response = signed_in.post(
        url(cast), typed(do="total"), headers={"HX-Request": "true", "HX-Target": "constats"}
    )

    html = page_of(response)
    assert html.strip().startswith('<div id="constats"')
    assert "tutor_email" not in html


def test_the_tutor_and_the_host_are_counted(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school, headcount=4))
    tutor = factories.make_contact(site.host, first_name="Théo", last_name="Tuteur")
    for _ in range(3):
        factories.make_placement(
            factories.make_enrolment(cast.cohort), cast.period, site=site, tutor=tutor
        )

    html = page_of(signed_in.post(url(cast), typed(do="total", choice=f"site:{site.pk}")))

    assert "Le tuteur suit déjà 3 stages à la date du début" in html
    assert "L’organisme accueillerait 4 stagiaires la même semaine" in html


@pytest.mark.parametrize(
    ("first_name", "email", "counted"),
    [
        ("THÉO", "Theo@azur.example", True),
        ("Théo", "theo@ailleurs.example", False),
        ("Léa", "theo@azur.example", False),
    ],
)
def test_a_tutor_is_counted_in_whatever_host(
    signed_in, cast: Cast, first_name: str, email: str, *, counted: bool
):
    for n in range(3):
        site = factories.make_site(factories.make_host(cast.school, name=f"Boutique {n}"))
        tutor = factories.make_contact(
            site.host, first_name=first_name, last_name="Tuteur", email=email
        )
        factories.make_placement(
            factories.make_enrolment(cast.cohort), cast.period, site=site, tutor=tutor
        )
    told = typed(do="total", tutor_email="theo@azur.example")

    html = page_of(signed_in.post(url(cast), told))

    assert ("Le tuteur suit déjà 3 stages à la date du début" in html) == counted


def test_hours_of_the_year_in_one_host_add_up(signed_in, cast: Cast):
    site = factories.make_site(factories.make_host(cast.school))
    earlier = factories.make_period(
        cast.cohort, number=2, starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 4)
    )
    factories.make_placement(cast.enrolment, earlier, site=site)

    html = page_of(signed_in.post(url(cast), typed(do="total", choice=f"site:{site.pk}")))

    assert "Gratification due dès la première heure" in html
