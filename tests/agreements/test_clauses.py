"""The clauses of a school: drafted, put in force, frozen, restored; nobody's work is lost."""

from dataclasses import replace
from datetime import date

import pytest

from tests.agreements.ready import make_ready, missing_from
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.agreements import actions
from tripartite.agreements.domain import AgreementError, Clause
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.queries import clauses_of
from tripartite.documents import actions as documents
from tripartite.placements.models import Placement

EXTRA = Clause("Tenue", ("{stagiaire} porte la tenue prêtée par {organisme}.",))


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(placement: Placement) -> User:
    return User.objects.get(memberships__role=Role.OFFICE)


@pytest.fixture
def draft(school: School, office: User) -> ClauseSet:
    return actions.start_draft(school=school, by=office)


def enforce(draft: ClauseSet, by: User, approved_on: date | None = None) -> ClauseSet:
    draft.refresh_from_db()
    seen = actions.digest_of(draft.articles)
    return actions.put_in_force(draft=draft, approved_on=approved_on, seen=seen, by=by)


def refusal_of(act, **kwargs) -> AgreementError:
    with pytest.raises(AgreementError) as refused:
        act(**kwargs)
    return refused.value


def test_the_first_draft_writes_the_words_of_the_product_as_version_1(school, draft) -> None:
    versions = ClauseSet.objects.order_by("version")

    assert [(v.version, v.is_draft) for v in versions] == [(1, False), (2, True)]
    assert clauses_of(school).version == 1
    assert draft.articles == clauses_of(school).articles


def test_a_second_person_opens_the_same_draft(school, draft, office) -> None:
    assert actions.start_draft(school=school, by=office) == draft


def test_a_draft_prints_nothing_until_it_is_in_force(placement, draft, office) -> None:
    actions.add_clause(draft=draft, clause=EXTRA, by=office)

    before = actions.send(placement=placement, by=office)
    enforce(draft, office, date(2026, 9, 30))
    after = actions.replace_agreement(placement=placement, reason="Nouvelles clauses", by=office)

    said = ["Inès Moreau porte la tenue prêtée par Maison Azur.", "(version 2)", "30 septembre"]
    assert missing_from(documents.read(before.frozen), said) == said
    assert missing_from(documents.read(after.frozen), said) == []


def test_a_version_in_force_is_frozen(draft, office) -> None:
    actions.add_clause(draft=draft, clause=EXTRA, by=office)
    enforce(draft, office)

    refused = refusal_of(actions.add_clause, draft=draft, clause=EXTRA, by=office)

    assert (refused.code, refused.sentence) == (
        "frozen",
        "Cette version n’est plus un projet : elle est en service, ou abandonnée. Ouvrez un "
        "nouveau projet pour la modifier.",
    )


def test_an_unknown_placeholder_is_refused_with_the_known_ones(draft, office) -> None:
    wrong = Clause("Tenue", ("Le {patron} décide.",))

    refused = refusal_of(actions.add_clause, draft=draft, clause=wrong, by=office)

    assert refused.sentence == (
        "Une clause contient « {patron} », qui n’est pas connu. Écrivez l’un de : "
        "{etablissement}, {organisme}, {stagiaire}, {referent}, {tuteur}, {assurance}."
    )


def test_two_people_on_two_articles_lose_nothing(draft, office) -> None:
    first, second, *_ = draft.articles

    for clause in (first, second):
        actions.change_clause(
            draft=draft, clause=replace(clause, title="Réécrit"), seen=clause.digest, by=office
        )

    draft.refresh_from_db()
    assert [c.title for c in draft.articles[:2]] == ["Réécrit", "Réécrit"]


def test_two_people_on_one_article_see_the_conflict(draft, office) -> None:
    seen = draft.articles[0]
    actions.change_clause(
        draft=draft, clause=replace(seen, title="Le premier"), seen=seen.digest, by=office
    )

    refused = refusal_of(
        actions.change_clause,
        draft=draft, clause=replace(seen, title="Le second"), seen=seen.digest, by=office,
    )  # fmt: skip

    draft.refresh_from_db()
    assert (refused.code, draft.articles[0].title) == ("changed_meanwhile", "Le premier")


def test_a_move_and_a_change_at_once_both_hold(draft, office) -> None:
    seen = draft.articles[0]
    actions.move_clause(draft=draft, key=seen.key, steps=1, by=office)

    actions.change_clause(
        draft=draft, clause=replace(seen, title="Changé"), seen=seen.digest, by=office
    )

    draft.refresh_from_db()
    assert draft.articles[1].title == "Changé"


def test_what_changed_under_the_eyes_is_not_put_in_force(draft, office) -> None:
    seen = actions.digest_of(draft.articles)
    actions.add_clause(draft=draft, clause=EXTRA, by=office)

    refused = refusal_of(actions.put_in_force, draft=draft, approved_on=None, seen=seen, by=office)

    assert refused.code == "changed_meanwhile"


def test_a_draft_that_changes_nothing_is_not_put_in_force(draft, office) -> None:
    assert refusal_of(enforce, draft=draft, by=office).code == "nothing_changed"


def test_an_older_version_is_restored_as_a_new_draft(school, draft, office) -> None:
    old = clauses_of(school)
    actions.add_clause(draft=draft, clause=EXTRA, by=office)
    enforce(draft, office)

    restored = actions.start_draft(school=school, like=old, by=office)

    assert (restored.version, restored.is_draft) == (3, True)
    assert restored.articles == old.articles
    assert refusal_of(actions.start_draft, school=school, like=old, by=office).code == (
        "draft_exists"
    )


def test_giving_a_draft_up_keeps_its_words_in_the_journal(school, draft, office) -> None:
    actions.drop_draft(draft=draft, by=office)

    entry = JournalEntry.objects.of(f"school:{school.pk}").filter(verb="clauses.dropped").get()
    assert not ClauseSet.objects.drafts().exists()
    assert len(entry.detail["articles"]) == len(draft.clauses)


def test_a_future_deliberation_is_refused(school, draft, office) -> None:
    refused = refusal_of(
        actions.note_approval, clauses=clauses_of(school), approved_on=date(2100, 1, 1), by=office
    )

    assert refused.sentence == ("La délibération est une décision passée : cette date est à venir.")
