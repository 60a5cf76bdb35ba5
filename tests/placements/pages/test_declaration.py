"""Correcting a declaration."""

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of, typed
from tests.placements.pages.test_declare import value_of
from tripartite.hosts.models import Host
from tripartite.placements.domain import Relation, State


def test_the_page_shows_what_was_declared(client, cast: Cast):
    placement = cast.placement(
        timetable=[[["08:00", "12:00"]], [], [["22:00", "06:00"]], [], [], [], []],
        dates_reason="Salon",
    )
    client.force_login(cast.student)

    html = page_of(client.get(f"/stages/{placement.pk}/accueil/"))

    values = {
        name: value_of(html, name)
        for name in (
            "tutor_first_name",
            "signatory_last_name",
            "d0_0_end",
            "d0_1_start",
            "d2_0_end",
        )
    }
    assert values == {
        "tutor_first_name": "Théo",
        "signatory_last_name": "Patronne",
        "d0_0_end": "12:00",
        "d0_1_start": "",
        "d2_0_end": "06:00",
    }
    assert f'value="site:{placement.site_id}"' in html
    assert value_of(html, "dates_reason") == "Salon"
    assert "<strong>12 h</strong> par semaine" in html


def test_the_page_of_one_person_with_two_capacities_ticks_the_box(client, cast: Cast):
    placement = cast.placement()
    placement.signatory = placement.tutor
    placement.save()
    client.force_login(cast.student)

    response = client.get(f"/stages/{placement.pk}/accueil/")

    assert response.context["form"]["same_person"].value() is True
    assert value_of(page_of(response), "signatory_last_name") == ""


@pytest.mark.parametrize("who", ["student", "office", "teacher"])
def test_whoever_prepares_the_placement_corrects_it(client, cast: Cast, who: str):
    placement = cast.placement(state=State.RETURNED)
    client.force_login(getattr(cast, who))

    response = client.post(
        f"/stages/{placement.pk}/accueil/",
        typed(choice=f"site:{placement.site_id}", tutor_first_name="Nina"),
    )

    placement.refresh_from_db()
    assert response["Location"] == f"/stages/{placement.pk}/cadrage/"
    assert str(placement.tutor) == "Nina Tuteur"
    assert Host.objects.count() == 1


def test_an_empty_form_keeps_the_declaration(client, cast: Cast):
    placement = cast.placement()
    client.force_login(cast.student)

    response = client.post(f"/stages/{placement.pk}/accueil/", {})

    assert response.status_code == 200
    placement.refresh_from_db()
    assert str(placement.tutor) == "Théo Tuteur"


def test_a_submitted_placement_leads_back_to_its_file(client, cast: Cast):
    placement = cast.placement(state=State.SUBMITTED)
    client.force_login(cast.student)

    shown = client.get(f"/stages/{placement.pk}/accueil/")
    posted = client.post(
        f"/stages/{placement.pk}/accueil/", typed(choice=f"site:{placement.site_id}")
    )

    assert shown["Location"] == f"/stages/{placement.pk}/"
    (sentence,) = posted.context["form"].non_field_errors()
    assert sentence.startswith("Ce stage est « à valider » : son dossier ne se modifie plus.")


def test_who_only_reads_may_not_correct(client, cast: Cast):
    placement = cast.placement()
    colleague = factories.make_teacher(cast.cohort)
    stranger = factories.make_student(factories.make_school("Lycée du Port")).user
    answers = {}

    for who in (colleague, cast.head, stranger):
        client.force_login(who)
        answers[who] = client.get(f"/stages/{placement.pk}/accueil/").status_code
    client.logout()
    factories.enter_link(client, factories.make_link(placement, Relation.TUTOR))
    as_tutor = client.get(f"/stages/{placement.pk}/accueil/").status_code

    assert answers == {colleague: 403, cast.head: 403, stranger: 404}
    assert as_tutor == 403


def test_two_who_correct_a_welcome_at_once_are_both_shown(client, cast: Cast):
    placement = cast.placement(state=State.RETURNED)
    page = f"/stages/{placement.pk}/accueil/"
    client.force_login(cast.student)
    seen = client.get(page).context["form"]["seen"].value()
    mine = typed(choice=f"site:{placement.site_id}", do="save", seen=seen)
    client.force_login(cast.office)
    theirs = client.post(page, mine | {"tutor_first_name": "Nadia", "tutor_job_title": "adjointe"})
    client.force_login(cast.student)

    stopped = client.post(page, mine | {"tutor_first_name": "Paul"})
    html = page_of(stopped)
    shown = mine | {"tutor_first_name": "Paul", "seen": stopped.context["form"]["seen"].value()}
    kept = client.post(page, shown)

    placement.refresh_from_db()
    (sentence,) = stopped.context["form"].non_field_errors()
    assert theirs.status_code == 302
    assert sentence.startswith("Quelqu’un a enregistré cet accueil pendant que vous écriviez.")
    assert "Nadia Tuteur, adjointe" in html
    assert value_of(html, "tutor_first_name") == "Paul"
    assert kept.status_code == 302
    assert placement.tutor.first_name == "Paul"


def test_the_same_correction_sent_twice_is_one(client, cast: Cast):
    placement = cast.placement(state=State.RETURNED)
    page = f"/stages/{placement.pk}/accueil/"
    client.force_login(cast.student)
    seen = client.get(page).context["form"]["seen"].value()
    mine = typed(choice=f"site:{placement.site_id}", do="save", seen=seen, tutor_first_name="Paul")

    assert [client.post(page, mine).status_code for _ in range(2)] == [302, 302]
