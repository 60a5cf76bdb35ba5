"""The page on which the three agree, seen by each of them."""

import re

import pytest

from tests import factories
from tests.placements.conftest import Cast, page_of
from tripartite.accounts.models import PersonalLink
from tripartite.curriculum.models import Task
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.actions import agreeing, moving
from tripartite.placements.actions.fitness import declare_fitness
from tripartite.placements.domain import Party, Relation, State
from tripartite.placements.domain.fitness import Fitness
from tripartite.placements.models import FramingConsent, Placement


def url(placement: Placement, tail: str = "accord/") -> str:
    return f"/stages/{placement.pk}/cadrage/{tail}"


@pytest.fixture
def placement(cast: Cast) -> Placement:
    placement = cast.placement(framed=True)
    moving.submit(placement=placement, by=cast.student)
    return placement


@pytest.fixture
def tutor(placement: Placement) -> PersonalLink:
    return placement.links.get(relation=Relation.TUTOR).link


def words(placement: Placement, **changes: str) -> dict[str, str]:
    kept = placement.framing
    names = ("objectives", "modalities", "information", "means", "tutoring")
    usual = {name: getattr(kept, name) for name in (*names, "exchanges", "difficulty")}
    return usual | {"evaluation": kept.evaluation, "version": str(kept.version)} | changes


def test_the_tutor_reads_corrects_and_agrees_and_the_student_sees_each_word(
    client, cast: Cast, placement, tutor
):
    factories.enter_link(client, tutor)
    assert "Cinq minutes, rien n’est encore signé." in page_of(client.get(url(placement)))
    client.post(url(placement, ""), words(placement, means="Un bureau, un téléphone"))
    seen = client.get(url(placement)).context["seen"]
    answered = client.post(url(placement), {"do": "agree", "seen": seen})
    assert answered["Location"] == f"/stages/{placement.pk}/poste/"
    client.logout()

    client.force_login(cast.student)
    html = page_of(client.get(url(placement)))
    client.post(url(placement), {"do": "accept", "seen": seen})

    assert "[ajouté : </span>bureau, <span" in html
    assert "[retiré : </span>poste, <span" in html
    given = FramingConsent.objects.standing().filter(version__number=2)
    assert sorted(given.values_list("party", flat=True)) == [Party.HOST, Party.STUDENT]


def test_a_stale_page_agrees_to_nothing_and_keeps_what_was_typed(client, placement, tutor):
    factories.enter_link(client, tutor)

    response = client.post(
        url(placement), {"do": "agree", "seen": "autre", "text": "Merci de patienter"}
    )

    (sentence,) = response.context["form"].non_field_errors()
    assert sentence.startswith("Le cadrage a changé pendant que vous lisiez.")
    assert "Merci de patienter" in page_of(response)
    assert not FramingConsent.objects.filter(party=Party.HOST).exists()


def test_an_empty_message_is_asked_for(client, cast: Cast, placement):
    client.force_login(cast.student)

    response = client.post(url(placement), {"do": "say", "text": " "})

    assert response.context["form"].errors == {"text": ["Écrivez votre message."]}


def test_a_message_stands_on_the_page(client, cast: Cast, placement):
    client.force_login(cast.student)

    client.post(url(placement), {"do": "say", "text": "Serait-ce possible à 11 h ?"})

    assert "Serait-ce possible à 11 h ?" in page_of(client.get(url(placement)))


def test_the_referent_notes_an_agreement_given_otherwise(client, cast: Cast, placement):
    client.force_login(cast.teacher)
    assert "Noter son accord" in page_of(client.get(url(placement)))

    response = client.post(
        url(placement, "accord/noter/"),
        {"name": "Théo Tuteur", "channel": "phone", "agreed_on": "2026-01-05", "note": ""},
    )

    assert response["Location"] == url(placement)
    html = page_of(client.get(url(placement)))
    assert "Théo Tuteur, par téléphone, le 5 janvier 2026 (noté par Éric Référent)" in html


def test_a_yes_by_telephone_amid_corrections_is_asked_about(client, cast: Cast, placement, tutor):
    factories.enter_link(client, tutor)
    client.post(url(placement, ""), words(placement, means="Un bureau, un téléphone"))
    client.logout()
    client.force_login(cast.teacher)
    page = client.get(url(placement, "accord/noter/"))
    said = {
        "name": "Théo Tuteur",
        "channel": "phone",
        "agreed_on": "2026-01-05",
        "note": "au téléphone",
        "seen": page.context["form"]["seen"].value(),
    }

    refused = client.post(url(placement, "accord/noter/"), said)
    assert not FramingConsent.objects.filter(party=Party.HOST).exists()
    OutgoingMessage.objects.all().delete()
    noted = client.post(url(placement, "accord/noter/"), said | {"with_corrections": "on"})

    assert "[ajouté : </span>bureau, <span" in page_of(page)
    (sentence,) = refused.context["form"].non_field_errors()
    assert sentence.startswith("Le tuteur a commencé à corriger ce cadrage")
    assert "au téléphone" in page_of(refused)
    assert noted["Location"] == url(placement)
    assert FramingConsent.objects.get(party=Party.HOST).version.number == 2
    assert [m.kind for m in OutgoingMessage.objects.all()] == ["framing_corrected"]


def test_a_yes_by_telephone_is_never_to_words_the_page_did_not_show(
    client, cast: Cast, placement, tutor
):
    client.force_login(cast.teacher)
    page = client.get(url(placement, "accord/noter/"))
    said = {"name": "Théo", "channel": "phone", "agreed_on": "2026-01-05", "with_corrections": "on"}
    client.logout()
    factories.enter_link(client, tutor)
    client.post(url(placement, ""), words(placement, means="Un bureau, un téléphone"))
    client.logout()
    client.force_login(cast.teacher)

    shown = said | {"seen": page.context["form"]["seen"].value()}
    refused = client.post(url(placement, "accord/noter/"), shown)
    again = refused.context["form"]["seen"].value()

    (sentence,) = refused.context["form"].non_field_errors()
    assert sentence.startswith("Le cadrage a changé pendant que vous lisiez.")
    assert client.post(url(placement, "accord/noter/"), said | {"seen": again}).status_code == 302


def test_an_agreement_without_a_name_keeps_the_rest(client, cast: Cast, placement):
    client.force_login(cast.teacher)

    response = client.post(
        url(placement, "accord/noter/"),
        {"name": "", "channel": "paper", "agreed_on": "2026-01-05", "note": "au salon"},
    )

    assert set(response.context["form"].errors) == {"name"}
    assert "au salon" in page_of(response)


def test_nothing_is_asked_of_anybody_out_of_the_submission(client, cast: Cast):
    placement = cast.placement(framed=True, state=State.APPROVED)
    client.force_login(cast.teacher)

    html = page_of(client.get(url(placement)))

    assert "Rien n’est attendu de vous ici" in html
    assert 'id="reponse"' not in html
    assert "Rien à noter" in page_of(client.get(url(placement, "accord/noter/")))


def test_any_two_versions_are_compared(client, cast: Cast, placement):
    placement.framing.__class__.objects.update(means="Deux postes")
    factories.make_agreed(placement)
    client.force_login(cast.teacher)

    last = page_of(client.get(url(placement, "versions/")))
    same = page_of(client.get(url(placement, "versions/") + "?de=2&a=2"))
    odd = client.get(url(placement, "versions/") + "?de=zz&a=99")

    assert "Deux postes" in last
    assert "Ces deux versions sont les mêmes." in same
    assert odd.status_code == 200


def test_before_the_submission_there_is_no_version(client, cast: Cast):
    client.force_login(cast.student)

    html = page_of(client.get(url(cast.placement(), "versions/")))

    assert "Pas encore de version" in html


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_missions(
    client, cast: Cast, placement, django_assert_num_queries, n: int
):
    task = Task.objects.of(cast.cohort.programme.curriculum)[0]
    for position in range(2, n + 1):
        placement.missions.create(position=position, title="Autre").tasks.add(task)
        placement.framing_messages.create(text="Bonjour", author="Inès", party=Party.STUDENT)
    client.force_login(cast.student)
    client.get(url(placement))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(placement))


@pytest.mark.parametrize("n", [1, 3])
def test_the_versions_cost_the_same_whatever_their_number(
    client, cast: Cast, placement, django_assert_num_queries, n: int
):
    for number in range(2, n + 1):
        placement.framing.__class__.objects.update(means=f"{number} postes")
        factories.make_agreed(placement)
    client.force_login(cast.student)
    client.get(url(placement, "versions/"))

    with django_assert_num_queries(VERSIONS_QUERIES):
        client.get(url(placement, "versions/"))


#: Session and user, the placement (rule, people), relations, the content, versions and
#: agreements, coverage, and the layout's.
PAGE_QUERIES = 27
VERSIONS_QUERIES = 12


def test_the_tutor_who_agrees_says_next_what_the_post_allows(client, cast: Cast, placement, tutor):
    factories.enter_link(client, tutor)
    seen = client.get(url(placement)).context["seen"]

    answered = client.post(url(placement), {"do": "agree", "seen": seen})
    page = client.get(answered["Location"])

    assert answered["Location"] == f"/stages/{placement.pk}/poste/"
    assert "Dites encore ce que permet le poste" in page_of(page)


def test_one_message_asks_the_tutor_for_both_until_the_post_is_declared(cast: Cast, placement):
    declare_fitness(placement=placement, fitness=Fitness(frozenset()), by=cast.office)
    agreeing.remind_host(placement=placement, by=cast.office)

    first, second = OutgoingMessage.objects.filter(kind="framing_host_asked").order_by("pk")
    assert "ce que permet le poste" in first.text
    assert "ce que permet le poste" not in second.text


@pytest.mark.parametrize("page", ["accord/", ""])
def test_the_framing_says_whether_the_post_is_declared(client, cast: Cast, placement, page: str):
    client.force_login(cast.student)
    asked = page_of(client.get(url(placement, page)))
    declare_fitness(placement=placement, fitness=Fitness(frozenset()), by=cast.office)
    told = page_of(client.get(url(placement, page)))

    assert "doit encore dire ce que permet le poste" in asked
    assert f'href="/stages/{placement.pk}/poste/"' not in asked
    assert "Déclaré par Odile Bureau" in told


def test_the_tutor_corrects_in_folded_parts_then_is_led_to_the_yes(client, placement, tutor):
    factories.enter_link(client, tutor)
    fresh = page_of(client.get(url(placement, "")))

    saved = client.post(url(placement, ""), words(placement, means="Un bureau"))
    again = page_of(client.get(url(placement, "")))
    wrong = page_of(client.post(url(placement, ""), words(placement, information="x" * 301)))

    assert fresh.count('<details class="tt-fold tt-part"') == 7
    assert "Ce que vous avez changé" not in fresh
    assert "Corriger l’accueil" not in fresh
    assert saved["Location"] == url(placement)
    assert "Ce que vous avez changé" in again
    assert len(re.findall(r'<details class="tt-fold tt-part" *open', wrong)) == 1
