"""« Préparer un avenant » and « Interrompre le stage »."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.agreements.ready import make_ready
from tests.logbook.partners import seal
from tripartite.accounts.domain import Role
from tripartite.accounts.models import User
from tripartite.agreements.amendments import queries
from tripartite.agreements.amendments.forms import AmendmentForm
from tripartite.papers.domain import Kind, PaperState
from tripartite.placements.actions import terms
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.placements.queries import final_terms

pytestmark = pytest.mark.usefixtures("second_week")


@pytest.fixture
def second_week():
    with time_machine.travel("2027-01-11 09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def placement(school) -> Placement:
    made = make_ready(school)
    seal(made)
    terms.agree(placement=made)
    return Placement.objects.with_people().get(pk=made.pk)


@pytest.fixture
def office(placement: Placement, client: Client) -> Client:
    client.force_login(User.objects.members_of(placement.school, Role.OFFICE).get())
    return client


def url(name: str, placement: Placement) -> str:
    return reverse(f"agreements:{name}", kwargs={"placement": placement.pk})


def typed(placement: Placement, **changes: Any) -> dict[str, Any]:
    """The form as the page fills it, then what the office changes."""
    form = AmendmentForm(
        placement=placement,
        terms=final_terms(placement),
        people=queries.people_of(placement),
        today=date(2027, 1, 11),
    )
    filled = {name: form[name].value() for name in form.fields}
    rows = form.missions.formset
    for each in (rows.management_form, *rows.forms):
        filled |= {each.add_prefix(name): each[name].value() for name in each.fields}
    kept = {name: value for name, value in filled.items() if value not in (None, False)}
    return kept | {"reason": "Les horaires du magasin changent."} | changes


def test_an_untouched_form_changes_nothing(office, placement) -> None:
    page = office.post(url("amend", placement), typed(placement, do="check"))

    assert "Rien ne change : modifiez au moins un champ" in page.content.decode()


def test_checking_shows_before_after_and_who_signs_and_writes_nothing(office, placement) -> None:
    page = office.post(url("amend", placement), typed(placement, ends_on="2027-02-05", do="check"))

    text = page.content.decode()
    assert [line.title for line in page.context["lines"]] == ["Dates"]
    assert "Envoyer à la signature" in text
    assert "Rose Patronne" in text
    assert not placement.papers.filter(kind=Kind.AMENDMENT).exists()


def test_a_new_tutor_is_shown_before_being_written(office, placement) -> None:
    named = {"tutor": "0", "tutor_first_name": "Nadia", "tutor_last_name": "Nouvelle"}
    page = office.post(url("amend", placement), typed(placement, **named, do="check"))
    assert page.context["form"].errors == {"tutor_job": ["Donnez sa fonction."]}

    named |= {"tutor_job": "vendeuse", "tutor_email": "nadia@accueil.example"}
    page = office.post(url("amend", placement), typed(placement, **named, do="check"))

    assert [line.after for line in page.context["lines"]] == [
        ("Nadia Nouvelle", "vendeuse", "nadia@accueil.example")
    ]
    assert [s["row"].name for s in page.context["signers"]].count("Nadia Nouvelle") == 1


def test_sending_leads_to_the_file_which_shows_whose_turn_it_is(office, placement) -> None:
    page = office.post(
        url("amend", placement), typed(placement, ends_on="2027-02-05", do="send"), follow=True
    )

    text = page.content.decode()
    assert "L’avenant est envoyé à la signature. Inès Moreau est invité à signer." in text
    assert "On attend la signature de l’étudiant sur l’avenant." in text
    paper = placement.papers.get(kind=Kind.AMENDMENT)
    assert paper.state == PaperState.OUT


def test_a_second_amendment_waits_for_the_first(office, placement) -> None:
    office.post(url("amend", placement), typed(placement, ends_on="2027-02-05", do="send"))

    page = office.get(url("amend", placement))

    assert "Un avenant attend déjà des signatures" in page.content.decode()
    assert "form" not in page.context


def test_nothing_typed_is_lost_when_it_is_refused(office, placement) -> None:
    page = office.post(
        url("amend", placement),
        typed(placement, ends_on="2027-07-30", reason="Je prolonge.", do="send"),
    )

    text = page.content.decode()
    assert "dites-en les modalités" in text
    assert "Je prolonge." in text
    assert 'value="2027-07-30"' in text


def test_the_file_of_a_sealed_placement_leads_here(office, placement) -> None:
    text = office.get(placement.get_absolute_url()).content.decode()

    assert url("amend", placement) in text
    assert url("interrupt", placement) in text
    assert url("reopen", placement) not in text


def test_interrupting_says_the_rule_and_stops_the_placement(office, placement) -> None:
    page = office.get(url("interrupt", placement))
    assert "L124-15" in page.content.decode()

    page = office.post(
        url("interrupt", placement),
        {
            "stopped_on": "2027-01-12",
            "kind": "host",
            "notice_on": "2027-01-11",
            "reason": "Le magasin ferme.",
        },
        follow=True,
    )

    placement.refresh_from_db()
    assert placement.state == State.INTERRUPTED
    assert "Stage interrompu" in page.content.decode()


def test_an_interruption_that_cannot_be_keeps_what_was_typed(office, placement) -> None:
    page = office.post(
        url("interrupt", placement),
        {"stopped_on": "2027-01-04", "kind": "host", "notice_on": "2027-01-11", "reason": "Fin !"},
    )

    text = page.content.decode()
    assert "L’interruption tombe après le premier jour du stage" in text
    assert "Fin !" in text


def test_a_mission_is_added_and_another_taken_out_on_the_page(office, placement) -> None:
    mission = placement.missions.get()
    task = mission.tasks.get()
    new = {
        "missions-0-DELETE": "on",
        "missions-1-title": "Tenir le stand du salon",
        "missions-1-tasks": [str(task.pk)],
    }

    page = office.post(url("amend", placement), typed(placement, **new, do="check"))

    assert [line.title for line in page.context["lines"]] == [
        f"Mission retirée : {mission.title}",
        "Mission ajoutée : Tenir le stand du salon",
    ]


def test_a_mission_without_a_task_keeps_all_that_was_typed(office, placement) -> None:
    new = {"missions-1-title": "Tenir le stand du salon", "missions-1-expected_result": "30 cartes"}

    text = office.post(url("amend", placement), typed(placement, **new, do="send")).content.decode()

    assert "Une mission est à corriger : voyez « Missions », plus bas." in text
    assert "Cochez au moins une tâche du référentiel." in text
    assert 'value="30 cartes"' in text
    assert not placement.papers.filter(kind=Kind.AMENDMENT).exists()


def test_a_page_left_open_before_missions_could_be_typed_is_refused(office, placement) -> None:
    stale = {k: v for k, v in typed(placement).items() if not k.startswith("missions-")}

    page = office.post(url("amend", placement), stale | {"do": "send"})

    assert page.status_code == 200
    assert not placement.papers.filter(kind=Kind.AMENDMENT).exists()
