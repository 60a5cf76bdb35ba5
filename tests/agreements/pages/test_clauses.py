"""The pages where the office writes the clauses of its agreements."""

import pytest
from django.urls import reverse

from tests import factories
from tests.agreements.ready import make_ready, missing_from
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.queries import clauses_of


@pytest.fixture
def office(client, school: School) -> User:
    user = factories.make_user(school, Role.OFFICE)
    client.force_login(user)
    return user


@pytest.fixture
def draft(school: School, office: User) -> ClauseSet:
    return actions.start_draft(school=school, by=office)


def page_of(name: str, **kwargs) -> str:
    return reverse(f"agreements:{name}", kwargs=kwargs)


def words(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def typed(draft: ClauseSet, key: str = "a1", **changes) -> dict:
    clause = next(c for c in draft.articles if c.key == key)
    return {
        "title": clause.title,
        "mention": str(clause.mention or ""),
        "countries": list(clause.countries),
        "text": "\n\n".join(clause.paragraphs),
        "seen": clause.digest,
    } | changes


def test_the_office_reads_the_words_of_the_product(client, school, office) -> None:
    page = client.get(page_of("clauses", school=school.pk))

    assert page.context["current"].pk is None
    assert "1, celle du logiciel" in words(page)
    assert ClauseSet.objects.count() == 0


def test_changing_opens_a_draft(client, school, office) -> None:
    answer = client.post(page_of("clauses_draft", school=school.pk))

    draft = ClauseSet.objects.drafts().get()
    assert answer["Location"] == draft.get_absolute_url()
    assert "Projet de version 2" in words(client.get(draft.get_absolute_url()))


def test_an_article_is_rewritten(client, draft) -> None:
    url = page_of("clause_edit", clauseset=draft.pk, key="a1")

    client.post(url, typed(draft, title="Suivi", text="Un.\n\n\nDeux\nlignes."))

    draft.refresh_from_db()
    assert draft.articles[0].title == "Suivi"
    assert draft.articles[0].paragraphs == ("Un.", "Deux lignes.")


def test_an_unknown_placeholder_keeps_what_was_typed(client, draft) -> None:
    url = page_of("clause_edit", clauseset=draft.pk, key="a1")

    page = client.post(url, typed(draft, text="Le {patron} décide."))

    assert page.context["form"].errors["text"] == [
        "Une clause contient « {patron} », qui n’est pas connu. Écrivez l’un de : "
        "{etablissement}, {organisme}, {stagiaire}, {referent}, {tuteur}, {assurance}."
    ]
    assert page.context["form"]["text"].value() == "Le {patron} décide."


def test_the_preview_writes_the_names_and_keeps_nothing(client, draft) -> None:
    url = page_of("clause_edit", clauseset=draft.pk, key="a1")

    page = client.post(url, typed(draft, text="{stagiaire} vient.", preview="1"))

    assert page.context["shown"].paragraphs == ("Camille EXEMPLE vient.",)
    draft.refresh_from_db()
    assert draft.articles == clauses_of(draft.school).articles


def test_the_second_of_two_people_sees_both_texts_then_decides(client, draft) -> None:
    url = page_of("clause_edit", clauseset=draft.pk, key="a4")
    mine = typed(draft, "a4", text="Le mien.")
    client.post(url, typed(draft, "a4", text="Le sien."))

    page = client.post(url, mine)
    again = mine | {"seen": page.context["form"]["seen"].value()}
    done = client.post(url, again)

    assert page.context["theirs"].paragraphs == ("Le sien.",)
    assert page.context["form"]["text"].value() == "Le mien."
    assert page.context["form"]["countries"].value() == ["MC", "XX"]
    draft.refresh_from_db()
    assert (done.status_code, draft.articles[3].paragraphs) == (302, ("Le mien.",))


def test_an_article_is_added_moved_and_removed(client, draft) -> None:
    count = len(draft.articles)
    new = {"title": "Tenue", "text": "Prêtée.", "mention": "", "countries": []}
    client.post(page_of("clause_new", clauseset=draft.pk), new)
    draft.refresh_from_db()
    key = draft.articles[-1].key

    client.post(page_of("clause_move", clauseset=draft.pk, key=key), {"sens": "haut"})
    draft.refresh_from_db()
    place = [c.key for c in draft.articles].index(key)
    seen = draft.articles[place].digest
    client.post(page_of("clause_remove", clauseset=draft.pk, key=key), {"seen": seen})

    draft.refresh_from_db()
    assert (place, len(draft.articles)) == (count - 1, count)


def test_removing_the_last_article_of_a_mention_is_said_at_once(client, draft) -> None:
    key = next(c.key for c in draft.articles if c.mention == 15)

    page = client.get(page_of("clause_remove", clauseset=draft.pk, key=key))

    assert [u.mention for u in page.context["lost"]] == [15, 15, 15]
    assert "Mention 15, « Attestation de stage » : aucun article ne l’énonce" in words(page)


def test_putting_in_force_shows_what_changes_and_freezes(client, school, draft, office) -> None:
    key = draft.articles[0].key
    client.post(page_of("clause_edit", clauseset=draft.pk, key=key), typed(draft, text="Neuf."))
    url = page_of("clauses_enforce", clauseset=draft.pk)

    page = client.get(url)
    seen = page.context["form"]["seen"].value()
    done = client.post(url, {"approved_on": "2026-06-30", "seen": seen})

    assert [d.label for d in page.context["differences"]] == ["Article modifié"]
    assert done["Location"] == page_of("clauses", school=school.pk)
    assert clauses_of(school).version == 2
    assert f"{clauses_of(school).approval}" == "2026-06-30"


def test_the_whole_agreement_is_previewed_of_nobody_or_of_a_placement(client, school) -> None:
    placement = make_ready(school)
    office = User.objects.get(memberships__role=Role.OFFICE)
    client.force_login(office)
    draft = actions.start_draft(school=school, by=office)
    url = page_of("clauses_preview", clauseset=draft.pk)

    sample = client.get(url, {"pays": "MC"})
    real = client.get(url, {"stage": placement.pk})

    assert missing_from(sample.content, ["Camille EXEMPLE", "Direction du Travail"]) == []
    assert missing_from(real.content, ["Inès Moreau", "Projet"]) == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_versions(
    client, draft, office, django_assert_num_queries, n
) -> None:
    for _ in range(n):
        draft = actions.start_draft(school=draft.school, by=office)
        actions.add_clause(draft=draft, clause=draft.articles[0], by=office)
        draft.refresh_from_db()
        seen = actions.digest_of(draft.articles)
        actions.put_in_force(draft=draft, approved_on=None, seen=seen, by=office)

    with django_assert_num_queries(8):
        client.get(page_of("clauses", school=draft.school_id))
