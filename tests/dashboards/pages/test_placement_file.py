"""The placement file: the same line for the three partners, each with his own button."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.curriculum.models import Block, Competence, CompetenceGroup
from tripartite.hosts.models import Contact
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State
from tripartite.placements.models import Mission, Objective, Placement

#: Session, actor, relations, the facts of the line, papers, missions, coverage, journal.
QUERIES = 42


@pytest.fixture
def placement(school: School) -> Placement:
    cohort = factories.make_cohort(school)
    teacher = factories.make_teacher(cohort, first_name="Éric", last_name="Référent")
    factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")
    made = factories.make_placement(
        factories.make_enrolment(cohort), referent=teacher, state=State.SUBMITTED, framed=True
    )
    factories.make_agreed(made)
    return made


def test_the_three_partners_see_the_same_line(client: Client, placement: Placement) -> None:
    seen = []
    for user in (placement.student, placement.referent):
        client.force_login(user)
        seen.append(client.get(placement.get_absolute_url()).text)
        client.logout()
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))
    seen.append(client.get(placement.get_absolute_url()).text)

    drawn = [page.split('class="tt-line')[1].split("</ol>")[0] for page in seen]
    assert drawn[0] == drawn[1] == drawn[2]


def test_the_one_whose_turn_it_is_has_the_button(client: Client, placement: Placement) -> None:
    client.force_login(placement.referent)
    referent = client.get(placement.get_absolute_url()).text
    client.force_login(placement.student)
    student = client.get(placement.get_absolute_url()).text

    assert "Lire le cadrage et décider" in referent
    assert "Lire le cadrage et décider" not in student


def test_the_framing_card_says_who_agreed_what_is_aimed_at_and_whose_turn_it_is(
    client: Client, placement: Placement
) -> None:
    curriculum = placement.period.cohort.programme.curriculum
    pole = curriculum.poles.first()
    block = Block.objects.create(
        curriculum=curriculum, pole=pole, code="B1", position=1, label="Vendre"
    )
    group = CompetenceGroup.objects.create(block=block, code="B1.G1", position=1, label="Groupe")
    competence = Competence.objects.create(group=group, code="B1.G1.C1", position=1, label="Vendre")
    Objective.objects.create(
        placement=placement, competence=competence, position=1, wording="Vendre au comptoir"
    )
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))

    page = " ".join(client.get(placement.get_absolute_url()).text.split())
    card = page.split('id="framing"')[1].split("Les cinq rubriques")[0]

    assert "L’organisme d’accueil :" in card
    assert "Vendre au comptoir" in card
    assert "L’enseignant référent doit lire le cadrage, puis le valider ou le renvoyer." in card
    assert f'href="/stages/{placement.pk}/cadrage/accord/"' in card


def test_the_journal_is_for_the_school_and_the_student(
    client: Client, placement: Placement
) -> None:
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))

    assert client.get(f"{placement.get_absolute_url()}journal/").status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_makes_the_same_queries_whatever_its_size(
    client: Client, placement: Placement, n: int, django_assert_num_queries
) -> None:
    for position in range(2, n + 1):
        Mission.objects.create(placement=placement, position=position, title=f"Mission {position}")
    client.force_login(placement.referent)

    with django_assert_num_queries(QUERIES):
        client.get(placement.get_absolute_url())


def test_when_nothing_is_awaited_the_file_says_so(client: Client, placement: Placement) -> None:
    Placement.objects.filter(pk=placement.pk).update(state=State.CANCELLED, reason="Fermeture")
    client.force_login(placement.referent)

    page = client.get(placement.get_absolute_url())

    assert (page.status_code, "Rien n’est attendu" in page.text) == (200, True)


def test_the_file_says_which_addresses_nobody_has_used(
    client: Client, placement: Placement
) -> None:
    client.force_login(placement.student)
    before = " ".join(client.get(placement.get_absolute_url()).text.split())
    factories.make_link(placement, R.SIGNATORY)
    Contact.objects.filter(pk=placement.tutor_id).update(confirmed_at=clock.now())
    client.force_login(placement.student)
    student = " ".join(client.get(placement.get_absolute_url()).text.split())
    client.logout()
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))
    tutor = " ".join(client.get(placement.get_absolute_url()).text.split())

    assert "vérifiez l’adresse" not in before
    assert "adresse confirmée le" in student
    assert f"un lien envoyé à {placement.signatory.email} : vérifiez l’adresse" in student
    assert "adresse confirmée" not in tutor
    assert "vérifiez l’adresse" not in tutor


@pytest.mark.parametrize(
    ("relation", "shown"), [("referent", True), ("office", True), ("student", False)]
)
def test_the_team_alone_is_led_to_what_students_say_of_the_host(
    client: Client, placement: Placement, relation: str, *, shown: bool
) -> None:
    office = User.objects.members_of(placement.school, Role.OFFICE).get()
    people = {"referent": placement.referent, "student": placement.student, "office": office}
    client.force_login(people[relation])

    page = client.get(placement.get_absolute_url())

    memory = reverse("evaluations:memory", args=[placement.site.host_id])
    assert (memory in page.text) is shown
    if shown:
        assert client.get(memory).status_code == 200


def test_no_tutor_is_led_to_it(client: Client, placement: Placement) -> None:
    factories.enter_link(client, factories.make_link(placement, R.TUTOR))

    assert "Vu par les étudiants" not in client.get(placement.get_absolute_url()).text
