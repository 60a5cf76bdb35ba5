"""The page where the office prepares an agreement and sends it."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.agreements.ready import make_ready, missing_from
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions
from tripartite.hosts.models import Host
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Mission, Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(client, placement: Placement) -> User:
    user = User.objects.get(memberships__role=Role.OFFICE)
    client.force_login(user)
    return user


def url_of(placement: Placement, name: str = "prepare") -> str:
    return reverse(f"agreements:{name}", kwargs={"placement": placement.pk})


def words(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def send_buttons(response) -> int:
    buttons = re.findall(r"<button.*?</button>", words(response))
    return sum("Envoyer à la signature" in button for button in buttons)


def test_the_page_shows_what_will_be_printed_and_who_signs(client, placement, office) -> None:
    page = client.get(url_of(placement))

    assert page.context["missing"] == []
    assert [check.complete for check in page.context["checklist"]] == [True] * 16
    assert [s["row"].name for s in page.context["signers"]] == [
        "Inès Moreau", "Rose Patronne", "Théo Tuteur", "Éric Référent", "Hélène Proviseure",
    ]  # fmt: skip
    assert send_buttons(page) == 1
    assert "140 h, soit 20 jours (4 semaines)" in words(page)


def test_sending_leads_back_to_the_file(client, placement, office) -> None:
    answer = client.post(url_of(placement))

    assert (answer.status_code, answer["Location"]) == (302, placement.get_absolute_url())
    assert Paper.objects.get().state == "out"


def test_each_gap_leads_to_where_it_is_filled(client, placement, office) -> None:
    School.objects.update(insurance="", deliberation_date=None)
    Placement.objects.update(tutor=None, referent=None)
    placement.missions.all().delete()
    User.objects.filter(memberships__role=Role.HEAD).update(is_active=False)

    page = client.get(url_of(placement))

    urls = {gap.url for check in page.context["checklist"] for gap in check.gaps}
    key = {"placement": placement.pk}
    assert urls == {
        reverse("school:settings", kwargs={"school": placement.school_id}),
        reverse("agreements:clauses", kwargs={"school": placement.school_id}),
        reverse("school:team"),
        reverse("placements:declaration", kwargs=key),
        reverse("placements:assign_referent", kwargs=key),
        reverse("placements:framing", kwargs=key),
    }
    assert send_buttons(page) == 0


def test_a_post_that_is_refused_says_why_on_the_page(client, placement, office) -> None:
    School.objects.update(insurance="")

    page = client.post(url_of(placement))

    assert (page.status_code, Paper.objects.count()) == (200, 0)
    assert "L’assurance en responsabilité civile de l’établissement" in page.context["refusal"]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_before_the_approval_the_page_is_read_only(client, placement, office, state) -> None:
    Placement.objects.update(state=state)

    page = client.get(url_of(placement))

    assert "Le cadrage n’est pas validé" in words(page)
    assert send_buttons(page) == 0


def test_an_empty_placement_can_still_be_looked_at(client, school) -> None:
    cohort = factories.make_cohort(school)
    placement = factories.make_placement(factories.make_enrolment(cohort), with_host=False)
    client.force_login(factories.make_user(school, Role.OFFICE))

    page = client.get(url_of(placement))

    assert page.status_code == 200
    assert len(page.context["missing"]) > 10


def test_an_agreement_on_its_way_is_shown_instead_of_the_button(client, placement, office) -> None:
    paper = actions.send(placement=placement, by=office)

    page = client.get(url_of(placement))

    assert (page.context["live"], send_buttons(page)) == (paper, 0)


def test_the_findings_of_the_law_are_shown(client, placement, office) -> None:
    Host.objects.update(country="MC")

    page = client.get(url_of(placement))

    assert "autorisation" in words(page)
    assert "R2" in {finding.rule for finding in page.context["findings"]}


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("prepare", {"office", "head"}),
        ("preview", {"office", "referent"}),
        ("cancel", {"office"}),
        ("reopen", {"office", "referent"}),
    ],
)
def test_who_may_open_each_page(client, placement, name, allowed) -> None:
    people = {
        "office": User.objects.get(memberships__role=Role.OFFICE),
        "referent": placement.referent,
        "student": placement.student,
        "head": User.objects.get(memberships__role=Role.HEAD),
    }
    answers = {}
    for who, user in people.items():
        client.force_login(user)
        answers[who] = client.get(url_of(placement, name)).status_code

    assert answers == {who: 200 if who in allowed else 403 for who in people}


@pytest.mark.parametrize("name", ["prepare", "preview", "cancel", "reopen"])
def test_another_school_sees_nothing(client, placement, name) -> None:
    stranger = factories.make_user(factories.make_school("Ailleurs"), Role.OFFICE)
    client.force_login(stranger)

    assert client.get(url_of(placement, name)).status_code == 404


@pytest.mark.parametrize("name", ["prepare", "preview", "cancel", "reopen"])
@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY, Relation.GUARDIAN])
def test_a_partner_by_link_is_refused(client, placement, name, relation) -> None:
    factories.enter_link(client, factories.make_link(placement, relation))

    assert client.get(url_of(placement, name)).status_code == 403


def test_the_preview_is_a_file_that_is_not_kept(client, placement, office) -> None:
    answer = client.get(url_of(placement, "preview"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="projet-convention-ines-moreau.pdf"'
    )
    assert missing_from(answer.content, ["Inès Moreau", "Projet"]) == []
    assert Paper.objects.count() == 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_missions(
    client, placement, office, django_assert_num_queries, n
) -> None:
    task = placement.missions.get().tasks.get()
    for position in range(2, n + 1):
        mission = Mission.objects.create(placement=placement, position=position, title="Encore")
        mission.tasks.add(task)

    with django_assert_num_queries(27):
        client.get(url_of(placement))


@pytest.mark.parametrize(
    ("name", "state"), [("cancel", State.CANCELLED), ("reopen", State.RETURNED)]
)
def test_withdrawing_needs_a_reason_then_goes_back_to_the_file(
    client, placement, office, name, state
) -> None:
    actions.send(placement=placement, by=office)
    empty = client.post(url_of(placement, name), {"reason": " "})
    before = Placement.objects.get().state

    done = client.post(url_of(placement, name), {"reason": "Le lieu a fermé."})

    assert empty.context["form"].errors == {"reason": ["Dites en une phrase pourquoi."]}
    assert (before, Placement.objects.get().state) == (State.APPROVED, state)
    assert (done.status_code, done["Location"]) == (302, placement.get_absolute_url())
    assert Paper.objects.get().state == "void"


def test_a_refused_withdrawal_keeps_what_was_typed(client, placement, office) -> None:
    Placement.objects.update(state=State.CANCELLED)

    page = client.post(url_of(placement, "cancel"), {"reason": "Trop tard"})

    assert page.context["form"]["reason"].value() == "Trop tard"
    assert len(page.context["form"].non_field_errors()) == 1
